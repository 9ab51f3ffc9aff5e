import type { LetterWords, Said, NoticeKind } from './notice-facts.js';

/**
 * Messages to one person, who is addressed by 您. `text` may be read by whoever may read the duty; `bare` goes through any
 * network: it names no duty and no person, and gives no reasons.
 */
export const zhLetters = {
  you: '您本人',
  rehearsal: '【演练】',
  label: (label: string) => `【${label}】`,
  behalf: (name: string) => `（代${name}）`,
  about: (unit: string, duty: string | null) => (duty === null ? unit : `${unit}：${duty}`),
  /** Where the title may not be said. */
  bareAbout: (unit: string) => `${unit}1项`,
  hidden: (unit: string) => `${unit}（涉密事项）`,
  line: (head: string, about: string, text: string) => `${head}${about}。${text}`,
  bareLine: (head: string, about: string, text: string) => `${head}${about}，${text}`,
  added: (name: string, text: string) => `（${name}附言：${text}）`,
  delayed: (late: string) => `（服务中断，迟发${late}）`,
  subject: (season: string | null, counts: string) =>
    `${season === null ? '' : `${season}：`}${counts}`,
  count: (label: string, count: number) => `${label}${count}项`,
  all: (count: number) => `共${count}项`,
  how: {
    link: '请点开链接查看、签收、承诺办结时间或提出异议',
    desk: (phone: string) => `致电值班台${phone}报码`,
    anyDesk: '致电值班台报码',
    or: '；不便上网的，请',
    please: '请',
    end: '。',
  },
  kinds: {
    open: ({ side, due, by, next }) =>
      side === 'acceptor'
        ? {
            label: '待验收',
            text: `${by ? `${by}已报送` : '已报送'}，请于 ${due} 前验收。`,
            bare: `请于 ${due} 前验收`,
          }
        : {
            label: '启动',
            text: `请于 ${due} 前办结${next ? `，逾期报${next.who}` : ''}。`,
            bare: `请于 ${due} 前办结`,
          },
    remind: ({ due, next }) => ({
      label: '提醒',
      text: `请于 ${due} 前办结${next ? `，逾期报${next.who}` : ''}。`,
      bare: `请于 ${due} 前办结，逾期上报`,
    }),
    unspoken: ({ doer, due }) => ({
      label: '临近时限未报',
      text: doer
        ? `${due} 时限将到，至今未报，责任人${doer}。请您督促。`
        : `${due} 时限将到，至今未报，请即刻报送，无情况也要报。`,
      bare: doer ? `${due} 将到，至今未报，请督促` : `${due} 将到，请即刻报送`,
    }),
    due: ({ side, due, next }) =>
      side === 'acceptor'
        ? {
            label: '验收到期',
            text: `${due} 验收到期，尚未答复，请即刻验收或退回。${climbs(next, due, '验收')}`,
            bare: `${due} 验收到期，请即刻验收或退回`,
          }
        : {
            label: '到期',
            text: `${due} 到期，尚未办结，请立即办理。${climbs(next, due, '办结')}`,
            bare: `${due} 到期未办结，请立即办理${then(next, due)}`,
          },
    escalate: ({ side, doer, due, late, level, next, broken }) => {
      const what = side === 'acceptor' ? '验收' : '办结';
      const since = late ? `已逾期${late}` : '时限已到';
      const promise = broken ? '，承诺未兑现' : '';
      return {
        group: lateIs(side),
        label: `${lateIs(side)}·上报第${level}级`,
        text: `应于 ${due} 前${what}，${since}${promise}${doer ? `，责任人${doer}` : ''}。请您督办。${climbs(next, due, what)}`,
        bare: `${due} 前应${what}，${since}${promise}，请督办${then(next, due)}`,
      };
    },
    gate: ({ due, missing, silent }) => {
      if (missing === null && silent === null)
        return { label: '核验', text: `${due} 核验，结论：具备。`, bare: `${due} 核验：具备` };
      const lacks = missing === null ? '' : `尚缺：${missing}。`;
      const mute = silent === null ? '' : `未答复：${silent}。`;
      return {
        label: '核验',
        text: `${due} 核验，结论：不具备。${lacks}${mute}请您督促落实。`,
        bare: `${due} 核验：不具备，请督促落实`,
      };
    },
    needs: ({ missing, silent }) => ({
      label: '前置未办结',
      text: `${missing === null ? '' : `尚缺：${missing}。`}${silent === null ? '' : `未答复：${silent}。`}此前不能报送，请您督促。`,
      bare: '前置事项未办结，请督促',
    }),
    answered: ({ by, reason }) => ({
      label: '异常',
      text: `${by}答复异常${reason ? `：${reason}` : ''}。请您处置。`,
      bare: '答复异常，请处置',
    }),
    submitted: ({ by, reason }) => ({
      label: '异常',
      text: `${by}报送有异常${reason ? `：${reason}` : ''}。请您处置。`,
      bare: '报送有异常，请处置',
    }),
    lapsed: () => ({
      label: '会签失效',
      text: '会签超过规定时间，已签的不再有效，请重新会签。',
      bare: '会签超时失效，请重新会签',
    }),
    accepted: ({ by }) => ({ label: '办结', text: `${by}已验收，办结。`, bare: '已办结' }),
    returned: ({ by, due, reason }) => ({
      label: '退回整改',
      text: `${by}退回：${reason}。请整改，于 ${due} 前重报。`,
      bare: `被退回，请整改，于 ${due} 前重报`,
    }),
    waived: ({ by, reason }) => ({
      label: '免办',
      text: `${by}批准免办，理由：${reason}。不必再办。`,
      bare: '已批准免办',
    }),
    voided: () => ({
      label: '作废',
      text: '方案已调整，本事项作废，不必再办。',
      bare: '已作废，不必再办',
    }),
    missed: () => ({
      label: '漏报',
      text: '逾期太久，已按漏报关闭，不再催办。请查明原因。',
      bare: '按漏报关闭，请查明原因',
    }),
    handedOn: ({ by, doer, due }) => ({
      label: '转办',
      text: `${by}将本项转由${doer ?? '他人'}办理，${due} 前办结，不得再转。`,
      bare: `已转办，${due} 前办结，不得再转`,
    }),
    objected: ({ by, reason }) => ({
      label: '异议',
      text: `${by}提出异议：${reason}。请您协调；裁定前时限不变。`,
      bare: '有异议，请协调，裁定前时限不变',
    }),
    amended: ({ by, reason }) => ({
      label: '更正',
      text: `${by}更正了所报内容：${reason}。请您知悉。`,
      bare: '所报内容已更正，请知悉',
    }),
    added: ({ due, source }) => ({
      label: '新增事项',
      text: `${source ? `据${source}，` : ''}请于 ${due} 前办结。`,
      bare: `请于 ${due} 前办结`,
    }),
    recorded: ({ by, due, recordedBy, reason }) => ({
      label: '代录待确认',
      text: `${recordedBy}据${by}电话代录“${reason}”，已生效，须由${by}于 ${due} 前确认；未说过的，请提出异议。`,
      bare: `有电话代录，请于 ${due} 前确认或提出异议`,
    }),
    extended: ({ reason }) => ({
      label: '本场顺延',
      text: `本场顺延${reason ?? ''}。`,
      bare: `本场顺延${reason ?? ''}`,
    }),
    stoodIn: ({ by, doer, standIn }) => ({
      label: '顶岗',
      text: `${standIn ?? ''}顶岗${doer ? `，代${doer}` : ''}，${by}报。请您知悉。`,
      bare: '有人员顶岗，请知悉',
    }),
    undelivered: ({ doer, reason }) => ({
      label: '联系不上',
      text: `给${doer}的通知${reason}。请您另行联系，或安排顶岗。`,
      bare: '通知未能送达本人，请另行联系或安排顶岗',
    }),
    relieved: ({ by, reason }) => ({
      label: '补记接班',
      group: '值守',
      text: `${by}报称早已到岗，接班为事后补记（${reason}）。请您核实。`,
      bare: '请核实接班记录',
    }),
    uncovered: ({ reason }) => ({
      label: '值守空档',
      group: '值守',
      text: `${reason} 在岗人数不足。请您查明原因。`,
      bare: '请即刻查看处置',
    }),
    expired: ({ reason }) => ({
      label: '值守期满',
      group: '值守',
      text: `值守已结束，累计空档${reason}，不能自动办结。请您核实，说明理由后免办。`,
      bare: '值守已结束，请核实',
    }),
    settled: ({ by, reason }) => ({
      label: '交接恢复',
      group: '交接',
      text: `${by}核定：${reason}。请您重新清点、会签。`,
      bare: '已核定，请重新清点、会签',
    }),
    refused: ({ by, reason }) => ({
      label: '信号未受理',
      text: `${by}发来的系统信号未受理：${reason}。请您核对。`,
      bare: '有系统信号未受理，请核对',
    }),
  } satisfies Record<NoticeKind, (said: Said) => LetterWords>,
};

const lateIs = (side: Said['side']): string => (side === 'acceptor' ? '验收逾期' : '逾期');

const climbs = (next: Said['next'], due: string | undefined, what: string): string => {
  if (next === null) return '';
  return next.at === due ? `已同时报${next.who}。` : `${next.at} 仍未${what}，报${next.who}。`;
};

/** When the next is told, without saying who. */
const then = (next: Said['next'], due: string | undefined): string => {
  if (next === null) return '';
  return next.at === due ? '，已同时上报' : `，${next.at} 再上报`;
};
