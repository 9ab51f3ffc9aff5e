/** What a desk, a link or the rights of two persons say when they refuse. `{}` stands for the detail. */
export const deskRefusals = {
  // Signatures
  'not-the-holder': {
    zh: '您今天不在“{}”岗位上，不能以此签字',
    en: 'you do not hold the post {} today and cannot sign for it',
  },
  'signed-for-himself': {
    zh: '同一人不得签两处，请由另一人签字',
    en: 'one person signs once; another has to sign here',
  },
  'secret-shared': {
    zh: '两处签字用了同一凭证，请由本人用自己的账号或密码卡签字',
    en: 'both signatures came with one secret; sign with an account or card of your own',
  },
  'office-shared': {
    zh: '两名签字人属于同一单位，本事项须由不同单位的人会签',
    en: 'both signatories belong to one body; this duty needs two different ones',
  },
  'had-a-hand': {
    zh: '您代录了对方的签字，或指派了对方顶岗，不能再与其会签',
    en: 'you recorded the other’s signature or appointed him; somebody else has to sign with him',
  },
  'secret-unknown': { zh: '签字没有留下凭证', en: 'no secret is on record of a signature' },
  'signs-already': {
    zh: '此人已在“{}”岗位，与该岗位共同会签，不能一人两签；请另选人顶岗',
    en: 'he holds {}, which signs together with this post; choose another stand-in',
  },
  'hands-joined': {
    zh: '{}已受托另一岗位，钥匙和密码不得由一人掌管',
    en: '{} was handed the other post: key and combination would be in one hand',
  },
  // Site desks
  'desk-link-used': {
    zh: '登记链接已用过、已过期或已撤销，请向协调人另取',
    en: 'this registration link was used, has expired or was revoked; ask for another',
  },
  'not-a-desk': {
    zh: '本机尚未登记为现场席位，或已撤销',
    en: 'this computer is not registered as a site desk, or no longer',
  },
  'desk-denied': {
    zh: 'PIN 或密码卡不对，请核对卡号和行号',
    en: 'PIN or code is wrong; look at the number of card and line',
  },
  'desk-locked': {
    zh: '连续输错，已锁定至 {}；急办请打值班台电话代录',
    en: 'too many wrong tries: locked until {}; if it is urgent, call the duty desk',
  },
  'pin-needed': {
    zh: '首次使用须另设6位 PIN，不得与原 PIN 相同，也不得是连号或同一数字',
    en: 'choose a PIN of your own now: six digits, not the one given, no run and not all the same',
  },
  'one-hand': {
    zh: '密码卡与初始 PIN 须由两人分别发放：{}的另一件经您之手，请由另一名协调人或安全管理员发放',
    en: 'card and PIN come from two hands: the other of {} went through yours; another coordinator or a security administrator gives this one out',
  },
  'no-card': {
    zh: '{}在该考点没有密码卡，先发卡、后发 PIN',
    en: '{} has no card at this site; the card comes first, then the PIN',
  },
  'no-pin': {
    zh: '初始 PIN 尚未发放，请向另一名协调人或安全管理员领取（不是发卡人）',
    en: 'there is no PIN yet; another coordinator or a security administrator gives it out, not the one who issued the card',
  },
  'pin-anew': {
    zh: '初始 PIN 与密码卡未经两人分别发放，不能启用；请由发卡人以外的人重新发放 PIN',
    en: 'this PIN did not come from another hand than the card; somebody else than the issuer of the card has to give out a new one',
  },
  'card-used-up': {
    zh: '密码卡已用完，请向协调人领取新卡',
    en: 'the card is used up; ask for a new one',
  },
  'turn-over': {
    zh: '本次身份已过时（60秒），请重新输入 PIN 和密码',
    en: 'your turn of 60 seconds is over; enter PIN and code again',
  },
  'not-at-this-site': { zh: '{} 在该考点没有岗位', en: '{} holds no post at this site' },
  // Links
  'link-dead': {
    zh: '链接已失效：已办结、已过期或已撤销。需要办理请联系考务协调人',
    en: 'this link is no longer good: done, expired or revoked. Ask the coordinator',
  },
  'promise-missing': {
    zh: '请填写承诺办结的时间',
    en: 'say when it will be done',
  },
  'promise-needs-code': {
    zh: '逾期事项只凭链接，最多承诺36小时；更晚的，请验证身份后再承诺，或致电值班台',
    en: 'for what is late, a link alone takes a promise of 36 hours at most; give the code first, or call the duty desk',
  },
  'link-not-for': {
    zh: '“{}”须登录办理，不能用链接：会签、核验、敏感事项不发链接',
    en: '{} cannot be done through a link: signed and sensitive duties and gates need an account',
  },
  'no-such-duty': { zh: '该单位没有事项“{}”', en: 'this unit has no duty {}' },
  'code-too-soon': {
    zh: '验证码刚刚发出，请稍候再取',
    en: 'a code was sent just now; wait a minute',
  },
  'code-too-often': {
    zh: '一小时内取码次数过多，请稍后再试或致电值班台',
    en: 'too many codes in an hour; try later or call the duty desk',
  },
  'code-wrong': {
    zh: '验证码不对或已过期（10分钟内有效，最多试5次）',
    en: 'the code is wrong or too old (10 minutes, five tries)',
  },
  'nowhere-to-send': {
    zh: '没有可用的手机号或邮箱，验证码发不出去，请联系考务协调人',
    en: 'no phone or mail is known, so no code can be sent; ask the coordinator',
  },
  'unknown-person': { zh: '本考季没有人员 {}', en: 'no person {} in this season' },
  'unknown-return': {
    zh: '没有这份联络名单，或已采用',
    en: 'no such contact return, or accepted already',
  },
  'contact-missing': {
    zh: '请填全责任领导、责任人、联络员的姓名、职务和电话：{}',
    en: 'name, title and phone are needed of all three: {}',
  },
  // Duty desk
  'unknown-code': {
    zh: '短码不对，请对方再报一遍',
    en: 'that is no code; ask for it once more',
  },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;

export type DeskRefusal = keyof typeof deskRefusals;
