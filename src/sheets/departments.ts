/** Bodies that take part in most exams: words in their names, the id they get, and English. */
const KNOWN: readonly (readonly [words: RegExp, id: string, en: string])[] = [
  [/交警|交通警察/, 'traffic', 'Traffic police'],
  [/公安|派出所/, 'police', 'Public security bureau'],
  [/武警/, 'armed-police', 'Armed police'],
  [/国家安全|国安/, 'state-security', 'State security'],
  [/供电|电力|电网/, 'power', 'Power company'],
  [/卫生|卫健|疾控|医院/, 'health', 'Health commission'],
  [/保密局|保密办|国家保密/, 'secrecy', 'Secrecy bureau'],
  [/生态环境|环保/, 'environment', 'Environment bureau'],
  [/城管|城市管理|综合执法|综合行政执法/, 'urban', 'Urban management bureau'],
  [/市场监管|市场监督|工商/, 'market', 'Market regulation bureau'],
  [/无线电/, 'radio', 'Radio regulation'],
  [/工信|工业和信息|科工信/, 'industry', 'Industry bureau'],
  [/通信|电信|移动公司|联通/, 'telecom', 'Telecom companies'],
  [/网信|网络安全和信息/, 'cyber', 'Cyberspace office'],
  [/宣传|融媒|广播电视|新闻/, 'press', 'Press and publicity department'],
  [/纪检|纪委|监察/, 'discipline', 'Discipline inspection'],
  [/财政/, 'finance', 'Finance bureau'],
  [/气象/, 'weather', 'Weather bureau'],
  [/消防/, 'fire', 'Fire and rescue brigade'],
  [/交通/, 'transport', 'Transport bureau'],
  [/12345|热线/, 'hotline', '12345 hotline'],
  [/信访/, 'petitions', 'Petitions office'],
  [/应急/, 'emergency', 'Emergency management bureau'],
  [/住建|住房/, 'housing', 'Housing and construction bureau'],
  [/水务|水利|供水/, 'water', 'Water supply'],
  [/文旅|文化/, 'culture', 'Culture and tourism bureau'],
  [/残联/, 'disabled', "Disabled persons' federation"],
  [/团委|共青团/, 'youth', 'Youth league'],
  [/政府办|府办/, 'government-office', 'Government office'],
  [/招办|招生|考试中心|考试院|招考/, 'admissions', 'Admissions and examinations office'],
  [/教育局|教体局|教育体育局|教育和体育局|教委|教科局/, 'education', 'Education bureau'],
];

/** Whether a name is that of the body that runs the exam: its office stands for the root of the tree. */
export const isOrganiser = (name: string): boolean =>
  /考区|考委|招委|领导小组|专班|指挥部/.test(name) || /招办|招生|考试中心|考试院|招考/.test(name);

/** Whether a name is that of the education bureau. */
export const isEducation = (name: string): boolean =>
  /教育局|教体局|教育.*局$|教委|教科局/.test(name);

/** Whether a name is that of a school or site. */
export const isSite = (name: string): boolean =>
  /考点|中学|高中|[一二三四五六七八九十]中$|学校$|学院$|职教中心|职业中专|职高/.test(name) &&
  !/局|委|办公室/.test(name);

/** The usual id and English name of a body; null where it is not one of the known. */
export function departmentNamed(name: string): { readonly id: string; readonly en: string } | null {
  const [, id, en] = KNOWN.find(([words]) => words.test(name)) ?? [];
  return id === undefined || en === undefined ? null : { id, en };
}
