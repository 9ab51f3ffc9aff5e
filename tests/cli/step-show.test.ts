import { expect, it } from 'vitest';
import { epochMs, type EpochMs, type UnitEvent } from '../../src/engine/model.js';
import { at, people, season, view } from './a-season.js';
import { fakeService, terminal } from './a-terminal.js';

const duty = 'listening-tried';
const told = (
  action: 'open' | 'remind' | 'due' | 'escalate',
  rung: number,
  when: EpochMs,
  role: string,
): UnitEvent => ({
  type: 'told',
  duty,
  action,
  rung,
  owedAt: when,
  side: 'owner',
  at: when,
  to: [`lanxi/site-3#${role}`],
});
const due = at('2027-06-13', '17:00');
const log: readonly UnitEvent[] = [
  told('open', -1, at('2027-06-09', '09:00'), 'technician'),
  {
    ...told('remind', 0, at('2027-06-12', '17:00'), 'technician'),
    at: at('2027-06-12', '19:30'),
  },
  told('due', -1, due, 'technician'),
  told('escalate', 0, due, 'leader'),
  {
    type: 'signedFor',
    duty,
    by: 'p034',
    recordedBy: 'p008',
    at: at('2027-06-13', '18:20'),
    happenedAt: at('2027-06-13', '18:05'),
    promiseAt: at('2027-06-13', '20:30'),
  },
  { ...told('escalate', 1, at('2027-06-13', '20:30'), 'head'), broken: true } as UnitEvent,
  { ...told('escalate', 2, at('2027-06-13', '21:00'), 'head') },
  {
    type: 'objected',
    duty,
    by: 'p034',
    at: at('2027-06-13', '21:10'),
    reason: '属供电公司\u001B[31m',
  },
];
const recorded = (event: UnitEvent, n: number) => ({
  season: season.id,
  path: 'lanxi/site-3',
  seq: n + 1,
  event,
  recordedAt: epochMs(0),
});
const dossier = {
  now: at('2027-06-13', '22:03'),
  duty: view({ returns: 1 }),
  events: log.map(recorded),
  notices: [
    {
      ...recorded(log[6] as UnitEvent, 6),
      id: 9,
      duty,
      kind: 'escalate',
      to: 'lanxi/site-3#head',
      state: 'pending' as const,
      handedAt: null,
      owedAt: at('2027-06-13', '21:00'),
      firedAt: at('2027-06-13', '21:00'),
    },
  ],
  people,
  names: { p034: '示淳湖', p008: '示楚星' },
  fields: [],
  recordedLateMs: 15 * 60_000,
};
const { service } = fakeService({ showDuty: async () => dossier });

it('shows all of a duty and what happened to it', async () => {
  const { out } = await terminal(service).run('step', 'show', 'lanxi/site-3', duty);
  expect(out).toMatchInlineSnapshot(`
    "外语听力设备试播，备用功放和电源到位
    东湾中学考点  lanxi/site-3  listening-tried

    状态      待办，逾期5小时3分，上报第2级
    完成时限  6月13日 17:00
    类别      报送
    责任人    示淳湖（东湾中学信息中心管理员）
    责任领导  示元竹（东湾中学副校长、副主考）
    已告知    6月13日 21:00 示书竹（东湾中学校长、主考）
    下一步    6月14日 01:00 上报 示竹桦（县教育督导室主任、包点领导）
    退回      1次
    依据      C4 S1

    经过
    6月9日 09:00   启动       告知示淳湖（东湾中学信息中心管理员）
    6月12日 19:30  提醒       告知示淳湖（东湾中学信息中心管理员），应于 6月12日 17:00 发出
    6月13日 17:00  到期       告知示淳湖（东湾中学信息中心管理员）
    6月13日 17:00  上报第1级  告知示元竹（东湾中学副校长、副主考）
    6月13日 18:20  签收       示淳湖，示楚星代录，发生于 6月13日 18:05，承诺 6月13日 20:30 前办结
    6月13日 20:30  上报第2级  承诺未兑现，告知示书竹（东湾中学校长、主考）
    6月13日 21:00  再次上报   告知示书竹（东湾中学校长、主考），待发
    6月13日 21:10  异议       示淳湖，理由：属供电公司·[31m"
  `);
});

it('shows it in English', async () => {
  const { out } = await terminal(service).run('step', 'show', 'lanxi/site-3', duty, '--lang=en');
  expect(out).toMatchInlineSnapshot(`
    "Try the listening equipment
    Site 3: Dongwan School  lanxi/site-3  listening-tried

    status      open, overdue by 5 h 3 min, level 2
    due         13 Jun 17:00
    kind        task
    doer        示淳湖 (东湾中学信息中心管理员)
    answerable  示元竹 (东湾中学副校长、副主考)
    told        13 Jun 21:00 示书竹 (东湾中学校长、主考)
    next        14 Jun 01:00 escalation 示竹桦 (县教育督导室主任（包点领导）)
    returned    1 time
    source      C4 S1

    what happened
    9 Jun 09:00   opens       told 示淳湖 (东湾中学信息中心管理员)
    12 Jun 19:30  reminder    told 示淳湖 (东湾中学信息中心管理员), owed at 12 Jun 17:00
    13 Jun 17:00  due         told 示淳湖 (东湾中学信息中心管理员)
    13 Jun 17:00  level 1     told 示元竹 (东湾中学副校长、副主考)
    13 Jun 18:20  signed for  示淳湖, recorded by 示楚星, happened 13 Jun 18:05, promised by 13 Jun 20:30
    13 Jun 20:30  level 2     a promise was broken, told 示书竹 (东湾中学校长、主考)
    13 Jun 21:00  told again  told 示书竹 (东湾中学校长、主考), not sent yet
    13 Jun 21:10  objection   示淳湖, reason: 属供电公司·[31m"
  `);
});

it('lets nothing from outside move the cursor', async () => {
  const { out } = await terminal(service).run('step', 'show', 'lanxi/site-3', duty);
  expect(out).not.toContain('\u001B');
  expect(out).toContain('属供电公司·[31m');
});

it('names the posts where the service names no person', async () => {
  const alone = fakeService({ showDuty: async () => ({ ...dossier, people: [], names: {} }) });
  const { out } = await terminal(alone.service).run('step', 'show', 'lanxi/site-3', duty);
  expect(out).toContain('lanxi/site-3#technician');
});

it('gives programs every instant with its offset, and forms as they are', async () => {
  const form = { at: 7, note: 'x' };
  const submitted: UnitEvent = { type: 'submitted', duty, by: 'p034', at: due, form };
  const one = fakeService({
    showDuty: async () => ({ ...dossier, events: [recorded(submitted, 0)] }),
  });
  const { json } = await terminal(one.service).run('step', 'show', 'lanxi/site-3', duty, '--json');
  expect(json()).toMatchObject({
    now: '2027-06-13T22:03:00+08:00',
    duty: { dueAt: '2027-06-13T17:00:00+08:00', nextTo: ['lanxi/site-3#patron'] },
    events: [{ event: { at: '2027-06-13T17:00:00+08:00', form } }],
  });
});

it('asks for the duty of a session', async () => {
  const asked: string[] = [];
  const watched = fakeService({
    showDuty: async (_season, unit, id) => {
      asked.push(`${unit}:${id}`);
      return dossier;
    },
  });
  await terminal(watched.service).run(
    'step',
    'show',
    'lanxi/site-3',
    'report',
    '--session',
    'english',
  );
  expect(asked).toEqual(['lanxi/site-3:report@english']);
});

it('names the fields of a form that is still to be filled in, with what is known of them', async () => {
  const title = (zh: string) => ({ zh, en: zh });
  const fields = [
    { id: 'candidates', title: title('应考人数'), type: 'number', required: true, expected: 1_200 },
    { id: 'absent-in', title: title('各考场缺考人数'), type: 'rooms', required: true, rooms: 40 },
    { id: 'sealed', title: title('密封完好'), type: 'yes', required: true },
  ] as const;
  const asked = fakeService({ showDuty: async () => ({ ...dossier, fields }) });
  const { out } = await terminal(asked.service).run('step', 'show', 'lanxi/site-3', duty);
  expect(out.split('\n').slice(12, 17)).toEqual([
    '',
    '填报项',
    'candidates  应考人数        数目        不填即 1200',
    'absent-in   各考场缺考人数  按考场例外  可不填',
    'sealed      密封完好        确认',
  ]);
});

it('marks what was recorded late with both instants, and numbers that were not the expected ones', async () => {
  const late: UnitEvent = {
    ...{ type: 'submitted', duty, by: 'p034', at: at('2027-06-13', '18:20') },
    ...{ happenedAt: at('2027-06-13', '18:04'), form: { candidates: 1_195 } },
    differs: { candidates: 1_200 },
  };
  const shown = { ...dossier, events: [recorded(late, 0)], notices: [] };
  const { out } = await terminal(fakeService({ showDuty: async () => shown }).service).run(
    ...['step', 'show', 'lanxi/site-3', duty],
  );
  expect(out).toContain(
    '示淳湖，迟录：发生于 6月13日 18:04，录入于 6月13日 18:20，candidates=1195（应为 1200）',
  );
});
