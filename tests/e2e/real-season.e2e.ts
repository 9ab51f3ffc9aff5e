import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UnitEvent } from '../../src/engine/model.js';
import { SEASON_PATH } from '../../src/engine/model.js';
import { firingKey, simulate } from '../../src/engine/simulate.js';
import { prepare, type Prepared } from '../../src/service/prepare.js';
import { openWorld, type World } from '../support/real.js';
import { eventually } from '../support/real-waiting.js';

// The county's season, months of it, played on a real server on a compressed clock.
const SEASON = 'played';
const SECONDS = 40;
let world: World;
let prepared: Prepared;

beforeAll(async () => {
  world = await openWorld({ worker: 'inside' });
  const read = prepare('plans/county-zhongkao', { rehearsal: true, season: SEASON });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  prepared = read;
}, 90_000);
afterAll(() => world?.close());

/** The words of an event by what names them for ever, with who heard and what a gate missed. */
function wordsOf(unit: string, event: UnitEvent): string[] {
  if (event.type !== 'told' && event.type !== 'judged' && event.type !== 'superseded') return [];
  const heard = event.type === 'superseded' ? [] : event.to;
  const missed = event.type === 'judged' ? [...event.missing, ...event.silent] : [];
  return [`${event.type} ${firingKey(unit, event)} ${heard.join('+')} ${missed.join('+')}`];
}

it('says the very words of its simulation, and ends with nothing overdue', async () => {
  const clock = world.service.rehearsalClock(prepared, SECONDS);
  await world.service.startPrepared(prepared, clock);

  const wanted: string[] = [];
  let happenings = 0;
  simulate(
    prepared.unitPlans.map(({ body }) => body),
    ({ unit, event }) => {
      happenings += 1;
      wanted.push(...wordsOf(unit, event));
    },
  );
  const units = (await world.store.units(SEASON)).filter(({ path }) => path !== SEASON_PATH);
  await eventually(
    'the season is played to its end',
    async () => {
      const heads = (await world.store.units(SEASON)).map(({ head }) => head);
      return heads.reduce((sum, head) => sum + head, 0) >= happenings || undefined;
    },
    (SECONDS + 60) * 1000,
  );
  const said: string[] = [];
  for (const { path } of units)
    for (const { event } of await world.store.events(SEASON, path))
      said.push(...wordsOf(path, event));
  expect(wanted.length).toBeGreaterThan(500);
  expect(said.sort()).toEqual(wanted.sort());
}, 150_000);

it('stands up to its own oracle, with nobody silent', async () => {
  const verdict = await world.service.verify(SEASON);
  expect(verdict).toMatchObject({ violations: [], silent: [], units: prepared.unitPlans.length });
});

it('has nothing overdue, by the board as by Temporal’s own list', async () => {
  const { lines } = await world.service.overdue({ season: SEASON });
  expect(lines.map(({ view }) => `${view.path} ${view.duty}`)).toEqual([]);
  // A unit that has left for a fresh run is listed twice, once as running.
  const running = `KaowuSeason = '${SEASON}' AND ExecutionStatus = 'Running'`;
  const listed = async (query: string) =>
    (await world.temporal<unknown[]>(...['workflow', 'list', '--query', `${running} ${query}`]))
      .json.length;
  await expect.poll(() => listed('AND KaowuOverdue > 0'), { timeout: 10_000 }).toBe(0);
  expect(await listed('')).toBe(prepared.unitPlans.length);
});
