import type { GridFault } from './grid.js';
import type { TimeDoubt } from './day-words.js';

/** What could not be read for certain, where, and what was assumed. */
export interface Doubt {
  /** Row of the sheet, from 1; 0: the sheet as a whole. */
  readonly row: number;
  /** The column's heading; empty: the row as a whole. */
  readonly column: string;
  /** What stands there. */
  readonly read: string;
  readonly code: DoubtCode;
  /** What was assumed, and what to do, in both languages. */
  readonly zh: string;
  readonly en: string;
}

/** Why no season folder is written. */
export interface SheetFault {
  readonly code: SheetFaultCode;
  readonly zh: string;
  readonly en: string;
}

type Sentences = Readonly<Record<string, readonly [zh: string, en: string]>>;

// Codes are stable. `{names}` are filled in.
const TIMES = {
  'time-year-assumed': ['未写年份，按{assumed}', 'no year is said; taken as {assumed}'],
  'time-vague': ['时间不确切，按{assumed}', 'not an exact time; taken as {assumed}'],
  'time-part-read': ['只读出其中的时间，按{assumed}', 'only the time in it was read: {assumed}'],
  'time-no-clock': ['时刻无法识别，按{assumed}', 'the hour cannot be read; taken as {assumed}'],
  'time-working-days': [
    '工作日已折算为自然日，按{assumed}',
    'working days were turned into calendar days: {assumed}',
  ],
  'time-throughout': [
    '全程性工作，时限按考试结束日：{assumed}；需要值守或定时报送的，请在方案中改写',
    'goes on throughout; due at the end of the exam: {assumed}. Make it a watch or a series where needed',
  ],
  'time-session-unknown': [
    '场次不在时间表中，按每场：{assumed}',
    'these sessions are not known; taken as each session: {assumed}',
  ],
  'time-unreadable': ['看不懂时间，暂按{assumed}', 'the time cannot be read; for now {assumed}'],
  'time-missing': ['未写完成时限，暂按{assumed}', 'no due time; for now {assumed}'],
  'time-order': [
    '启动时间晚于完成时限，已略去启动时间',
    'it opens after it is due: the opening is left out',
  ],
} as const satisfies Record<TimeDoubt, readonly [string, string]>;

const OTHERS = {
  'bad-row': ['这一行无法读取，已跳过：{why}', 'this row cannot be read and is skipped: {why}'],
  'no-task': ['没有工作任务，已跳过', 'no task is named: skipped'],
  'lead-from-above': [
    '牵头单位空白，沿用上一行：{assumed}',
    'no lead; taken from the row above: {assumed}',
  ],
  'lead-missing': ['没有牵头单位，暂由{assumed}承担', 'no lead; for now {assumed}'],
  'unit-new': [
    '方案中没有该单位，已新增：{assumed}',
    'a unit not known before is added: {assumed}',
  ],
  'unit-like': ['按“{assumed}”认定，请核对', 'taken as "{assumed}": please check'],
  'units-vague': ['未指明单位，按{assumed}', 'no unit is named; taken as {assumed}'],
  'sites-unknown': [
    '不知有哪些考点，暂设“{assumed}”，请补全 units.csv',
    'the sites are not known; for now "{assumed}": complete units.csv',
  ],
  'too-many-joint': [
    '配合单位超过{limit}个，已略去其余',
    'over {limit} joint units: the rest is left out',
  ],
  'no-name': [
    '不是姓名，按岗位“{assumed}”，请在 posts.csv 中落实到人',
    'not a name; taken as the post "{assumed}": name somebody in posts.csv',
  ],
  'people-count': [
    '人数与单位数不符，各单位均列同一组人',
    'as many names as units were expected: all are listed at each',
  ],
  'post-vacant': [
    '岗位 {assumed} 无人，已填“待定”，请在 posts.csv 中补上',
    'nobody holds {assumed}: a placeholder stands in posts.csv',
  ],
  'root-post': [
    '表中没有此岗位，暂由{assumed}担任',
    'the sheet does not say who this is; for now {assumed}',
  ],
  'recusal-left-out': [
    '以下岗位有人员库之外的人，暂不核对回避申报：{assumed}',
    'people not in the register hold these posts; recusal is not checked for them yet: {assumed}',
  ],
  'need-left-out': [
    '所需事项“{assumed}”不在表中，已略去',
    'it needs "{assumed}", which is not in the sheet: left out',
  ],
  'not-in-sheet': [
    '模板有而表中没有的事项共{count}个，未列入：{assumed}',
    '{count} duties of the template are not in the sheet and are left out: {assumed}',
  ],
  'columns-left': ['以下各列未导入：{assumed}', 'these columns are not imported: {assumed}'],
  'sessions-assumed': [
    '科目时间表未知，已暂设一场（{assumed}），请补全 sessions.yaml',
    'the sessions are not known; one stands in for them ({assumed}): complete sessions.yaml',
  ],
  'new-exam-day-assumed': [
    '未指明新的考试首日，按{assumed}',
    'no new exam day is given; taken as {assumed}',
  ],
  'english-missing': [
    '没有英文名称，均以中文加“[zh]”代替',
    'there are no English titles: the Chinese, marked "[zh]", stand in for them',
  ],
} as const satisfies Sentences;

const FAULTS = {
  'sheet-missing': [
    '找不到该文件，或不是普通文件',
    'there is no such file, or it is no regular file',
  ],
  'sheet-too-big': [
    '文件过大（解压后上限150 MB，文件上限50 MB）',
    'the file is too large (50 MB, unpacked 150 MB)',
  ],
  'sheet-too-many-rows': ['超过1200行，不是任务分解表', 'over 1,200 rows: not a task sheet'],
  'not-xlsx': [
    '不是可读的 xlsx 文件，请另存为 xlsx 后重试',
    'not a readable xlsx file: save it as xlsx again',
  ],
  'old-xls': [
    '旧版 xls 或加密文件，请另存为不加密的 xlsx',
    'an old or encrypted workbook: save it as xlsx without a password',
  ],
  'sheet-encoding': ['不是 UTF-8 或 GB18030 编码的表格', 'not a table in UTF-8 or GB18030'],
  'no-header': [
    '前10行中找不到表头（须有“工作任务”等列名）；可用 --columns 指明',
    'no headings in the first ten rows (a task column at least); say them with --columns',
  ],
  'no-rows': ['表头之下没有任务', 'there are no tasks under the headings'],
  'no-sheet': ['没有名为“{name}”的工作表', 'there is no sheet called "{name}"'],
  'columns-file': ['列对应文件有误：{why}', 'the columns file is wrong: {why}'],
  'template-unreadable': ['模板无法读取：{why}', 'the template cannot be read: {why}'],
} as const satisfies Sentences & Record<GridFault, readonly [string, string]>;

const DOUBTS = { ...TIMES, ...OTHERS };
export type DoubtCode = keyof typeof DOUBTS;
export type SheetFaultCode = keyof typeof FAULTS;

type Particulars = Readonly<Record<string, string | number>>;

/** A doubt at a cell. */
export function doubtAt(
  [row, column, read]: readonly [row: number, column: string, read: string],
  code: DoubtCode,
  particulars: Particulars = {},
): Doubt {
  const [zh, en] = DOUBTS[code];
  return {
    row,
    column,
    read: clip(read),
    code,
    zh: fill(zh, particulars),
    en: fill(en, particulars),
  };
}

/** Why a sheet cannot be imported at all. */
export function sheetFault(code: SheetFaultCode, particulars: Particulars = {}): SheetFault {
  const [zh, en] = FAULTS[code];
  return { code, zh: fill(zh, particulars), en: fill(en, particulars) };
}

/** Why a file is no table. */
export const gridFault = (code: GridFault): SheetFault => sheetFault(code);

const fill = (sentence: string, particulars: Particulars): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => clip(String(particulars[name] ?? '?')));

// What is quoted goes to terminals: no control characters, no endless words.
const clip = (text: string): string => {
  const plain = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
};
