import type { Lang } from './lang.js';

type Sentences = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** Why somebody may not hold a post, or not yet. `{}` stands for the exam, the course or the age. */
const REASONS = {
  'person-unknown': { zh: '人员库中没有此人', en: 'the register has no such person' },
  'recusal-undeclared': { zh: '尚未申报回避（{}）', en: 'has not declared ({})' },
  'recusal-relative': {
    zh: '有亲属参加考试（{}），不得任何岗位',
    en: 'has a relative in the exam ({})',
  },
  'recusal-graduating': {
    zh: '任教毕业年级（{}），不得监考',
    en: 'teaches the graduating class ({})',
  },
  'recusal-unconfirmed': {
    zh: '回避申报未经学校确认（{}）',
    en: 'the declaration is not confirmed by the school ({})',
  },
  'training-missing': { zh: '未参加培训“{}”', en: 'has not sat the training "{}"' },
  'training-failed': { zh: '培训“{}”不合格', en: 'has not passed the training "{}"' },
  'training-sending': {
    zh: '派出地培训“{}”未合格',
    en: 'lacks the training "{}" of the county that sends',
  },
  'training-receiving': {
    zh: '接收地培训“{}”未合格',
    en: 'lacks the training "{}" of the county that receives',
  },
  'age-unknown': {
    zh: '未登记出生年月（上限{}周岁）',
    en: 'no date of birth on record (at most {} years)',
  },
  'age-over': { zh: '超过年龄上限（{}）', en: 'over the age limit ({})' },
} as const satisfies Sentences;

/** What is wrong with a row, or with a file, and what to do about it. `{}` stands for the detail. */
const ROW_FAULTS = {
  'sheet-missing': { zh: '找不到文件', en: 'there is no such file' },
  'sheet-too-big': {
    zh: '文件过大（上限20 MB，解压后150 MB），请分批导入',
    en: 'too large (20 MB, unpacked 150 MB): import it in parts',
  },
  'sheet-too-many-rows': {
    zh: '超过{}行，请分批导入',
    en: 'over {} rows: import them in parts',
  },
  'not-xlsx': { zh: '不是可读的 xlsx，请另存后重试', en: 'not a readable xlsx: save it again' },
  'old-xls': {
    zh: '旧版 xls 或加密文件，请另存为不加密的 xlsx',
    en: 'an old or encrypted workbook: save it as xlsx without a password',
  },
  'sheet-encoding': {
    zh: '不是 UTF-8 或 GB18030 编码，请另存后重试',
    en: 'neither UTF-8 nor GB18030: save it again',
  },
  'no-header': {
    zh: '前10行中没有表头，须有：{}',
    en: 'no headings in the first ten rows; there must be: {}',
  },
  'no-rows': { zh: '表头之下没有内容', en: 'nothing stands under the headings' },
  'bad-row': {
    zh: '这一行无法读取，请检查引号',
    en: 'this row cannot be read: look at its quotes',
  },
  'identity-column': {
    zh: '不收身份证件号码，请删去此列',
    en: 'identity numbers are not taken: delete this column',
  },
  'identity-number': {
    zh: '疑似身份证件号码，请删去',
    en: 'looks like an identity number: delete it',
  },
  'bad-characters': {
    zh: '含有不可见字符，请重新输入',
    en: 'holds characters that cannot be seen: type it anew',
  },
  'too-long': { zh: '超过{}字，请缩短', en: 'over {} characters: make it shorter' },
  'empty-cell': { zh: '不能为空，请补填', en: 'must not be empty' },
  'bad-id': {
    zh: '编号应为小写字母开头的字母、数字、短横，请改正',
    en: 'an id is lower-case letters, digits and dashes and begins with a letter',
  },
  'bad-path': { zh: '单位路径不正确，如 lanxi/site-1', en: 'not a path, such as lanxi/site-1' },
  'bad-date': { zh: '日期应写作 2027-06-01', en: 'write the day as 2027-06-01' },
  'bad-month': { zh: '出生年月应写作 1985-06 或 1985', en: 'write it as 1985-06 or 1985' },
  'bad-phone': { zh: '电话号码不正确', en: 'not a telephone number' },
  'bad-account': {
    zh: '应写作 渠道=账号，如 wecom=zhangsan；按手机号的写 wecom=phone，手机号填在手机列',
    en: 'write channel=id, such as wecom=zhangsan; wecom=phone for the number, which stands in its own column',
  },
  'bad-channel': {
    zh: '应为渠道名，如 sms、mail，以顿号分隔',
    en: 'names of channels, such as sms, mail',
  },
  'bad-mail': { zh: '邮箱不正确', en: 'not a mail address' },
  'masked-value': {
    zh: '这是打码后的内容，请填完整或删去此列',
    en: 'this is a masked value: fill it in whole, or delete the column',
  },
  'not-one-of': { zh: '应为：{}', en: 'must be one of: {}' },
  'exam-missing': {
    zh: '未指明哪场考试，请填“考试”列或指定 --exam',
    en: 'which exam? Fill in the column "exam", or say --exam',
  },
  'duplicate-row': { zh: '与第{}行重复，请留一行', en: 'the same as row {}: keep one of them' },
  'unknown-person': {
    zh: '人员库中没有此人，请先导入人员',
    en: 'the register has no such person: import people first',
  },
  'unknown-department': {
    zh: '部门库中没有此部门，请先导入部门',
    en: 'the register has no such department: import departments first',
  },
} as const satisfies Sentences;

export type ReasonWord = keyof typeof REASONS;
export type RowFaultCode = keyof typeof ROW_FAULTS;

/** A reason as a person reads it. */
const reasonWords = (code: ReasonWord, about: string, lang: Lang): string =>
  REASONS[code][lang].replace('{}', about);

/** All of them in one sentence. */
export const reasonsIn = (
  reasons: readonly { readonly code: ReasonWord; readonly about: string }[],
  lang: Lang,
): string =>
  reasons
    .map(({ code, about }) => reasonWords(code, about, lang))
    .join(lang === 'zh' ? '；' : '; ');

/** A fault of a row in both languages. */
export const faultWords = (code: RowFaultCode, detail = ''): { zh: string; en: string } => {
  const { zh, en } = ROW_FAULTS[code];
  return { zh: zh.replace('{}', detail), en: en.replace('{}', detail) };
};

interface Assigned {
  readonly person: string;
  readonly name: string;
  readonly post: string;
  readonly reasons: readonly { readonly code: ReasonWord; readonly about: string }[];
}

interface Someone {
  readonly person: string;
  readonly name: string;
  readonly post: string;
}

/** Why somebody may not hold a post, or what he still lacks for it; and who could take it. */
export function assignmentWords(
  { person, name, post, reasons }: Assigned,
  substitutes: readonly Someone[],
  lang: Lang,
  isBarred = true,
): string {
  const why = reasons.map(({ code, about }) => reasonWords(code, about, lang));
  const others = substitutes.map((one) => someone(one, lang));
  if (lang === 'zh') {
    const verb = isBarred ? '不得任' : '任';
    const instead = others.length > 0 ? `。可替换：${others.join('、')}` : '';
    return `${name}（${person}）${verb} ${post}：${why.join('；')}${instead}`;
  }
  const verb = isBarred ? 'cannot hold' : 'holds';
  const instead = others.length > 0 ? `; lawful substitutes: ${others.join(', ')}` : '';
  return `${name} (${person}) ${verb} ${post}: ${why.join('; ')}${instead}`;
}

const someone = ({ person, name, post }: Someone, lang: Lang): string =>
  lang === 'zh' ? `${name}（${person}，${post}）` : `${name} (${person}, ${post})`;

interface AtPlace {
  readonly subject: string;
  readonly season: string;
  readonly post: string;
  readonly place: string;
}

/** Two things that one person cannot do at once. */
export const clashWords = (
  { a, b }: { readonly a: AtPlace; readonly b: AtPlace },
  from: string,
  until: string,
  lang: Lang,
): string =>
  lang === 'zh'
    ? `${a.subject} 在 ${from} 至 ${until} 同时须到 ${a.place}（${a.season} ${a.post}）和 ${b.place}（${b.season} ${b.post}）`
    : `${a.subject} is needed at ${a.place} (${a.season} ${a.post}) and at ${b.place} (${b.season} ${b.post}) from ${from} to ${until}`;
