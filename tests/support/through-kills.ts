import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../../src/engine/model.js';
import { NotReachable } from '../../src/service/outcome.js';
import type { WorkerProcess } from './real-process.js';
import type { World } from './real.js';

/** Something that is asked of a unit by a key: the same key again is the same deed. */
export type Ask = (key: string) => Promise<Answer>;
/** What is killed while a deed is on its way. */
export type Hit = 'worker' | 'server';

const TRIES = 200;

/**
 * Asks for deeds one after another, each until it is answered, and kills -9 in the middle of those that `hits` names by their
 * index. Whoever did not hear an answer asks once more by the same key: these answers come after their own.
 */
export async function throughKills(
  world: World,
  first: WorkerProcess,
  deeds: readonly Ask[],
  hits: Readonly<Record<number, Hit>>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let worker = first;
  for (const [n, deed] of deeds.entries()) {
    const key = `key-${n}`;
    const hit = hits[n];
    const asked = insisting(deed, key);
    if (hit !== undefined) worker = await killed(world, worker, hit);
    answers.push(await asked);
    if (hit !== undefined) answers.push(await insisting(deed, key));
  }
  return answers;
}

/** Gone in the same moment, and back after half a second. */
async function killed(world: World, worker: WorkerProcess, hit: Hit): Promise<WorkerProcess> {
  if (hit === 'worker') {
    await worker.kill();
    await pause(500);
    return world.startWorker();
  }
  process.kill(world.server().pid, 'SIGKILL');
  await pause(500);
  await world.startServer();
  return worker;
}

/** Asks by the same key until there is an answer: what is unknown may be done already. */
async function insisting(deed: Ask, key: string): Promise<Answer> {
  for (let tries = 1; ; tries += 1)
    try {
      return await deed(key);
    } catch (error) {
      if (!(error instanceof NotReachable) || tries === TRIES) throw error;
      await pause(300);
    }
}
