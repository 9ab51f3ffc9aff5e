import { setImmediate } from 'node:timers/promises';

/** What became of each of some items, in their order. */
export type Outcomes<Result> = readonly PromiseSettledResult<Result>[];

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly settle: (outcome: PromiseSettledResult<Result>) => void;
}

/**
 * Does at once what is asked for one by one at the same time: a commit, or a question, costs more than what is in it. At most
 * `most` items go together, and at most `sideBySide` groups are under way. Each item gets its own outcome; where all
 * of the work fails, each gets that.
 */
export function gathering<Item, Result>(
  { most, sideBySide = 1 }: { readonly most: number; readonly sideBySide?: number },
  work: (items: readonly Item[]) => Promise<Outcomes<Result>>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let running = 0;

  return (item) =>
    new Promise((resolve, reject) => {
      const settle = (outcome: PromiseSettledResult<Result>) =>
        outcome.status === 'fulfilled' ? resolve(outcome.value) : reject(outcome.reason);
      waiting.push({ item, settle });
      if (running < sideBySide) void run();
    });

  /** Never rejects: every failure goes to those who wait. */
  async function run(): Promise<void> {
    running += 1;
    while (waiting.length > 0) {
      // SQLite answers at once: without a turn of the event loop nobody could ever join.
      await setImmediate();
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      const outcomes = await outcomesOf(group.map(({ item }) => item));
      for (const [i, { settle }] of group.entries()) settle(outcomes[i] ?? LOST);
    }
    running -= 1;
  }

  async function outcomesOf(items: readonly Item[]): Promise<Outcomes<Result>> {
    if (items.length === 0) return [];
    try {
      return await work(items);
    } catch (reason) {
      return items.map(() => ({ status: 'rejected', reason }));
    }
  }
}

const LOST: PromiseRejectedResult = { status: 'rejected', reason: new Error('no outcome') };

/** Questions that are asked at the same time, as one. */
export const gatheredReads = <Key, Value>(
  most: number,
  read: (keys: readonly Key[]) => Promise<(key: Key) => Value>,
): ((key: Key) => Promise<Value>) =>
  gathering({ most, sideBySide: READS_SIDE_BY_SIDE }, async (keys) => {
    const valueOf = await read(keys);
    return keys.map((key) => outcomeOf(() => valueOf(key)));
  });

/** What spoils the answer to one is no matter of the others. */
function outcomeOf<Value>(value: () => Value): PromiseSettledResult<Value> {
  try {
    return { status: 'fulfilled', value: value() };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}

const READS_SIDE_BY_SIDE = 4;
