import { expect, it, onTestFinished } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import { rowOf } from '../../src/engine/board.js';
import { allOf } from '../../src/engine/evolve.js';
import { fold } from '../../src/engine/fold.js';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { simulate } from '../../src/engine/simulate.js';
import { firstRows, prepare, type Prepared } from '../../src/service/prepare.js';
import { seasonReport } from '../../src/service/season-report.js';
import { shortReport } from '../../src/cli/season-report-facts.js';
import { smallFolder } from './a-folder.js';
import { at } from './a-season.js';
import { fakeService, terminal } from './a-terminal.js';

/** Every word stands in the record so long after it was owed. */
const DELAY_MS = 1_500;

/** The season as its rehearsal leaves it in the store, played out by the engine. */
async function played(was = '', now = '', until = at('2027-07-01', '00:00')) {
  const prepared = prepare(smallFolder(was, now), { rehearsal: true });
  if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults));
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-report-'));
  let clock = 0;
  const store = await openStore(`file:${join(folder, 'kaowu.db')}`, { now: () => clock });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const boardRows = Object.fromEntries(
    prepared.unitPlans.map(({ path, body }) => [path, firstRows(body)]),
  );
  await store.commitPlan({ ...prepared, boardRows, clock: null });
  await recordAll(store, prepared, until, (now) => {
    clock = now;
  });
  const report = await seasonReport({ store, now: () => until }, 'small');
  const { service } = fakeService({
    seasons: async () => store.seasons(),
    seasonReport: async () => report,
  });
  return { report, store, ...terminal(service) };
}

async function recordAll(
  store: Store,
  { unitPlans }: Prepared,
  until: number,
  setClock: (now: number) => void,
): Promise<void> {
  const logs = new Map<string, UnitEvent[]>(unitPlans.map(({ path }) => [path, []]));
  simulate(
    unitPlans.map(({ body }) => body),
    ({ unit, event }) => void logs.get(unit)?.push(event),
    epochMs(until),
  );
  for (const { path, body } of unitPlans) {
    const events = logs.get(path) ?? [];
    const { plan, state } = fold(body, events, () => body);
    const rows = allOf(plan, state).flatMap(({ duty }) => rowOf(plan, state, duty.id) ?? []);
    for (const [n, event] of events.entries()) {
      setClock(event.at + DELAY_MS);
      await store.record({
        ...{ season: 'small', path, firstSeq: n + 1, events: [event] },
        rows: n + 1 === events.length ? rows : [],
        ...{ asOf: event.at, nextWakeAt: null },
      });
    }
  }
}

it('tells what reached the top of its ladder, and that it has not ended', async () => {
  const { report } = await played();
  expect(
    report.topped.map(({ unit, duty, level, to, status, endedAt }) => [
      ...[unit, duty, level, to.map(({ name }) => name).join(), status, endedAt],
    ]),
  ).toEqual([['top/two', 'letters', 2, '示一', 'open', null]]);
  // The due instant is E-1d 12:00 less two hours; the second rung comes two hours later.
  expect(report.topped[0]?.at).toBe(at('2027-06-15', '12:00'));
  expect(report.highest).toMatchObject({ unit: 'top/two', duty: 'letters', level: 2 });
  expect(report.left.map(({ unit, duty, level, doer }) => [unit, duty, level, doer.name])).toEqual([
    ['top/two', 'letters', 2, '示七'],
  ]);
});

it('counts words by kind and level, each once whoever hears it', async () => {
  const { report } = await played();
  const { levels, repeats, due } = report.words;
  // Two rungs and three repeats of the one duty that nobody does.
  expect([levels, repeats]).toEqual([[1, 1], 3]);
  expect(due).toBe(1);
  expect(report.onceLate).toBe(1);
  expect(report.gatesJudged).toBe(1);
  expect(report.notReady).toEqual([]);
});

it('tells what was returned and what was added, and how both ended', async () => {
  const { report } = await played();
  expect(
    report.returned.map(({ unit, duty, by, reason, status }) => [unit, duty, by, reason, status]),
  ).toEqual([['top/one', 'safe', '示二', '重报', 'accepted']]);
  expect(
    report.added.map(({ unit, duty, title, source, status }) => [
      unit,
      duty,
      title.zh,
      source.type,
      status,
    ]),
  ).toEqual([['top/two', 'extra', '加办', 'meeting', 'accepted']]);
});

it('names whom it woke, and adds up to every notice', async () => {
  const { report, store } = await played();
  const { people, busiestDay } = report;
  const notices = await store.claimNotices(1_000);
  const sum = people.reduce((total, { words }) => total + words, 0);
  const byDay = people.map(({ busiest }) => busiest.words);
  expect(sum).toBe(notices.length);
  expect(busiestDay?.words).toBeGreaterThanOrEqual(Math.max(...byDay));
  expect(people.map(({ words }) => words)).toEqual(
    people.map(({ words }) => words).sort((a, b) => b - a),
  );
  expect(people.every(({ name }) => name !== null)).toBe(true);
});

it('counts as night what is said from 22:00 to 06:00', async () => {
  const { report } = await played('due: step(safe)-2h', 'due: 2027-06-15 22:00');
  const before = await played();
  const atNight = ({ people }: typeof report) =>
    new Map(people.map(({ name, atNight }) => [name, atNight]));
  const day = atNight(before.report);
  const woken = [...atNight(report)].map(([name, times]) => [name, times - (day.get(name) ?? 0)]);
  // Nobody does it: due word and first rung at 22:00, the second at midnight, its repeats at 1, 2 and 3.
  expect(woken.filter(([, times]) => times !== 0).sort()).toEqual([
    ['示一', 5],
    ['示七', 1],
    ['示八', 1],
  ]);
});

it('measures how long a word took into the record', async () => {
  const { report } = await played();
  const { open, remind, due, levels, repeats } = report.words;
  const words = open + remind + due + levels.reduce((sum, one) => sum + one, repeats);
  expect(report.lateness).toEqual({ words, p50Ms: 1_500, p99Ms: 1_500, maxMs: 1_500 });
});

it('leaves nothing out of the numbers while a season runs', async () => {
  const { report } = await played('', '', at('2027-06-13', '00:00'));
  const all = Object.values(report.counts).reduce((sum, one) => sum + one, 0);
  expect(report.left.length + (report.counts['accepted'] ?? 0)).toBe(all);
  expect(report.left.every(({ endedAt }) => endedAt === null)).toBe(true);
});

it('prints it for people', async () => {
  const { run, report } = await played();
  const { out, code } = await run('season', 'report');
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "小考季 【演练】  small  考季报告
    截至      2027-07-01 00:00
    事项      共8项：办结 7，待办 1
    逾期      曾逾期1项，现逾期1项
    发出      启动5条，提醒0条，到期1条，以上共含致验收人3条
    上报      5条：第1级1条、第2级1条、末级重复3条；到顶1项
    核验      1次，均具备
    退回整改  1项
    新增      1项
    收到通知  8人，17条
    夜间      22:00至次日6:00无通知
    最忙一日  2027-06-15 周二，9条，5人
    一人最多  示一，2027-06-15 周二，5条
    发出及时  应发到入账：一半在1.5秒内，百分之九十九在1.5秒内，最长1.5秒

    上报到顶的事项
    单位  事项    时间           上报       上报至  结果
    二中  责任书  6月15日 12:00  上报第2级  示一    待办，未办结

    退回整改
    单位  事项    时间           经办  理由  结果
    一中  保密柜  6月13日 15:20  示二  重报  6月14日 12:03 办结

    新增事项
    单位  事项  时间           依据  结果
    二中  加办  6月11日 10:00  会议  6月12日 07:00 办结

    尚未办结
    单位  事项    完成时限       已逾期      上报       责任人
    二中  责任书  6月15日 10:00  15天14小时  上报第2级  示七

    收到通知最多的人
    姓名  通知  夜间  最忙日
    示一  5     —     2027-06-15 周二（5条）
    示七  3     —     2027-06-11 周五（1条）
    示二  3     —     2027-06-13 周日（2条）
    示五  2     —     2027-06-12 周六（1条）
    示六  1     —     2027-06-13 周日（1条）
    示八  1     —     2027-06-15 周二（1条）
    示三  1     —     2027-06-15 周二（1条）
    示四  1     —     2027-06-15 周二（1条）"
  `);
  expect((await run('season', 'report', '--lang', 'en')).out).toMatchInlineSnapshot(`
    "Small season 【rehearsal】  small  season report
    as of           2027-07-01 00:00
    duties          8: accepted 7, open 1
    late            1 at some time, 1 now
    words           5 openings, 0 reminders, 1 due, of all these 3 to acceptors
    escalated       5: 1 at level 1, 1 at level 2, 3 repeats of the last; 1 to the top
    gates           1, all ready
    returned        1
    added           1
    told            8 people, 17 words
    at night        nothing from 22:00 to 06:00
    busiest day     Tue 2027-06-15: 9 words to 5 people
    busiest person  示一, Tue 2027-06-15: 5 words
    promptness      owed to recorded: half within 1.5 s, 99 % within 1.5 s, at most 1.5 s

    Duties that reached the top of their ladder
    unit  duty     at            level    told  outcome
    Two   Letters  15 Jun 12:00  level 2  示一  open, not ended

    Returned
    unit  duty  at            by    reason  outcome
    One   Safe  13 Jun 15:20  示二  重报    accepted 14 Jun 12:03

    Added
    unit  duty  at            source   outcome
    Two   加办  11 Jun 10:00  meeting  accepted 12 Jun 07:00

    Not ended
    unit  duty     due           late by    level    doer
    Two   Letters  15 Jun 10:00  15 d 14 h  level 2  示七

    Told most
    person  words  at night  busiest day
    示一    5      –         Tue 2027-06-15 (5)
    示七    3      –         Fri 2027-06-11 (1)
    示二    3      –         Sun 2027-06-13 (2)
    示五    2      –         Sat 2027-06-12 (1)
    示六    1      –         Sun 2027-06-13 (1)
    示八    1      –         Tue 2027-06-15 (1)
    示三    1      –         Tue 2027-06-15 (1)
    示四    1      –         Tue 2027-06-15 (1)"
  `);
  expect(shortReport('zh', report).join('\n')).toMatchInlineSnapshot(`
    "  截至      2027-07-01 00:00
      事项      共8项：办结 7，待办 1
      逾期      曾逾期1项，现逾期1项
      发出      启动5条，提醒0条，到期1条，以上共含致验收人3条
      上报      5条：第1级1条、第2级1条、末级重复3条；到顶1项
      核验      1次，均具备
      退回整改  1项
      新增      1项
      收到通知  8人，17条
      夜间      22:00至次日6:00无通知
      最忙一日  2027-06-15 周二，9条，5人
      一人最多  示一，2027-06-15 周二，5条
      发出及时  应发到入账：一半在1.5秒内，百分之九十九在1.5秒内，最长1.5秒
      到顶事项  二中“责任书”"
  `);
});

it('gives programs instants with their offset', async () => {
  const { json } = await (await played()).run('season', 'report', '--json');
  expect(json()).toMatchObject({
    season: 'small',
    rehearsal: true,
    topped: [{ unit: 'top/two', duty: 'letters', at: '2027-06-15T12:00:00+08:00' }],
    returned: [{ duty: 'safe', status: 'accepted' }],
    left: [{ duty: 'letters', dueAt: '2027-06-15T10:00:00+08:00' }],
  });
});
