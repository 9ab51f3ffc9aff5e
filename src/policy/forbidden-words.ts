/**
 * What never belongs into the service, by kind: papers before use are state secrets, and the service holds
 * the process alone. `asks` are words by which a form would ask for it; `says` what it looks like once it is
 * written down, in text that was made plain (`forbidden.ts`).
 */
export const FORBIDDEN_KINDS = [
  'paper',
  'code',
  'route',
  'id-number',
  'bank-card',
  'mobile',
] as const;
export type ForbiddenKind = (typeof FORBIDDEN_KINDS)[number];

interface Words {
  readonly asks: readonly RegExp[];
  readonly says: readonly RegExp[];
}

const IS = '(?:是|为|改为|换成|换为|设为|变更为|更新为|重置为|[:=])';
const TO = String.raw`(?:\bis|\bare|\bwas|\bto|[:=])`;
const ROAD = '(?:路|街|大道|高速|国道|省道|大桥|隧道|收费站|服务区)';
/** The lock's, not the cupboard that is named after it, nor those who keep it. */
const CODE = '(?:密码(?!柜|箱|锁|保管|分管|交接|持有|管理|人)|口令|开锁码|验证码)';
const FILLER = '(?:号|已|均|都|统一|临时|现在?|新)*';
const PASS = String.raw`\b(?:password|passcode|passphrase|pin(?: code)?|access code|combination)`;
const ESCORT = '(?:押运|护送|运送|运卷|送卷|行车|车队)';
const CONVOY = String.raw`\b(?:escort|convoy|transport|delivery|driving)`;

export const FORBIDDEN_WORDS: Readonly<Record<ForbiddenKind, Words>> = {
  paper: {
    asks: [
      /(?:试题|考题|作文题|试卷|命题)(?:内容|原文|全文|答案)|(?:试题|考题|题目)$|(?:参考|标准)答案|答案$/,
      /\b(?:exam|paper|test) (?:questions?|contents?)\b|\banswer keys?\b|\bmodel answers?\b/i,
    ],
    says: [
      // How many there are may be said.
      new RegExp(
        `(?:试题|考题|作文题目?|答案)(?:内容)? ?${IS} ?(?!\\d+ ?[套份袋箱册本包科卷个])["“《]?[^ 。;]`,
      ),
      /(?<!\d)\d{1,2} ?[-~至到] ?\d{1,2} ?题? ?:? ?[A-D]{3,}(?![a-zA-Z])/,
      /第 ?\d{1,2} ?小?题[^。;]{0,6}(?:选|答案) ?:? ?[A-D](?![a-z])/i,
      new RegExp(String.raw`\b[Aa]nswers?(?: to [^.;]{1,30})? ?${TO} ?[A-D]{1,60}\b`),
      new RegExp(String.raw`\b(?:exam|essay) (?:question|topic)s? ?${TO} ?(?!\d)\S`, 'i'),
    ],
  },
  code: {
    asks: [
      new RegExp(`${CODE}(?!更换|变更)`),
      new RegExp(`${PASS}s?\\b(?! (?:holder|keeper|changed|kept|handed))`, 'i'),
    ],
    says: [
      new RegExp(`${CODE}${FILLER} ?${IS}? ?["“]?[a-z#*]*\\d[\\w#*-]{2,}`, 'i'),
      new RegExp(`${CODE}${FILLER} ?${IS} ?["“]?(?=[\\x21-\\x7e])[^ ,.;)]{4,}`),
      /[左右]\d{1,2}[圈转]?[, ]?[左右]\d{1,2}/,
      new RegExp(`${PASS} ?${TO}? ?["“]?[a-z#*]*\\d[\\w#*-]{2,}`, 'i'),
      new RegExp(`${PASS} ?(?:\\bis|[:=]) ?["“]?(?!changed|kept|ok|set)[^ ,.;)]{4,}`, 'i'),
    ],
  },
  route: {
    asks: [
      new RegExp(`${ESCORT}(?:路线|线路)(?!数)|^路线(?:图|安排|说明)?$`),
      new RegExp(`${CONVOY} routes?\\b|^routes?$`, 'i'),
    ],
    says: [
      new RegExp(
        `(?:路线|${ESCORT}线路) ?${IS} ?(?!已|未|正常|无|完成|符合|安全|畅通|良好|备用|两条|\\d+ ?条)[^ 。;]`,
      ),
      new RegExp(`(?:途经|经由|行经|取道)[^。;]{1,30}?${ROAD}`),
      new RegExp(`${CONVOY} route ?${TO} ?(?!checked|clear|safe|ok)\\S`, 'i'),
      /\bvia (?:[A-Z][\w-]* ){1,4}(?:Road|Street|Avenue|Highway|Expressway|Bridge|Tunnel)\b/,
    ],
  },
  'id-number': {
    asks: [
      /身份证|公民身份|证件号/,
      /\b(?:national |identity )?(?:id|identity) (?:card )?(?:number|no)\b|\bpassport (?:number|no)\b/i,
    ],
    // The check digit is looked at besides.
    says: [/(?<!\d)(\d{6}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[\dXx])(?![\dXx])/],
  },
  'bank-card': {
    asks: [/银行卡|(?:银行|收款)账[号户]/, /\bbank (?:card|account)s?\b|\bcard (?:number|no)\b/i],
    says: [/(?<!\d)((?:62|4\d|5[1-5])\d{2}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{1,3})?)(?!\d)/],
  },
  mobile: {
    asks: [
      /手机号|联系电话|联系方式|移动电话|家庭电话|住宅电话/,
      /\b(?:mobile|cell|private|home|contact) (?:phone )?(?:number|no|phone)\b/i,
    ],
    says: [/(?<![\d.])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/],
  },
};
