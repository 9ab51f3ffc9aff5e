/** What operation says: health, `doctor`, backup and restore. Short, and each finding says what to do. */
const ok = '正常';
const seconds = (ms: number): string =>
  ms < 1_000 ? `${ms} 毫秒` : `${Math.round(ms / 1_000)} 秒`;

const age = (ms: number): string =>
  ms < 7_200_000 ? `${Math.round(ms / 60_000)} 分钟` : `${Math.round(ms / 3_600_000)} 小时`;

/** How people are written to, as the doctor tells it; null: never, none. */
interface CourierFacts {
  readonly urgent: string;
  readonly ordinary: string;
  readonly quiet: string | null;
  readonly ceiling: number;
  readonly lastCall: string;
  readonly lines: number;
  readonly unansweredCritical: string | null;
  readonly unansweredUrgent: string | null;
  readonly morning: string;
  readonly afterSession: string;
}

export const zhOperations = {
  state: { ok: '正常', warn: '注意', bad: '故障' },
  ready: '可以受理',
  notReady: '暂不能受理',
  checks: {
    temporal: 'Temporal 服务器',
    pollers: '工作进程',
    store: '台账',
    writing: '台账写入',
    audit: '审计写入',
    outbox: '通知发送',
    units: '单位',
    clock: '时钟',
    disk: '磁盘',
    process: '本进程',
  },
  health: {
    ok,
    late: (ms: number) => `${seconds(ms)}内未答复`,
    failed: (reason: string) => `出错：${reason}`,
    temporalAway: 'Temporal 服务器没有应答；请查看其进程与 temporal.log',
    slow: (ms: number) => `应答慢：${seconds(ms)}`,
    noPollers: (queue: string) => `没有工作进程领取任务队列 ${queue}；请启动 kaowu worker`,
    noPollersOf: (builds: readonly (string | null)[]) =>
      `任务派给${builds.map((build) => (build === null ? '无版本号的工作进程' : `版本 ${build} `)).join('、')}，却无人领取；请启动该版本，或将在运行的版本设为当前版本（docs/upgrade.md）`,
    serving: '本进程正在启动或停止',
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
  doctor: {
    name: {
      config: '配置',
      node: 'Node.js 版本',
      folder: '数据目录',
      keys: '密钥文件',
      console: '本机令牌',
      schema: '台账结构',
      server: 'Temporal 版本',
      namespace: '保留期',
      attributes: '搜索属性',
      exposure: 'Temporal 端口',
      time: '标准时间',
      season: '考季',
      sentinel: '巡检',
      backup: '备份',
      channels: '渠道',
      courier: '通知设置',
      auditChain: '审计链',
    },
    node: (version: string) => `版本 ${version} 过旧；请用 20.19 或更新的版本`,
    unwritable: (folder: string) => `${folder} 不能写入；请改权限或另指 KAOWU_DATA`,
    openToOthers: (path: string, mode: string) =>
      `${path} 他人可读（${mode}）；请运行 chmod ${path.endsWith('/') ? '700' : '600'} ${path}`,
    courier: (one: CourierFacts) =>
      `合并等待：急${one.urgent}、一般${one.ordinary}；免打扰：${one.quiet ?? '无'}；每人每日至多${one.ceiling}条，末次 ${one.lastCall}；每条至多${one.lines}项；无人应答转告：特急${one.unansweredCritical ?? '不转'}、急${one.unansweredUrgent ?? '不转'}；简报：每日 ${one.morning}、每场考试后${one.afterSession}`,
    noChannels: '未设渠道，消息只写入 letters.log；请编写数据目录中的 channels.yaml',
    channelAway: (name: string, reason: string) =>
      `渠道 ${name} 连不上（${reason}）；请检查网络、地址与证书`,
    noKeys: '尚无密钥文件；首次启动时生成',
    noStore: '尚无台账；首次启动时生成',
    older: (count: number) => `台账结构落后 ${count} 步；下次启动时自动升级，请先备份`,
    newer: (names: string) => `台账由更新的版本写成（${names}）；请用该版本`,
    notRunning: '服务未启动；请运行 npm start',
    server: (version: string) => `服务器 ${version}`,
    otherServer: (running: string, folder: string) =>
      `运行的是 ${running}，数据目录由 ${folder} 写成；请用同一版本`,
    retention: (days: number) =>
      `命名空间只保留 ${days} 天；请改为 180 天以上（temporal operator namespace update --retention 4320h）`,
    noNamespace: (name: string) => `没有命名空间 ${name}；请先建立`,
    attributes: (names: string) =>
      `缺少搜索属性 ${names}；请运行 temporal operator search-attribute create`,
    exposed: (address: string) =>
      `Temporal 端口绑定在 ${address}，它没有访问控制；请只绑定本机或内网`,
    publicHost: (host: string) =>
      `Temporal 地址 ${host} 不是本机或内网地址，且未用 TLS；请改走内网或配置 TLS`,
    time: (ms: number, from: string) => `本机时钟与 ${from} 相差 ${seconds(ms)}；请核对 NTP`,
    noTime: (from: string, reason: string) => `未能从 ${from} 取得时间：${reason}`,
    stuck: (units: string) =>
      `停滞的单位：${units}；请运行 kaowu verify，并在 Temporal 页面查看其工作流`,
    refused: (units: string) => `记录被拒的单位：${units}；请运行 kaowu store reconcile`,
    unreconciled: '恢复备份后尚有单位未核对；请启动服务，或运行 kaowu store reconcile',
    noSentinel: '巡检从未进行；请启动服务',
    sentinel: (ms: number) => `上次巡检在 ${age(ms)}前；请查看值守进程是否运行`,
    noBackup: '从未备份；请运行 kaowu backup --to 目录，并设定每日备份',
    backup: (ms: number) => `上次备份在 ${age(ms)}前；请运行 kaowu backup，并查看定时任务`,
    auditChain: (chain: string, seq: number) =>
      `审计链 ${chain} 第 ${seq} 行不符；请运行 kaowu verify，并报告审计管理员`,
    summary: (bad: number, warn: number) =>
      bad + warn === 0 ? '一切正常' : `故障 ${bad} 项，注意 ${warn} 项`,
    columns: { state: '状态', name: '项目', sentence: '情况与办法' },
  },
  backup: {
    command: {
      backup: '备份：运行中也可，内容为同一时刻',
      restore: '恢复备份；原有数据移到一旁，不删除',
      doctor: '检查本机：配置、文件、Temporal、台账、时钟、备份；逐项说明办法',
      reconcile: '恢复备份后，使台账与 Temporal 一致',
    },
    option: {
      to: '备份放在这个目录下（自成一个子目录）',
      keep: '完成后只留最近几份',
      withKeys: '连同密钥一并备份（须妥善保管）',
      verifyOnly: '只检查备份是否完整，不恢复',
      keepTemporal: '保留本机 Temporal 的数据，用其历史补齐备份之后的记录',
      from: '备份所在目录',
      timeFrom: '与此网址的 Date 比对时间',
    },
    done: (folder: string, rows: number, size: string, ms: number) =>
      `已备份到 ${folder}：${rows} 行，${size}，用时 ${seconds(ms)}`,
    unsettled: 'Temporal 未应答：此刻已答复而尚未入账的办理不在其中',
    noKeys: (ids: string) =>
      `密钥（${ids}）不在备份内：没有密钥，封存的个人信息无法打开；请另行妥善保管`,
    withKeys: '备份内含密钥：谁拿到它，谁就能打开封存的个人信息',
    removed: (names: string) => `已删除旧备份：${names}`,
    whole: (madeAt: string, rows: number, seasons: string) =>
      `备份完整：${madeAt}，${rows} 行，考季 ${seasons || '（无）'}`,
    restored: (madeAt: string, rows: number, ms: number) =>
      `已恢复 ${madeAt} 的备份：${rows} 行，逐行核对无误，用时 ${seconds(ms)}`,
    before: (folder: string) => `原有数据在 ${folder}，确认无误后可自行删除`,
    next: '请启动服务：各单位将从记录重新开始，已发出的不会再发',
    missingKeys: (ids: string) => `缺少密钥 ${ids}：请放回 keys.json，否则封存的个人信息无法打开`,
    broken: (file: string, fault: 'missing' | 'size' | 'content' | 'rows') =>
      `备份不完整：${file} ${{ missing: '缺失', size: '大小不符', content: '内容不符', rows: '行不符' }[fault]}`,
    reconciled: (units: number) => `已核对 ${units} 个单位`,
    caughtUp: (path: string, events: number) => `${path}：从 Temporal 历史补回 ${events} 条记录`,
    restarted: (path: string, why: string) => `${path}：从记录重新开始（${why}）`,
    why: {
      missing: 'Temporal 中没有',
      behind: 'Temporal 较旧',
      gap: '台账之后的历史已不存',
      'other-story': '两边记录不同',
    },
  },
};
