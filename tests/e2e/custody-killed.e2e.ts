import { afterAll, beforeAll, expect, it } from 'vitest';
import { BATCH } from '../support/a-consignment.js';
import { does, factsIn, PAPERS, startPapers, WHOLE_WAY } from '../support/real-papers.js';
import { recorded } from '../support/real-waiting.js';
import { openWorld, type World } from '../support/real.js';
import { throughKills, type Ask } from '../support/through-kills.js';

let world: World;
beforeAll(async () => {
  world = await openWorld({ worker: 'none' });
});
afterAll(() => world?.close());

it('a kill -9 in the middle of a handover loses and doubles nothing', async () => {
  const worker = await world.startWorker();
  await startPapers(world);
  const asks = WHOLE_WAY.map(
    (deed): Ask =>
      (key) =>
        does(world, deed, key),
  );
  // In the middle of the loading, and again in the middle of the unloading.
  const answers = await throughKills(world, worker, asks, { 2: 'worker', 9: 'worker' });

  expect(answers.filter(({ refused }) => refused !== undefined)).toEqual([]);
  const log = await recorded(world, PAPERS, BATCH);
  expect(factsIn(log)).toEqual([
    'moved custody-load@one',
    'departed custody-depart@one',
    'called custody-call@one.1',
    'arrived custody-arrive@one',
    'moved custody-unload@one',
    'opened custody-open@open-one',
    // June is months away: whoever opens today opens early.
  ]);
  const signatures = log.filter(({ type }) => type === 'confirmed');
  expect(signatures).toHaveLength(12);
  expect(new Set(signatures.map((event) => 'key' in event && event.key)).size).toBe(12);
  const { packets } = await world.service.custody(PAPERS, BATCH);
  expect(packets.map(({ place }) => place)).toEqual(packets.map(() => 'safe'));
  const { violations, silent } = await world.service.verify(PAPERS);
  // Nobody signed at a desk here: of secrets nothing is on record.
  expect(violations.filter(({ invariant }) => invariant !== 'I7')).toEqual([]);
  expect(silent).toEqual([]);
}, 300_000);
