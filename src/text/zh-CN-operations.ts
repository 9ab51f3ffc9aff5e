/** What operation says: health, `doctor`, backup and restore. Short, and each finding says what to do. */
const ok = '正常';
const seconds = (ms: number): string =>
  ms < 1_000 ? `${ms} 毫秒` : `${Math.round(ms / 1_000)} 秒`;

export const zhOperations = {
  state: { ok: '正常', warn: '注意', bad: '故障' },
  ready: '可以受理',
  notReady: '暂不能受理',
  checks: {
    temporal: 'Temporal',
    pollers: '工作进程',
    store: '台账',
    writing: '台账写入',
    audit: '审计写入',
    outbox: '通知发送',
    units: '单位',
    clock: '时钟',
    disk: '磁盘',
  },
  health: {
    ok,
    late: (ms: number) => `${seconds(ms)}内未答复`,
    failed: (reason: string) => `出错：${reason}`,
    temporalAway: 'Temporal 服务器没有应答；请查看其进程与 temporal.log',
    slow: (ms: number) => `应答慢：${seconds(ms)}`,
    noPollers: (queue: string) => `没有工作进程领取任务队列 ${queue}；请启动 kaowu worker`,
    pollers: (count: number) => `${count} 个工作进程在领取任务`,
    storeAway: (reason: string) => `台账没有应答：${reason}；请检查数据库`,
    unwritable: (reason: string) => `台账不能写入：${reason}；请检查磁盘空间与权限`,
    auditUnwritable: (reason: string) => `审计记录不能写入，一切办理均不受理：${reason}`,
    outbox: (pending: number, ms: number) =>
      `${pending} 条通知待发，最早的已等 ${seconds(ms)}；请检查值守进程（caretaker）与渠道`,
    stuck: (units: number) =>
      `${units} 个单位时限已过而无动作；请运行 kaowu verify，并查看工作进程日志`,
    alarms: (units: number) => `${units} 个单位的记录被台账拒收；请运行 kaowu verify`,
    skew: (ms: number, whose: string) => `本机时钟与${whose}相差 ${seconds(ms)}；请核对 NTP`,
    whose: { store: '数据库', temporal: 'Temporal 服务器' },
    disk: (free: string) => `数据目录剩余 ${free}；请清理或扩容`,
  },
};
