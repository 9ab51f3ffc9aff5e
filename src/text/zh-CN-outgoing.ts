/** What leaves the service: exported tables and calendars. */
export const zhExports = {
  heads: [
    ...['单位编号', '单位', '事项编号', '事项', '阶段', '状态', '完成时限', '逾期', '上报'],
    ...['责任人', '责任领导', '已告知', '承诺时间', '办结时间', '依据'],
  ] as readonly string[],
  tooManyRows: (most: number) => `超过${most}行，xlsx 不便打开，请改用 CSV 或缩小范围`,
};
export const zhCalendars = { name: '考务' };
