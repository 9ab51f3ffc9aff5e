/** 网页：零报告、通知、渠道。 */
export const zhReportPages = {
  season: '考季',
  show: '查看',
  silentHeading: (count: number) => `未报（${count}个）`,
  noSilent: '没有未报的单位',
  levels: '逐级汇总',
  states: '各单位报告',
  noSeason: '没有进行中的考季',
  notices: {
    day: '日期',
    trial: (until: string) => `试运行中：${until} 之前只记录、不发出`,
    act: '处理',
    stop: '扣发',
    reason: '理由',
    line: '附言',
    text: '附言一句（不超过60字，不含网址）',
    pages: {
      at: (page: number, last: number) => `第 ${page} 页，共 ${last} 页`,
      before: '上一页',
      next: '下一页',
    },
    hint: '附言随该通知发出，并署您的姓名；扣发只扣这一条，事项照常逐级上报。',
  },
  channels: {
    to: '收信人的人员编号',
    /** Of the channels that a message of this urgency tries, one after another. */
    place: (place: number) => `第${place}顺位`,
    test: '发测试消息',
    hint: '测试消息写明是测试，不要求办理；每次测试均留痕，并计入该渠道的限额。',
    none: '未设渠道',
  },
};
