import type { NoticeKind, Said } from './notice-facts.js';

interface Words {
  readonly label: string;
  readonly text: string;
}

/** Notices as an exam office writes them: one line, the person to act by name, the next one too. */
export const zhNotices = {
  rehearsal: '【演练】',
  label: (label: string) => `【${label}】`,
  about: (unit: string, duty: string | null) => `${unit}：${duty === null ? '' : `${duty}，`}`,
  delayed: (late: string) => `（服务中断，迟发${late}）`,
  code: (code: string) => `（电话报码 ${code}）`,
  signed: (season: string) => `——${season}`,
  kinds: {
    open: ({ side, to, due, by }) =>
      side === 'acceptor'
        ? { label: '待验收', text: `${by ? `${by}已报送` : '已报送'}，请${to}于 ${due} 前验收。` }
        : { label: '启动', text: `${due} 前办结，请${to}办理。` },
    remind: ({ to, due, next }) => ({
      label: '提醒',
      text: `${due} 前办结，请${to}办理。${next ? `逾期将报${next.who}。` : ''}`,
    }),
    unspoken: ({ to, doer, due }) =>
      doer
        ? {
            label: '临时限未报',
            text: `时限 ${due} 将到，至今未报，责任人${doer}。请${to}督促。`,
          }
        : {
            label: '临时限未报',
            text: `时限 ${due} 将到，至今未报。请${to}即刻报送，无情况也要报。`,
          },
    due: ({ side, to, due, next }) =>
      side === 'acceptor'
        ? {
            label: '验收到期',
            text: `应于 ${due} 前验收，尚未答复。请${to}即刻验收或退回。${climbs(next, due)}`,
          }
        : {
            label: '到期',
            text: `时限 ${due} 已到，尚未办结。请${to}立即办理。${climbs(next, due)}`,
          },
    escalate: ({ side, to, doer, due, late, level, next, broken }) => {
      const what = side === 'acceptor' ? '验收' : '办结';
      const since = `应于 ${due} 前${what}，${late ? `已逾期${late}` : `时限已到，尚未${what}`}${broken ? '，承诺未兑现' : ''}`;
      return {
        label: `${side === 'acceptor' ? '验收逾期' : '逾期'}·上报第${level}级`,
        text: `${since}${doer ? `，责任人${doer}` : ''}。请${to}督办。${climbs(next, due)}`,
      };
    },
    gate: ({ to, due, missing, silent }) => {
      if (missing === null && silent === null)
        return { label: '核验', text: `${due} 核验，结论：具备。` };
      const lacks = missing === null ? '' : `缺${missing}。`;
      const mute = silent === null ? '' : `未答复：${silent}。`;
      return { label: '核验', text: `${due} 核验，结论：不具备。${lacks}${mute}请${to}督促落实。` };
    },
    answered: ({ to, by, reason }) => ({
      label: '异常',
      text: `${by}答复异常：${reason ?? ''}。请${to}处置。`,
    }),
    submitted: ({ to, by, reason }) => ({
      label: '异常',
      text: `${by}报送有异常${reason ? `：${reason}` : ''}。请${to}处置。`,
    }),
    lapsed: ({ to }) => ({
      label: '会签失效',
      text: `会签超过规定时间，已签的不再有效。请${to}重新会签。`,
    }),
    accepted: ({ by }) => ({ label: '办结', text: `${by}已验收，办结。` }),
    returned: ({ to, by, due, reason }) => ({
      label: '退回整改',
      text: `${by}退回：${reason}。请${to}整改，${due} 前重报。`,
    }),
    waived: ({ by, reason }) => ({ label: '免办', text: `${by}批准免办，理由：${reason}。` }),
    voided: () => ({ label: '作废', text: '方案已调整，本事项作废，不必再办。' }),
    handedOn: ({ by, to, doer, due }) => ({
      label: '转办',
      text: `${by}转办${doer ? `给${doer}` : ''}，${due} 前办结，不得二次转办。请${to}知悉。`,
    }),
    objected: ({ by, to, reason }) => ({
      label: '异议',
      text: `${by}提出异议：${reason}。请${to}协调，裁定前时限不变。`,
    }),
    amended: ({ by, to, reason }) => ({
      label: '更正',
      text: `${by}更正所报内容：${reason}。请${to}知悉。`,
    }),
    added: ({ to, due, source }) => ({
      label: '新增事项',
      text: `${source ? `据${source}，` : ''}${due} 前办结，请${to}办理。`,
    }),
    recorded: ({ by, to, due, recordedBy, reason }) => ({
      label: '代录待确认',
      text: `${recordedBy}据${by}电话代录“${reason}”，已生效。请${to}于 ${due} 前由${by}本人确认；未说过的，提出异议。`,
    }),
    extended: ({ to, reason }) => ({
      label: '本场顺延',
      text: `本场顺延${reason ?? ''}。请${to}知悉。`,
    }),
    stoodIn: ({ by, to, reason }) => ({
      label: '顶岗',
      text: `${reason ?? ''}，${by}报。请${to}知悉。`,
    }),
    undelivered: ({ to, doer, reason }) => ({
      label: '联系不上',
      text: `给${doer}的通知${reason}。请${to}另行联系，或安排顶岗。`,
    }),
    relieved: ({ by, to, reason }) => ({
      label: '补记接班',
      text: `${by}报称早已到岗，接班为事后补记（${reason}）。请${to}核实。`,
    }),
    uncovered: ({ to, reason }) => ({
      label: '值守空档',
      text: `${reason}在岗人数不足。请${to}查明原因。`,
    }),
    expired: ({ to, reason }) => ({
      label: '值守期满',
      text: `值守已结束，累计空档${reason}，不能自动办结。请${to}核实，说明理由后免办。`,
    }),
    needs: ({ to, missing, silent }) => ({
      label: '前置未办结',
      text: `办结前不能报送：${missing === null ? '' : `缺${missing}。`}${silent === null ? '' : `未答复：${silent}。`}请${to}知悉并督促。`,
    }),
    settled: ({ to, by, reason }) => ({
      label: '交接恢复',
      text: `${by}核定：${reason}。请${to}重新清点、会签。`,
    }),
    missed: ({ to }) => ({
      label: '漏报',
      text: `逾期太久，按漏报关闭，不再催办。请${to}查明原因。`,
    }),
    refused: ({ to, by, reason }) => ({
      label: '信号未受理',
      text: `${by}发来的系统信号未受理：${reason}。请${to}核对。`,
    }),
  } satisfies Record<NoticeKind, (said: Said) => Words>,
};

const climbs = (next: Said['next'], due: string | undefined): string => {
  if (next === null) return '';
  return next.at === due ? `同时上报${next.who}。` : `${next.at} 仍未办结，报${next.who}。`;
};
