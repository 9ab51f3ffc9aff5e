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
  page: {
    title: '处置流程',
    underWay: (count: number) => `正在处置${count}项`,
    ready: '需要时启动',
    none: '您所在单位没有预设的处置流程。各考点由本单位启动；用电话报来的，在值班台按单位查找后代为启动。',
    steps: '启动后各步骤',
    within: (time: string) => `启动后${time}内`,
    afterThat: (time: string) => `上一步后${time}内`,
    afterStep: (time: string, step: string) => `“${step}”后${time}内`,
    atOnce: '立即',
    session: '场次',
    choose: '请选择',
    about: '事由',
    aboutHint: '哪个考场、多少，如“第12考场 2份”；会签须照此原文。不写试题内容和密码。',
    happenedAt: '何时发生',
    happenedHint: '不填即为现在；时限从发生时起算',
    go: '启动处置流程',
    over: '本单位各场次均已结束，不能启动。',
    mayNot: '您没有启动的权限。',
    begun: '已启动的',
    running: '现在计时',
    receipt: (title: string, nth: number | undefined, session: string | null, about: string) =>
      `${nth === undefined ? '' : `第${nth}次`}启动“${title}”${session === null ? '' : `（${session}）`}：${about}`,
    told: (who: string) => `通知发给：${who}`,
    due: (when: string) => `${when}前`,
    by: (name: string, when: string) => `${name} ${when}启动`,
    caller: '来电人',
    readBackIs: (caller: string, when: string, unit: string, title: string) =>
      `我复述一遍：${caller}，${when}，${unit}启动“${title}”。请您确认。记录后各步立即计时，须在时限内由您本人确认，有出入请当即提出。`,
  },
};

export type Procedures = typeof zhProcedures;
