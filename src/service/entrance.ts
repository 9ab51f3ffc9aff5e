import type { Messages } from '../../workflows/messages.js';
import type { Answer } from '../engine/model.js';
import { NotReachable, withKey } from './outcome.js';
import { createTurns } from './turns.js';

export type Completion = Messages['completeSteps'];

/** Sends completions to one unit as one update; answers item by item, in their order. */
export type SendBatch = (
  season: string,
  path: string,
  items: readonly Completion[],
) => Promise<readonly Answer[]>;

/** The workflow's own bound on one update, and far below the 2 MB of a message. */
const MOST_ITEMS = 100;
const MOST_BYTES = 256_000;
/**
 * Updates under way at once, of all units. More do not go through any faster, and all of them come to wait for so long that
 * they are given up; what waits here meanwhile is gathered.
 */
const MOST_UPDATES = 32;
/** An update that takes longer is no quicker for having many beside it; after ten seconds it would be given up. */
const SLOW_MS = 3_000;
/** More than a minute's work for one unit: whoever comes then has to come again. */
const MOST_WAITING = 2_000;

interface Waiting {
  readonly item: Completion;
  readonly bytes: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The entrance of each unit: while one update is on its way, what arrives is gathered and sent as one, so a
 * rush on one unit costs few updates, and a lone completion waits for nobody. What happened to a batch that
 * was not answered is unknown for each of its items, and whoever waits behind it does not wait longer: each is
 * asked again by its own key.
 */
export function createEntrance(send: SendBatch) {
  const queues = new Map<string, Waiting[]>();
  const turns = createTurns(MOST_UPDATES);

  return (season: string, path: string, item: Completion): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const waiting = { item, bytes: JSON.stringify(item).length, resolve, reject };
      const name = `${season} ${path}`;
      const queue = queues.get(name);
      if (queue && queue.length >= MOST_WAITING) reject(crowded(path, item));
      else if (queue) queue.push(waiting);
      else {
        queues.set(name, [waiting]);
        void drain(season, path, name);
      }
    });

  /** Never rejects: every failure goes to those who wait. */
  async function drain(season: string, path: string, name: string): Promise<void> {
    const queue = queues.get(name) ?? [];
    while (queue.length > 0) {
      if (!turns.take()) await turns.mine();
      const began = performance.now();
      const batch = queue.splice(0, fitting(queue));
      try {
        const answers = await send(
          season,
          path,
          batch.map(({ item }) => item),
        );
        if (answers.length !== batch.length)
          throw new Error(`${path}: ${answers.length} answers to ${batch.length} completions`);
        for (const [n, { resolve }] of batch.entries()) resolve(answers[n] as Answer);
      } catch (error) {
        const failed = [...batch, ...queue.splice(0)];
        for (const { item, reject } of failed) reject(withKey(error, item.key));
      }
      turns.pass(performance.now() - began > SLOW_MS);
    }
    queues.delete(name);
  }
}

const crowded = (path: string, { key }: Completion): unknown =>
  withKey(new NotReachable(`${path} 正忙，请稍后再试 · ${path} is busy, try again`), key);

/** How many from the front go into one update: at least one, however large. */
function fitting(queue: readonly Waiting[]): number {
  let bytes = 0;
  const first = queue.slice(0, MOST_ITEMS).findIndex((one, n) => {
    bytes += one.bytes;
    return n > 0 && bytes > MOST_BYTES;
  });
  return first < 0 ? Math.min(queue.length, MOST_ITEMS) : first;
}
