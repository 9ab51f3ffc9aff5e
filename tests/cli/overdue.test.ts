import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import type { OverdueList, OverdueWish } from '../../src/service/overdue.js';
import { at, overdueLine, season } from './a-season.js';
import { fakeService, terminal } from './a-terminal.js';

const now = at('2027-06-13', '22:03');
const evening = {
  path: 'lanxi/site-6',
  duty: 'site-report-evening@science',
  step: 'site-report-evening',
  session: 'science',
  sessionTitle: { zh: '科学', en: 'Science' },
  title: { zh: '零报告', en: 'Zero report' },
  level: 0,
  told: [],
  nextAt: null,
  nextTo: [],
};
const list = (lines: OverdueList['lines'], rehearsal = false): OverdueList => ({
  seasons: [{ season: { ...season, rehearsal }, now }],
  lines,
  next: null,
});
const showing = (answer: OverdueList, changes = {}) => {
  const asked: (OverdueWish | undefined)[] = [];
  const { service } = fakeService({
    overdue: async (wish) => {
      asked.push(wish);
      return answer;
    },
  });
  return { ...terminal(service, changes), asked };
};

it('says what is late, by how much, who was told and who is next', async () => {
  const { run } = showing(list([overdueLine(), overdueLine(evening, 5 * 60_000)], true));
  const { out, code } = await run('overdue');
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "岚溪县2027年中招考试 【演练】  2027-zhongkao
    单位          事项                                  完成时限       已逾期    上报       已报                          下一级
    东湾中学考点  外语听力设备试播，备用功放和电源到位  6月13日 17:00  5小时3分  上报第2级  示书竹（东湾中学校长、主考）  6月14日 01:00 示竹桦（县教育督导室主任、包点领导）
    东湾中学考点  零报告〔科学〕                        6月13日 17:00  5分钟     未上报     —                             —
    截至 2027-06-13 22:03，2个单位共2项逾期"
  `);
});

it('says it in English', async () => {
  const { out } = await showing(list([overdueLine()])).run('overdue', '--lang', 'en');
  expect(out).toMatchInlineSnapshot(`
    "Lanxi County exam 2027  2027-zhongkao
    unit                    duty                         due           late by    level    told                         next
    Site 3: Dongwan School  Try the listening equipment  13 Jun 17:00  5 h 3 min  level 2  示书竹 (东湾中学校长、主考)  14 Jun 01:00 示竹桦 (县教育督导室主任（包点领导）)
    1 duty overdue at 1 unit as of 2027-06-13 22:03"
  `);
});

it('says as of when nothing is overdue', async () => {
  const { out, code } = await showing(list([])).run('overdue');
  expect(code).toBe(0);
  expect(out).toContain('截至 2027-06-13 22:03，没有逾期事项');
});

it('asks for exactly what was wished', async () => {
  const { run, asked } = showing(list([]));
  const wish = ['--unit', 'lanxi/site-3', '--department', 'lanxi/police', '--phase', 'equip'];
  await run('overdue', '--season', '2027-zhongkao', ...wish, '--level', '2');
  await run('overdue');
  expect(asked).toEqual([
    {
      season: '2027-zhongkao',
      under: 'lanxi/site-3',
      department: 'lanxi/police',
      phase: 'equip',
      level: 2,
    },
    {},
  ]);
});

it('gives programs instants with their offset, posts and names', async () => {
  const { json } = await showing(list([overdueLine()])).run('overdue', '--json');
  expect(json()).toMatchObject([
    {
      season: '2027-zhongkao',
      asOf: '2027-06-13T22:03:00+08:00',
      overdue: [
        {
          unit: 'lanxi/site-3',
          step: 'listening-tried',
          occurrence: null,
          dueAt: '2027-06-13T17:00:00+08:00',
          lateMs: 18_180_000,
          level: 2,
          told: [{ post: 'lanxi/site-3#head', name: '示书竹' }],
          next: { at: '2027-06-14T01:00:00+08:00', to: [{ name: '示竹桦' }] },
        },
      ],
    },
  ]);
});

it('fits the terminal it is shown on, without losing who is next', async () => {
  const { run } = showing(list([overdueLine()]), {
    isTty: true,
    columns: 100,
    env: { NO_COLOR: '1' },
  });
  const { out } = await run('overdue');
  for (const line of out.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(100);
  expect(out).toMatchInlineSnapshot(`
    "岚溪县2027年中招考试  2027-zhongkao
    单位          事项              完成时限       已逾期    上报       已报             下一级
    东湾中学考点  外语听力设备试    6月13日 17:00  5小时3分  上报第2级  示书竹（东湾中   6月14日 01:00
                  播，备用功放和电                                      学校长、主考）   示竹桦（县教育
                  源到位                                                                 督导室主任、包
                                                                                         点领导）
    截至 2027-06-13 22:03，1个单位共1项逾期"
  `);
});

it('colours a terminal, and nothing else', async () => {
  const escape = '\u001B[';
  const colours = async (changes: object) =>
    (await showing(list([overdueLine()]), changes).run('overdue')).out.includes(escape);
  expect(await colours({ isTty: true })).toBe(true);
  expect(await colours({ isTty: true, env: { NO_COLOR: '1' } })).toBe(false);
  expect(await colours({ isTty: true, env: { TERM: 'dumb' } })).toBe(false);
  expect(await colours({})).toBe(false);
});

it('names whom words did not reach', async () => {
  const { run } = showing(list([overdueLine({ unreached: ['lanxi/site-3#head'] })]));
  const { out } = await run('overdue');
  expect(out).toMatch(/未送达：\S+/);
  const json = await run('overdue', '--json');
  expect(json.json()).toMatchObject([
    { overdue: [{ unreached: [{ post: 'lanxi/site-3#head' }] }] },
  ]);
});
