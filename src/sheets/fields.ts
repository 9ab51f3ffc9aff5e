/** The columns of a task sheet that Kaowu understands. */
export const FIELDS = [
  'number',
  'phase',
  'task',
  'english',
  'lead',
  'with',
  'answerable',
  'doer',
  'liaison',
  'opens',
  'due',
  'source',
] as const;
export type SheetField = (typeof FIELDS)[number];

/** What offices call these columns; the first is what `plan print` writes. */
export const NAMES: Readonly<Record<SheetField, readonly string[]>> = {
  number: ['序号', '编号', '项次', '号', 'no'],
  phase: ['阶段', '类别', '工作阶段', '工作类别', '工作板块', '板块', '分类', '项目', 'phase'],
  task: [
    ...['工作任务', '任务', '事项', '工作事项', '工作内容', '任务内容', '重点任务', '主要任务'],
    ...['具体任务', '任务名称', '任务分解', '具体工作', '重点工作', '主要工作', '具体内容', 'task'],
  ],
  english: ['英文名称', '英文', 'english', 'taskinenglish'],
  lead: [
    ...['牵头单位', '责任单位', '主办单位', '承办单位', '负责单位', '主责单位', '牵头部门'],
    ...['责任部门', '主责部门', '牵头责任单位', 'lead'],
  ],
  with: [
    ...['配合单位', '协办单位', '参与单位', '协同单位', '配合部门', '协助单位', '协作单位'],
    ...['参加单位', 'joint'],
  ],
  answerable: [
    ...['责任领导', '分管领导', '牵头领导', '包抓领导', '主管领导', '负责领导', '带班领导'],
    ...['领导', 'answerable'],
  ],
  doer: ['责任人', '具体责任人', '经办人', '承办人', '负责人', '具体负责人', 'doer'],
  liaison: ['联络员', '联系人', '联络人', 'liaison'],
  opens: ['启动时间', '开始时间', '起始时间', '启动时限', 'opens'],
  due: [
    ...['完成时限', '完成时间', '时限', '时间', '时间节点', '办结时限', '截止时间', '时间要求'],
    ...['工作时限', '完成期限', '时限要求', '时间安排', '完成日期', 'due'],
  ],
  source: ['依据', '文件依据', '工作依据', '政策依据', '来源', 'source'],
};

/** A heading without blanks, signs and what stands in brackets. */
export const headingOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]*\)/g, '')
    .replace(/[^\p{L}\p{N}/]/gu, '');

/** The field that a heading names; `工作任务/事项` is one of two names. */
export function fieldNamed(text: string): SheetField | null {
  const heading = headingOf(text);
  const parts = [heading.replaceAll('/', ''), ...heading.split('/')];
  const named = FIELDS.find((field) => parts.some((part) => NAMES[field].includes(part)));
  if (named !== undefined || heading.length > 12) return named ?? null;
  // `牵头单位名称`, `任务完成时限`: the longest name inside.
  const inside = FIELDS.flatMap((field) =>
    NAMES[field]
      .filter((name) => name.length >= 3 && heading.includes(name))
      .map((name) => ({ field, length: name.length })),
  );
  return inside.sort((a, b) => b.length - a.length)[0]?.field ?? null;
}
