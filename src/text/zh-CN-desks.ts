import type { OralAct } from '../engine/model.js';

/** What the desks, the links and the pages behind them say. */
export const zhDesks = {
  /** What was recorded for somebody who spoke by telephone. */
  acts: {
    complete: '报送',
    signFor: '签收',
    answer: '逐项答复',
    confirm: '签字',
    leave: '离岗',
    accept: '验收办结',
    return: '退回整改',
    waive: '免办',
    handOn: '转办',
    object: '异议',
    amend: '更正',
    addStep: '新增事项',
    standIn: '顶岗',
  } satisfies Record<OralAct, string>,
  oralTitle: (title: string) => `确认代录：${title}`,
};
