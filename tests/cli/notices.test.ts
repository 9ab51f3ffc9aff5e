import { expect, it } from 'vitest';
import { calendarOf } from '../../src/engine/calendar.js';
import type { Firing, UnitEvent } from '../../src/engine/model.js';
import { noticeFactsOf, type NoticeScene } from '../../src/text/notice-of.js';
import { noticeLine } from '../../src/text/notices.js';
import { dayName, span } from '../../src/text/when.js';
import { at, personOn, season, view } from './a-season.js';

const due = at('2027-06-13', '17:00');
const duty = 'listening-tried';
const SITE = 'lanxi/site-3';

const told = (firing: Partial<Firing>, role: string, changes: object = {}): [UnitEvent, string] => {
  const to = role.includes('#') ? role : `${SITE}#${role}`;
  const owedAt = firing.owedAt ?? due;
  const base = {
    type: 'told',
    duty,
    action: 'due',
    rung: -1,
    owedAt,
    side: 'owner',
    at: owedAt,
  } as const;
  return [{ ...base, ...firing, to: [to], ...changes }, to];
};
const fact = (event: object, to: string): [UnitEvent, string] => [
  // The shapes under test, without the fields that no notice reads.
  { duty, at: due, by: 'p007', to: [to], ...event } as unknown as UnitEvent,
  to,
];

const scene = (
  to: string,
  next: NoticeScene['next'],
  changes: Partial<NoticeScene>,
): NoticeScene => ({
  lang: 'zh',
  calendar: calendarOf('Asia/Shanghai'),
  season,
  unit: view().unit.title,
  to,
  duty: view(),
  next,
  person: personOn,
  name: (id) => ({ p007: '示荷石', p034: '示淳湖' })[id] ?? id,
  needed: (what) => what.replace(`${SITE}:clock-checked`, '东湾中学考点 校时'),
  ...changes,
});
const read = (
  [event, to]: [UnitEvent, string],
  next: NoticeScene['next'] = null,
  changes: Partial<NoticeScene> = {},
) => {
  const lines = (['zh', 'en'] as const).map((lang) => {
    const facts = noticeFactsOf(event, scene(to, next, { ...changes, lang }));
    return facts && noticeLine(lang, facts);
  });
  return `\n${lines.join('\n')}\n`;
};
const then = (role: string, date: string, time: string) => ({
  to: [role.includes('#') ? role : `${SITE}#${role}`],
  at: at(date, time),
});

it('reads the opening and the reminder aloud', () => {
  const open = told({ action: 'open', owedAt: at('2027-06-09', '09:00') }, 'technician');
  expect(read(open)).toMatchInlineSnapshot(`
    "
    【启动】东湾中学考点：外语听力设备试播，备用功放和电源到位，6月13日 17:00 前办结，请示淳湖（东湾中学信息中心管理员）办理。——岚溪县2027年中招考试
    [opens] Site 3: Dongwan School: Try the listening equipment: due 13 Jun 17:00; to do: 示淳湖 (东湾中学信息中心管理员). – Lanxi County exam 2027
    "
  `);
  const remind = told(
    { action: 'remind', rung: 0, owedAt: at('2027-06-12', '17:00') },
    'technician',
  );
  expect(read(remind, null, { firstRung: `${SITE}#leader` })).toMatchInlineSnapshot(`
    "
    【提醒】东湾中学考点：外语听力设备试播，备用功放和电源到位，6月13日 17:00 前办结，请示淳湖（东湾中学信息中心管理员）办理。逾期将报示元竹（东湾中学副校长、副主考）。——岚溪县2027年中招考试
    [reminder] Site 3: Dongwan School: Try the listening equipment: due 13 Jun 17:00; to do: 示淳湖 (东湾中学信息中心管理员). If late, 示元竹 (东湾中学副校长、副主考) is told. – Lanxi County exam 2027
    "
  `);
});

it('reads the due instant and the ladder aloud', () => {
  const now = told({}, 'technician');
  expect(read(now, then('leader', '2027-06-13', '17:00'))).toMatchInlineSnapshot(`
    "
    【到期】东湾中学考点：外语听力设备试播，备用功放和电源到位，时限 6月13日 17:00 已到，尚未办结。请示淳湖（东湾中学信息中心管理员）立即办理。同时上报示元竹（东湾中学副校长、副主考）。——岚溪县2027年中招考试
    [due] Site 3: Dongwan School: Try the listening equipment: due 13 Jun 17:00 and not done; to do at once: 示淳湖 (东湾中学信息中心管理员). At the same time 示元竹 (东湾中学副校长、副主考) is told. – Lanxi County exam 2027
    "
  `);
  const rung = told({ action: 'escalate', rung: 1, owedAt: at('2027-06-13', '21:00') }, 'head');
  expect(read(rung, then('patron', '2027-06-14', '01:00'))).toMatchInlineSnapshot(`
    "
    【逾期·上报第2级】东湾中学考点：外语听力设备试播，备用功放和电源到位，应于 6月13日 17:00 前办结，已逾期4小时，责任人示淳湖（东湾中学信息中心管理员）。请示书竹（东湾中学校长、主考）督办。6月14日 01:00 仍未办结，报示竹桦（县教育督导室主任、包点领导）。——岚溪县2027年中招考试
    [overdue, level 2] Site 3: Dongwan School: Try the listening equipment: was due 13 Jun 17:00, late by 4 h; doer 示淳湖 (东湾中学信息中心管理员). To press it: 示书竹 (东湾中学校长、主考). If not done by 14 Jun 01:00, 示竹桦 (县教育督导室主任（包点领导）) is told. – Lanxi County exam 2027
    "
  `);
  const last = { action: 'escalate', rung: 4, owedAt: at('2027-06-14', '17:00') } as const;
  expect(read(told(last, 'lanxi#director', { broken: true }))).toMatchInlineSnapshot(`
    "
    【逾期·上报第5级】东湾中学考点：外语听力设备试播，备用功放和电源到位，应于 6月13日 17:00 前办结，已逾期1天，承诺未兑现，责任人示淳湖（东湾中学信息中心管理员）。请示岚竹（副县长、考区主任）督办。——岚溪县2027年中招考试
    [overdue, level 5] Site 3: Dongwan School: Try the listening equipment: was due 13 Jun 17:00, late by 1 d, a promise was broken; doer 示淳湖 (东湾中学信息中心管理员). To press it: 示岚竹 (副县长、考区主任). – Lanxi County exam 2027
    "
  `);
});

it('marks a rehearsal, and what comes late because the service was down', () => {
  const rung = { action: 'escalate', rung: 1, owedAt: at('2027-06-13', '21:00') } as const;
  const late = told(rung, 'head', { at: at('2027-06-13', '23:10') });
  expect(read(late, null, { season: { ...season, rehearsal: true } })).toMatchInlineSnapshot(`
    "
    【演练】【逾期·上报第2级】东湾中学考点：外语听力设备试播，备用功放和电源到位，应于 6月13日 17:00 前办结，已逾期6小时10分，责任人示淳湖（东湾中学信息中心管理员）。请示书竹（东湾中学校长、主考）督办。（服务中断，迟发2小时10分）——岚溪县2027年中招考试
    [REHEARSAL] [overdue, level 2] Site 3: Dongwan School: Try the listening equipment: was due 13 Jun 17:00, late by 6 h 10 min; doer 示淳湖 (东湾中学信息中心管理员). To press it: 示书竹 (东湾中学校长、主考). (sent 2 h 10 min late: the service was down) – Lanxi County exam 2027
    "
  `);
});

it('reads the acceptor’s clock aloud', () => {
  const submitted = { duty: view({ status: 'submitted', lateAt: at('2027-06-14', '17:00') }) };
  const office = 'lanxi#office';
  const open = told({ action: 'open', side: 'acceptor', owedAt: due }, office);
  expect(read(open, null, submitted)).toMatchInlineSnapshot(`
    "
    【待验收】东湾中学考点：外语听力设备试播，备用功放和电源到位，已报送，请示荷石（县招生考试委员会办公室值班负责人）于 6月14日 17:00 前验收。——岚溪县2027年中招考试
    [to accept] Site 3: Dongwan School: Try the listening equipment: submitted; please accept by 14 Jun 17:00: 示荷石 (县招生考试委员会办公室值班负责人). – Lanxi County exam 2027
    "
  `);
  const rung = {
    action: 'escalate',
    rung: 0,
    side: 'acceptor',
    owedAt: at('2027-06-14', '17:30'),
  } as const;
  expect(read(told(rung, 'lanxi#director'), null, submitted)).toMatchInlineSnapshot(`
    "
    【验收逾期·上报第1级】东湾中学考点：外语听力设备试播，备用功放和电源到位，应于 6月14日 17:00 前验收，已逾期30分钟。请示岚竹（副县长、考区主任）督办。——岚溪县2027年中招考试
    [acceptance overdue, level 1] Site 3: Dongwan School: Try the listening equipment: was to be accepted by 14 Jun 17:00, late by 30 min. To press it: 示岚竹 (副县长、考区主任). – Lanxi County exam 2027
    "
  `);
});

it('reads a gate aloud', () => {
  const gate = { type: 'judged', action: 'gate', rung: -1, owedAt: due, side: 'owner' };
  const ready = fact({ ...gate, missing: [], silent: [] }, `${SITE}#head`);
  expect(read(ready)).toMatchInlineSnapshot(`
    "
    【核验】东湾中学考点：外语听力设备试播，备用功放和电源到位，6月13日 17:00 核验，结论：具备。——岚溪县2027年中招考试
    [gate] Site 3: Dongwan School: Try the listening equipment: at 13 Jun 17:00: ready. – Lanxi County exam 2027
    "
  `);
  const not = {
    missing: [`${SITE}:clock-checked`, 'a', 'b', 'c', 'd', 'e'],
    silent: ['lanxi/site-4'],
  };
  expect(read(fact({ ...gate, ...not }, `${SITE}#head`))).toMatchInlineSnapshot(`
    "
    【核验】东湾中学考点：外语听力设备试播，备用功放和电源到位，6月13日 17:00 核验，结论：不具备。缺东湾中学考点 校时、a、b、c、d等（另1项）。未答复：lanxi/site-4。请示书竹（东湾中学校长、主考）督促落实。——岚溪县2027年中招考试
    [gate] Site 3: Dongwan School: Try the listening equipment: at 13 Jun 17:00: not ready. Missing: 东湾中学考点 校时, a, b, c, d and 1 more. No answer from: lanxi/site-4. To see to it: 示书竹 (东湾中学校长、主考). – Lanxi County exam 2027
    "
  `);
});

it('reads what people do aloud', () => {
  const head = `${SITE}#technician`;
  const back = { type: 'returned', reason: '3个考场听音不清', dueAt: at('2027-06-14', '12:00') };
  expect(read(fact(back, head))).toMatchInlineSnapshot(`
    "
    【退回整改】东湾中学考点：外语听力设备试播，备用功放和电源到位，示荷石退回：3个考场听音不清。请示淳湖（东湾中学信息中心管理员）整改，6月14日 12:00 前重报。——岚溪县2027年中招考试
    [returned] Site 3: Dongwan School: Try the listening equipment: 示荷石 returns it: 3个考场听音不清. Put right and submit again by 14 Jun 12:00: 示淳湖 (东湾中学信息中心管理员). – Lanxi County exam 2027
    "
  `);
  const source = { type: 'meeting', number: '岚中招会〔2027〕4号', by: 'p001' };
  const added = {
    type: 'added',
    title: '协调施工停工并书面回复',
    source,
    added: { dueAt: at('2027-06-14', '12:00') },
  };
  expect(read(fact(added, head), null, { duty: null })).toMatchInlineSnapshot(`
    "
    【新增事项】东湾中学考点：协调施工停工并书面回复，据会议岚中招会〔2027〕4号，6月14日 12:00 前办结，请示淳湖（东湾中学信息中心管理员）办理。——岚溪县2027年中招考试
    [added] Site 3: Dongwan School: 协调施工停工并书面回复: by meeting 岚中招会〔2027〕4号, due 14 Jun 12:00; to do: 示淳湖 (东湾中学信息中心管理员). – Lanxi County exam 2027
    "
  `);
  const objected = { type: 'objected', by: 'p034', reason: '属供电公司职责' };
  expect(read(fact(objected, 'lanxi#office'))).toMatchInlineSnapshot(`
    "
    【异议】东湾中学考点：外语听力设备试播，备用功放和电源到位，示淳湖提出异议：属供电公司职责。请示荷石（县招生考试委员会办公室值班负责人）协调，裁定前时限不变。——岚溪县2027年中招考试
    [objection] Site 3: Dongwan School: Try the listening equipment: 示淳湖 objects: 属供电公司职责. To settle: 示荷石 (县招生考试委员会办公室值班负责人); until then the due time stands. – Lanxi County exam 2027
    "
  `);
  const abnormal = {
    type: 'submitted',
    by: 'p034',
    abnormal: true,
    form: { note: '第12考场监控黑屏' },
  };
  expect(read(fact(abnormal, `${SITE}#leader`))).toMatchInlineSnapshot(`
    "
    【异常】东湾中学考点：外语听力设备试播，备用功放和电源到位，示淳湖报送有异常：第12考场监控黑屏。请示元竹（东湾中学副校长、副主考）处置。——岚溪县2027年中招考试
    [abnormal] Site 3: Dongwan School: Try the listening equipment: 示淳湖 reports something abnormal: 第12考场监控黑屏. To deal with: 示元竹 (东湾中学副校长、副主考). – Lanxi County exam 2027
    "
  `);
  const handed = { type: 'handedOn', by: 'p034', doer: 'lanxi#office' };
  expect(read(fact(handed, `${SITE}#leader`))).toMatchInlineSnapshot(`
    "
    【转办】东湾中学考点：外语听力设备试播，备用功放和电源到位，示淳湖转办给示荷石（县招生考试委员会办公室值班负责人），6月13日 17:00 前办结，不得二次转办。请示元竹（东湾中学副校长、副主考）知悉。——岚溪县2027年中招考试
    [handed on] Site 3: Dongwan School: Try the listening equipment: 示淳湖 hands it on to 示荷石 (县招生考试委员会办公室值班负责人), due 13 Jun 17:00; not a second time. To know: 示元竹 (东湾中学副校长、副主考). – Lanxi County exam 2027
    "
  `);
  expect(read(fact({ type: 'waived', reason: '本校不设听力考场' }, head))).toMatchInlineSnapshot(`
    "
    【免办】东湾中学考点：外语听力设备试播，备用功放和电源到位，示荷石批准免办，理由：本校不设听力考场。——岚溪县2027年中招考试
    [waived] Site 3: Dongwan School: Try the listening equipment: waived by 示荷石: 本校不设听力考场. – Lanxi County exam 2027
    "
  `);
  const signal = {
    type: 'refused',
    by: 'sms',
    command: 'complete',
    reason: 'field-missing',
    detail: 'rooms',
  };
  expect(read(fact(signal, head))).toMatchInlineSnapshot(`
    "
    【信号未受理】东湾中学考点：外语听力设备试播，备用功放和电源到位，sms发来的系统信号未受理：缺少必填项 rooms。请示淳湖（东湾中学信息中心管理员）核对。——岚溪县2027年中招考试
    [signal refused] Site 3: Dongwan School: Try the listening equipment: a bare signal from sms was refused: field rooms is missing. To check: 示淳湖 (东湾中学信息中心管理员). – Lanxi County exam 2027
    "
  `);
});

it('has no notice for what nobody has to hear of', () => {
  const silent = noticeFactsOf({ type: 'paused', by: 'p1', at: due }, scene('x#y', null, {}));
  expect(silent).toBeNull();
});

it('is one line without control characters, whatever a reason holds', () => {
  const back = { type: 'returned', reason: '甲\n乙\u001B[2J\u202E', dueAt: due };
  for (const line of read(fact(back, 'x#y')).trim().split('\n'))
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

it('says spans and days as people do', () => {
  const minutes = [0, 1, 45, 60, 250, 1440, 3060];
  expect(minutes.map((count) => span('zh', count * 60_000))).toEqual([
    '不足1分钟',
    '1分钟',
    '45分钟',
    '1小时',
    '4小时10分',
    '1天',
    '2天3小时',
  ]);
  expect(minutes.map((count) => span('en', count * 60_000))).toEqual([
    'under a minute',
    '1 min',
    '45 min',
    '1 h',
    '4 h 10 min',
    '1 d',
    '2 d 3 h',
  ]);
  expect([dayName('zh', '2027-06-13'), dayName('en', '2027-06-13')]).toEqual([
    '2027-06-13 周日',
    'Sun 2027-06-13',
  ]);
});

it('asks the leader to check a crew that says it came long ago; an ordinary relief is no notice', () => {
  const to = `${SITE}#leader`;
  const event = { type: 'relieved', crew: 'p007 | p034', since: due };
  const late = { ...event, at: at('2027-06-13', '21:00') };
  const [told] = fact(late, to);
  const said = (lang: 'zh' | 'en') => {
    const facts = noticeFactsOf(told, scene(to, null, { lang }));
    return facts && noticeLine(lang, facts);
  };
  expect(said('zh')).toContain('示荷石报称早已到岗，接班为事后补记');
  expect(said('en')).toContain('says that the crew came long before it signed');
  const { to: _to, ...plain } = told as UnitEvent & { to: unknown };
  expect(noticeFactsOf(plain as UnitEvent, scene(to, null, {}))).toBeNull();
});
