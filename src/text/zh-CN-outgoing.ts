/** What leaves the service: exported tables and calendars. */
export const zhExports = {
  heads: [
    ...['单位编号', '单位', '事项编号', '事项', '阶段', '状态', '完成时限', '逾期', '上报'],
    ...['责任人', '责任领导', '已告知', '承诺时间', '办结时间', '依据'],
  ] as readonly string[],
  tooManyRows: (most: number) => `超过${most}行，xlsx 不便打开，请改用 CSV 或缩小范围`,
};
/** What the command line says of lists to take along, of events, and of posts. */
export const zhOutgoing = {
  export: '导出清单：全部事项或逾期事项，CSV 或 xlsx',
  what: '导出什么：duties 全部事项，overdue 逾期事项',
  format: '格式：csv（默认）或 xlsx',
  out: '写入哪个文件；CSV 不写则直接输出',
  needsFile: 'xlsx 须用 --out 指明文件',
  written: (file: string) => `已写入 ${file}`,
  cutOff: (why: string) => `导出中断，未写入文件，请重试：${why}`,
  events: '动态：发生了什么；--follow 随发生随显示',
  follow: '持续显示，断线自动续接，不漏不重',
  after: '从该编号之后开始（上次最后一条的编号）',
  limit: '最多多少条',
  nextEvents: (id: string) => `未完，下一页：--after ${id}`,
  noEvents: '没有动态',
  lost: (why: string) => `连接中断，正在续接：${why}`,
  posts: '岗位与人员：各岗位由谁担任',
  person: '只看此人担任的岗位（人员编号）',
  day: '看哪一天，如 2027-06-16；默认当日',
  vacant: '空缺',
  noPosts: '没有岗位',
  always: '全程',
  since: (from: string) => `${from}起`,
  until: (to: string) => `至${to}`,
  term: (from: string, to: string) => `${from}至${to}`,
  holders: (posts: number, day: string) => `共${posts}个岗位，${day}`,
  columns: { unit: '单位', post: '岗位', holder: '担任人', term: '任期' },
};
export const zhCalendars = { name: '考务' };
