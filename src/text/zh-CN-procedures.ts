/** Procedures: what is begun when it is needed. */
export const zhProcedures = {
  command: {
    procedure: '处置流程：查看、启动（备用试卷、设备故障、突发事件等）',
    list: '本单位可启动的流程，已启动的办到哪一步',
    begin: '启动流程：各步从此计时，逾期逐级上报',
  },
  option: {
    id: '流程编号，见 procedure list',
    about: '事由，如“第12考场 2份”；会签须照此原文',
    session:
      '哪一场（延迟开考、听力故障等按场次的流程）；不写则为正在进行的一场，或12小时内将开考的一场',
  },
  none: '本单位没有预设的流程',
  never: '从未启动',
  steps: (titles: string) => `步骤：${titles}`,
  begun: (ordinal: number, about: string, open: number) =>
    `第${ordinal}次  ${about}  ${open === 0 ? '全部办结' : `未办结${open}项`}`,
};

export type Procedures = typeof zhProcedures;
