import { afterAll, beforeAll, expect, it } from 'vitest';
import { SEASON_PATH } from '../../src/engine/model.js';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

// Each parent of the tree, from the season down; the vault has nobody below it.
const PARENTS = [SEASON_PATH, 'county', 'county/one'];
const EVERYONE = [SEASON_PATH, 'county', 'county/one', 'county/one/vault', 'county/two'];

// Of `temporal.api.enums.v1.ParentClosePolicy`.
const ABANDON = 2;

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-10 08:00');
});
afterAll(() => world.close());

it('children outlive three continue-as-news of each parent, and are still told what comes down', async () => {
  await world.start(preparedOf(tenSteps()));
  // This server leaves children alone whatever their policy is; a real one ends them by default.
  for (const path of PARENTS) expect(new Set(await policiesOf(path))).toEqual(new Set(['ABANDON']));
  const runs = PARENTS.map(() => new Set<string>());
  const firstRuns = await Promise.all(EVERYONE.map(firstRunOf));
  for (let round = 0; round < 4; round += 1) {
    for (const [n, path] of PARENTS.entries()) runs[n]?.add(await runOf(path));
    await wearOut();
    await world.skipUntil(`2027-06-1${round + 1} 08:00`);
    await world.settled();
  }
  expect(runs.map(({ size }) => size)).toEqual([4, 4, 4]);
  // Nobody was ended by a parent's leaving, and nobody started a second time.
  expect(await Promise.all(EVERYONE.map(statusOf))).toEqual(EVERYONE.map(() => 'RUNNING'));
  expect(await Promise.all(EVERYONE.map(firstRunOf))).toEqual(firstRuns);

  await world.service.governSeason('story', 'pause', 'director');
  await everyUnitIs('paused');
  await world.service.governSeason('story', 'resume', 'director');
  await everyUnitIs('running');
});

it('and a gate of theirs still judges by what the units below have done', async () => {
  await world.play([
    ['2027-06-15 07:00', 'county/one', 'completeSteps', { step: 'rooms', by: 'li' }],
    ['2027-06-15 07:00', 'county/two', 'completeSteps', { step: 'rooms', by: 'wu' }],
    ['2027-06-15 09:00', 'county/one', 'accept', { step: 'rooms', by: 'zhou' }],
    ['2027-06-15 09:00', 'county/two', 'accept', { step: 'rooms', by: 'zhou' }],
  ]);
  await world.passUntil('2027-06-15 20:30');
  const judged = (await world.events('county')).find(({ type }) => type === 'judged');
  expect(judged).toMatchObject({ missing: ['county/one/vault:safe'], silent: [] });
  await world.expectNoViolation();
  await world.expectOutboxOfLog();
});

/** Twelve pauses and resumes are more than a hundred events for everybody on the way down. */
async function wearOut(): Promise<void> {
  for (let n = 0; n < 6; n += 1)
    for (const type of ['pause', 'resume'] as const) {
      await world.service.governSeason('story', type, 'director');
      await everyUnitIs(type === 'pause' ? 'paused' : 'running');
    }
}

async function everyUnitIs(wanted: 'paused' | 'running'): Promise<void> {
  const said = () =>
    Promise.all(world.paths().map(async (path) => (await world.steps(path))?.paused));
  await expect
    .poll(said, { timeout: 20_000 })
    .toEqual(world.paths().map(() => wanted === 'paused'));
}

const runOf = async (path: string): Promise<string> => (await world.handle(path).describe()).runId;
const statusOf = async (path: string): Promise<string> =>
  (await world.handle(path).describe()).status.name;

async function policiesOf(path: string): Promise<string[]> {
  const events = (await world.handle(path).fetchHistory()).events ?? [];
  return events.flatMap(({ startChildWorkflowExecutionInitiatedEventAttributes: started }) =>
    started ? [started.parentClosePolicy === ABANDON ? 'ABANDON' : 'another'] : [],
  );
}

/** The run that a chain of continue-as-news began with. */
async function firstRunOf(path: string): Promise<string | null | undefined> {
  const [started] = (await world.handle(path).fetchHistory()).events ?? [];
  return started?.workflowExecutionStartedEventAttributes?.firstExecutionRunId;
}
