import type { Refusal } from '../engine/model.js';

/** What a refused person reads: what is wrong and what to do. `{}` stands for the detail. */
export const refusals: Record<Refusal, { readonly zh: string; readonly en: string }> = {
  'unknown-step': {
    zh: '本单位没有事项 {}，请核对编号',
    en: 'this unit has no duty {}; check the id',
  },
  'which-occurrence': {
    zh: '该事项有多个场次未办，请指明：{}',
    en: 'several occurrences are open; name one: {}',
  },
  'already-done': { zh: '已由 {} 报送，不必重报', en: 'already submitted by {}; nothing to do' },
  'not-submitted': { zh: '{} 尚未报送', en: '{} has not been submitted' },
  'key-reused': {
    zh: '同一幂等键用于另一件事，请换键',
    en: 'this key was used for something else; take a new one',
  },
  'not-for-systems': {
    zh: '{} 不接受系统信号，须由本人报送',
    en: '{} takes no bare signal; a person must report it',
  },
  'wrong-kind': {
    zh: '事项类别为 {}，请用相应的方式办理',
    en: 'this is a duty of kind {}; use the way that fits',
  },
  'needs-open': { zh: '前置事项 {} 尚未办结', en: 'what it needs, {}, is not accepted yet' },
  'children-open': { zh: '尚有 {} 项整改未销号', en: '{} of its findings are not closed yet' },
  'field-missing': { zh: '缺少必填项 {}', en: 'field {} is missing' },
  'field-unknown': { zh: '表单没有 {} 这一项', en: 'the form has no field {}' },
  'field-type': { zh: '{} 填写的内容类型不对', en: 'field {} has the wrong type' },
  'field-range': {
    zh: '应为规定范围内的整数：{}',
    en: 'a whole number within these bounds: {}',
  },
  'numbers-differ': { zh: '数目不符：{}', en: 'numbers do not agree: {}' },
  'rooms-unreadable': {
    zh: '请按“考场号:数目”填写，如 007:2 012:1，全部正常不填：{}',
    en: 'write rooms and numbers as 007:2 012:1, nothing where all is well: {}',
  },
  'room-unknown': { zh: '本考点没有 {} 考场', en: 'there is no room {} here' },
  'room-twice': { zh: '{} 考场填了两次', en: 'room {} is there twice' },
  'abnormal-needs-words': { zh: '{}：异常须说明情况', en: '{}: what is abnormal needs words' },
  'unknown-line': { zh: '清单没有 {} 这一行', en: 'the list has no line {}' },
  'not-a-signatory': { zh: '{} 不在签字人之列', en: '{} is not one of the signatories' },
  'signed-already': { zh: '{} 已签字', en: '{} has signed already' },
  'same-person': {
    zh: '{} 已以另一岗位签字，须由不同的人签',
    en: '{} signed for another post; another person must sign',
  },
  'out-of-order': { zh: '按顺序应由 {} 先签', en: '{} signs first' },
  'content-differs': {
    zh: '签字内容与前者不一致，请当面核对',
    en: 'the content differs from what was signed before; compare',
  },
  'lines-silent': {
    zh: '配合单位尚未答复：{}',
    en: 'joint departments have not answered yet: {}',
  },
  'unknown-procedure': { zh: '本单位没有流程 {}', en: 'this unit has no procedure {}' },
  'about-missing': {
    zh: '请写明启动流程的事由，1–200 字',
    en: 'say what it is begun for, in 1–200 characters',
  },
  'unknown-session': { zh: '本单位没有场次 {}', en: 'this unit has no session {}' },
  'which-session': {
    zh: '请用 session 指明是哪一场，可选：{}',
    en: 'say by "session" which session is meant: {}',
  },
  'session-over': { zh: '场次 {} 已结束', en: 'session {} is over' },
  'session-needless': {
    zh: '流程 {} 不分场次，请勿填写场次',
    en: 'procedure {} is for no session: leave it out',
  },
  'not-begun': { zh: '{} 尚未开始', en: '{} has not begun yet' },
  'bad-crew': {
    zh: '值守名单应写作“带班 | 成员 成员”，填人员编号：{}',
    en: 'write the crew as "head | member member", by their ids: {}',
  },
  'crew-too-small': {
    zh: '值守人数不足（实有/应有，带班 | 成员）：{}',
    en: 'too few on duty (present/needed, heads | members): {}',
  },
  'not-on-duty': { zh: '{} 不在岗', en: '{} is not on duty' },
  'watch-over': { zh: '{} 值守已结束', en: 'the watch {} is over' },
  'own-acceptance': {
    zh: '{} 是报送人，须由他人验收',
    en: '{} submitted it; somebody else must accept',
  },
  'due-in-past': { zh: '时限应晚于现在', en: 'the due time must lie in the future' },
  'reason-missing': { zh: '请写明理由', en: 'a reason is needed' },
  'promise-in-past': { zh: '承诺时间应晚于现在', en: 'the promised time must lie in the future' },
  'promise-too-far': { zh: '承诺时间过晚', en: 'the promised time is too late' },
  'promise-pending': {
    zh: '已有承诺，到时再议',
    en: 'there is a promise already; it is waited for',
  },
  'handed-on-before': {
    zh: '已转办给 {}，不得二次分配',
    en: 'handed on to {} before; not a second time',
  },
  'only-the-speaker': {
    zh: '代录须由 {} 本人确认或提出异议，他人不得代办',
    en: 'only {} himself confirms or objects to what was recorded for him',
  },
  'oral-signature': {
    zh: '{} 须本人当场会签，不接受电话代签',
    en: '{} is signed in person; a signature by telephone does not count',
  },
  'custody-only': {
    zh: '{} 是试卷交接事项，只能按交接程序办理',
    en: '{} is about the custody of papers; only its own protocol does it',
  },
  'custody-elsewhere': {
    zh: '试卷不在交出方手中：{}',
    en: 'the papers are not with the side that gives: {}',
  },
  'custody-stopped': {
    zh: '{} 因数目或封签不符已中止，须由负责人核定后继续',
    en: '{} is stopped by a difference; a named person has to settle it first',
  },
  'custody-not-stopped': { zh: '{} 没有中止，无须核定', en: '{} is not stopped' },
  'custody-unreadable': {
    zh: '交接内容看不懂，请照交接单填写：{}',
    en: 'write what is confirmed as the custody sheet has it: {}',
  },
  'custody-order': { zh: '先办前一环节：{}', en: 'what comes before is not done yet: {}' },
  'wrong-plate': {
    zh: '{} 不是登记的运送车辆，不得启运',
    en: '{} is not the registered vehicle',
  },
  'others-aboard': {
    zh: '车上另有 {} 人，无关人员不得乘车',
    en: '{} others are aboard; nobody else may be',
  },
  'not-of-the-crew': { zh: '{} 不在押运人员名单', en: '{} is not of the crew' },
  'escort-too-small': {
    zh: '押运人员不足（保密员+民警，实有 / 应有）：{}',
    en: 'too few escorts (keepers+police, present / needed): {}',
  },
  'unknown-place': { zh: '没有保管处 {}', en: 'there is no place {}' },
  'unknown-packet': { zh: '本次交接没有卷袋 {}', en: 'packet {} is not of this handover' },
  'too-early': {
    zh: '未到规定的入库时间，须先办妥上级批准（{}）',
    en: 'earlier than allowed; the approval {} has to be there first',
  },
  'badge-missing': {
    zh: '{} 未填证件号，或与他人重号',
    en: '{} has no badge number, or another has the same',
  },
  'hands-joined': {
    zh: '钥匙和密码不得由一人掌管：{}',
    en: 'key and combination would be in one hand: {}',
  },
  'hands-differ': {
    zh: '钥匙、密码掌管人与记录不符，现为 {}',
    en: 'key and combination are with {}, by the record',
  },
  'hands-held': {
    zh: '须先移交{}再离岗',
    en: 'he hands over the {} before he goes',
  },
  'hands-not-out': {
    zh: '钥匙、密码尚未领取，接班时先不写掌管人',
    en: 'key and combination have not been handed out yet: name no holders of them',
  },
  'not-the-holder': { zh: '{}现不由此人掌管', en: 'the {} is not with him' },
  'not-offered': {
    zh: '没有待接收的{}，或已过接收时限',
    en: 'no {} is offered to him, or the offer has lapsed',
  },
  'duplicate-id': { zh: '编号 {} 已存在', en: 'the id {} exists already' },
  'bad-id': {
    zh: '编号 {} 应为字母、数字、点、横线，至多 40 位',
    en: 'id {}: letters, digits, dots, dashes, at most 40',
  },
  unreadable: { zh: '消息不可读：{}', en: 'unreadable message: {}' },
  'paused-before': { zh: '已处于暂停', en: 'paused already' },
  'not-paused': { zh: '并未暂停', en: 'not paused' },
  closed: { zh: '本考季已收尾', en: 'this season is closed' },
};

/** What a detail is called where it names the key or the combination of a vault. */
const HANDS: Readonly<Partial<Record<string, { readonly zh: string; readonly en: string }>>> = {
  key: { zh: '钥匙', en: 'key' },
  combination: { zh: '密码', en: 'combination' },
};
const ABOUT_HANDS: ReadonlySet<Refusal> = new Set(['hands-held', 'not-the-holder', 'not-offered']);

/** The sentence of a refusal in one language. */
export function refusalSentence(
  code: Refusal,
  detail: string | undefined,
  lang: 'zh' | 'en',
): string {
  const hand = ABOUT_HANDS.has(code) ? HANDS[detail ?? ''] : undefined;
  return refusals[code][lang].replace('{}', hand?.[lang] ?? detail ?? '');
}
