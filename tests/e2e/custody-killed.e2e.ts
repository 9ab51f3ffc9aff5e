import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../src/engine/model.js';
import { NotReachable } from '../../src/service/outcome.js';
import { BATCH } from '../support/a-consignment.js';
import {
  does,
  factsIn,
  PAPERS,
  startPapers,
  WHOLE_WAY,
  type Deed,
} from '../support/real-papers.js';
import { recorded } from '../support/real-waiting.js';
import { openWorld, type World } from '../support/real.js';

let world: World;
beforeAll(async () => {
  world = await openWorld({ worker: 'none' });
});
afterAll(() => world?.close());

it('a kill -9 in the middle of a handover loses and doubles nothing', async () => {
  let worker = await world.startWorker();
  await startPapers(world);
  const answers: Answer[] = [];
  for (const [n, deed] of WHOLE_WAY.entries()) {
    // In the middle of the loading, and again in the middle of the unloading.
    const isMiddle = n === 2 || n === 9;
    const asked = insisting(deed, `key-${n}`);
    if (isMiddle) {
      await worker.kill();
      await pause(500);
      worker = await world.startWorker();
    }
    answers.push(await asked);
    // Whoever did not hear the answer asks once more, by the same key.
    if (isMiddle) answers.push(await insisting(deed, `key-${n}`));
  }

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

/** Asks by the same key until there is an answer: what is unknown may be done already. */
async function insisting(deed: Deed, key: string): Promise<Answer> {
  for (;;) {
    const answer = await does(world, deed, key).catch((error: unknown) => {
      if (error instanceof NotReachable) return null;
      throw error;
    });
    if (answer) return answer;
    await pause(300);
  }
}
