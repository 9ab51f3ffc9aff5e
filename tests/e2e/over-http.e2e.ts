import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Prepared } from '../../src/service/prepare.js';
import { smallFolder } from '../cli/a-folder.js';
import { bundleOf } from '../../src/plan/bundle.js';
import { duty, ladder } from '../engine/unit.js';
import { serveWorld, type ApiWorld } from '../support/api-world.js';
import { openWorld, type World } from '../support/real.js';
import { seasonOf } from '../support/real-season.js';
import { eventually, logOf, recorded, soon, startSeason } from '../support/real-waiting.js';

const SEASON = 'http';
const SITE = 'county/one';
let world: World;
let api: ApiWorld;
let prepared: Prepared;

beforeAll(async () => {
  world = await openWorld({ worker: 'none' });
  await world.startWorker();
  api = await serveWorld(world);
  prepared = seasonOf(SEASON, {
    county: [],
    [SITE]: [
      ...['a', 'b', 'c', 'd'].map((id) => duty(id, soon(3_600))),
      duty('late', soon(1), { ladder: ladder({ 'county#office': 0 }) }),
    ],
  });
  await startSeason(world, prepared);
}, 90_000);
afterAll(async () => {
  await api?.close();
  await world?.close();
});

const complete = (step: string, key: string) =>
  api.port.act(SEASON, SITE, 'completeSteps', { step, by: 'li', key });

it('completes over HTTP, and says no the second time', async () => {
  expect(await complete('a', 'first-a-1')).toMatchObject({ at: expect.any(Number) });
  await expect(complete('a', 'second-a-1')).rejects.toMatchObject({ code: 'already-done' });
  await expect(complete('nothing', 'nothing-1')).rejects.toMatchObject({ code: 'not-found' });
});

it('answers the same key the same, also across continue-as-new', async () => {
  const before = await complete('b', 'same-key-b');
  await recorded(world, SEASON, SITE);
  const handle = world.client.workflow.getHandle(`unit/${SEASON}/${SITE}`);
  const run = async () => (await handle.describe()).runId;
  const first = await run();
  // Refused, but worn: a message that is looked at is history enough for a fresh run.
  for (let n = 0; n < 40; n += 1)
    await api.port
      .act(SEASON, SITE, 'signFor', { step: 'd', by: 'li', key: `sign-for-${n}` })
      .catch(() => undefined);
  await eventually('a fresh run', async () => ((await run()) === first ? undefined : true), 60_000);
  expect(await complete('b', 'same-key-b')).toEqual(before);
  const log = await recorded(world, SEASON, SITE);
  const done = log.filter((event) => event.type === 'submitted' && event.duty === 'b');
  expect(done).toHaveLength(1);
});

it('lets one of two who come at once complete, and tells the other since when it is done', async () => {
  const both = await Promise.allSettled([complete('c', 'one-of-two'), complete('c', 'two-of-two')]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [refused] = both.filter(({ status }) => status === 'rejected');
  expect(refused).toMatchObject({ reason: { code: 'already-done' } });
});

it('shows what is late, the whole duty, and that the record holds', async () => {
  const list = await eventually('it is late', async () => {
    const { lines } = await api.port.overdue({ season: SEASON });
    return lines.length > 0 ? lines : undefined;
  });
  expect(list.map(({ view }) => view.duty)).toEqual(['late']);
  const { events } = await api.port.showDuty(SEASON, SITE, 'late');
  expect(events.map(({ event }) => event.type)).toContain('told');
  expect((await api.port.verify(SEASON)).violations).toEqual([]);
  expect((await logOf(world, SEASON, SITE)).length).toBeGreaterThan(3);
});

it('starts a season from a folder that is sent, and refuses a broken one with file and line', async () => {
  const bundle = bundleOf(smallFolder());
  if ('faults' in bundle) throw new Error('the small folder has faults');
  const wish = { season: 'sent', examDay: '2027-06-16' };
  expect(await api.port.startSeason(bundle, wish)).toMatchObject({ season: 'sent', fresh: true });
  expect(await api.port.startSeason(bundle, wish)).toMatchObject({ fresh: false });
  const broken = {
    ...bundle,
    files: { ...bundle.files, 'plan.yaml': Buffer.from('season: [').toString('base64') },
  };
  await expect(api.port.startSeason(broken, { season: 'other' })).rejects.toMatchObject({
    code: 'plan-faults',
    message: expect.stringMatching(/plan\.yaml:1:\d+: yaml/),
  });
});
