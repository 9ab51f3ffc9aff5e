import type { Sentences } from './sentences.js';

/** What is said of a file as such: its bytes, its syntax, the form of its values, its templates. */
export const FILE_SENTENCES = {
  'file-missing': ['找不到文件，请补上', 'the file is missing: add it'],
  'file-not-regular': ['不是普通文件，无法读取', 'not a regular file: replace it by one'],
  'file-too-large': [
    '文件超过 {limit}，请拆分或删减',
    'the file is over {limit}: split or shorten it',
  ],
  'file-encoding': ['不是 {encodings} 编码，请另存后重试', 'not {encodings} text: save it so'],
  'file-nul': ['含有空字符（NUL），不是文本文件', 'holds a NUL character: not a text file'],
  'yaml-syntax': ['YAML 语法有误：{message}', 'not valid YAML: {message}'],
  'yaml-unused': [
    '计划不使用 YAML 的{what}，请改写',
    'plans do not use {what} of YAML: write it plainly',
  ],
  'yaml-too-big': [
    '内容过多或嵌套过深（上限 {limit}）',
    'too much content or nesting (limit: {limit})',
  ],
  'yaml-aliases': ['别名（*）过多或展开过大', 'too many aliases (*), or they grow too large'],
  'duplicate-key': ['“{key}”写了两次，请删去一个', '"{key}" is written twice: delete one'],
  'unknown-key': [
    '不认识“{key}”，是否应为“{nearest}”？',
    'unknown key "{key}": did you mean "{nearest}"?',
  ],
  'missing-key': ['缺少“{key}”，请补上', '"{key}" is missing: add it'],
  'wrong-type': ['“{key}”应为{expected}', '"{key}" should be: {expected}'],
  'not-one-of': ['“{key}”只能是：{values}', '"{key}" can only be one of: {values}'],
  'out-of-range': ['“{key}”超出允许范围（{limit}）', '"{key}" is out of range ({limit})'],
  'bad-id': [
    '“{text}”不能作代码：用小写字母、数字和连字符',
    'id "{text}": use lower-case letters, digits, hyphens',
  ],
  'bad-path': [
    '“{text}”不是单位路径，如 lanxi/site-1',
    '"{text}" is no unit path like lanxi/site-1',
  ],
  'bad-date': [
    '“{text}”不是有效日期，如 2027-06-16',
    '"{text}" is no existing date like 2027-06-16',
  ],
  'bad-time': ['“{text}”不是时刻，如 08:30', '"{text}" is no time of day like 08:30'],
  'bad-number': ['“{text}”应为不小于 0 的整数', '"{text}" should be a whole number, 0 or more'],
  'bad-moment': [
    '看不懂时间“{text}”，如 E-11d 17:00、S-60m',
    'moment "{text}": write E-11d 17:00, S-60m, 2027-05-10 18:00',
  ],
  'bad-duration': ['看不懂时长“{text}”，如 30m、2h、7d', 'duration "{text}": write 30m, 2h, 7d'],
  'bad-target': [
    '看不懂岗位“{text}”，如 own.leader、lanxi/police#head',
    'target "{text}": write own.leader, root.office, lanxi/police#head',
  ],
  'bad-check': [
    '看不懂核对式“{text}”，如 present + absent = candidates',
    'check "{text}": write present + absent = candidates',
  ],
  'bad-timezone': [
    '没有时区“{text}”，如 Asia/Shanghai',
    'no time zone "{text}": write Asia/Shanghai',
  ],
  'bad-percent': ['“{text}”应为百分数，如 15%', '"{text}" should be a percentage like 15%'],
  'csv-syntax': ['CSV 第 {row} 行格式有误：{message}', 'row {row} is not valid CSV: {message}'],
  'csv-too-many-rows': ['超过 {limit} 行，请拆分', 'over {limit} rows: split the file'],
  'csv-cell-count': [
    '这一行有 {found} 格，应为 {expected} 格',
    'this row has {found} cells instead of {expected}',
  ],
  'csv-column-missing': ['缺少“{column}”列，请补上', 'column "{column}" is missing: add it'],
  'csv-column-unknown': [
    '不认识“{column}”列，是否应为“{nearest}”？',
    'unknown column "{column}": did you mean "{nearest}"?',
  ],
  'csv-column-twice': ['“{column}”列出现两次', 'column "{column}" appears twice: delete one'],
  'csv-empty-cell': ['“{column}”不能空着', '"{column}" must not be empty: fill it in'],
  'csv-cell-too-long': [
    '“{column}”超过 {limit} 字',
    '"{column}" is over {limit} characters: shorten it',
  ],
  'bad-calendar': ['“{text}”不是日历名，如 CN', 'calendar "{text}": write CN'],
  'bad-folder': [
    '“{text}”不是相对路径，如 ../common',
    '"{text}" is no path from this folder like ../common',
  ],
  'extends-missing': [
    '找不到模板“{folder}”（其中应有 plan.yaml）',
    'no template "{folder}" with a plan.yaml: correct the path',
  ],
  'extends-circle': ['模板互相继承：{chain}', 'templates extend each other in a circle: {chain}'],
  'extends-too-deep': [
    '模板继承超过 {limit} 层',
    'more than {limit} templates on top of each other: extend one directly',
  ],
  'too-many-faults': [
    '问题超过 {limit} 个，只列出前面的',
    'over {limit} faults: only the first are listed',
  ],
} as const satisfies Sentences;
