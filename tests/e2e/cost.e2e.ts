import { afterAll, beforeAll, expect, it } from 'vitest';
import { duty, ladder } from '../engine/unit.js';
import { openWorld, type World } from '../support/real.js';
import { seasonOf } from '../support/real-season.js';
import { eventually, recorded, soon, startSeason } from '../support/real-waiting.js';
import type { Duty } from '../../src/engine/model.js';

// What a completion costs, in history exactly and in writes of the server's database by its own
// counters, so that a change which makes it dearer is seen (B2 of the performance document).
const SEASON = 'cost';
const later = soon(3_600);
const WORDS = 12;
const many = (count: number, prefix: string): Duty[] =>
  Array.from({ length: count }, (_, n) => duty(`${prefix}-${n}`, later));
let world: World;

beforeAll(async () => {
  world = await openWorld({ worker: 'inside', metrics: true });
  // So late that the units have started before; the same instant for all of its words.
  const dueAt = soon(12);
  const rungs = ladder({ 'site#leader': 0 });
  const prepared = seasonOf(SEASON, {
    county: [],
    'county/lone': many(10, 'd'),
    'county/batch': many(20, 'd'),
    'county/refused': many(2, 'd'),
    'county/wake': Array.from({ length: WORDS }, (_, n) =>
      duty(`d-${n}`, dueAt, { ladder: rungs }),
    ),
  });
  await startSeason(world, prepared);
}, 90_000);
afterAll(() => world?.close());

const idOf = (path: string) => `unit/${SEASON}/${path}`;

/** The history of the unit's present run, by the names of its events. */
async function history(path: string): Promise<string[]> {
  const { events } = await world.client.workflow.getHandle(idOf(path)).fetchHistory();
  return (events ?? []).map(({ eventType }) => nameOf[eventType ?? 0] ?? `event ${eventType}`);
}

const nameOf: Record<number, string> = {
  5: 'task scheduled',
  6: 'task started',
  7: 'task completed',
  10: 'activity scheduled',
  11: 'activity started',
  12: 'activity completed',
  17: 'timer started',
  18: 'timer fired',
  19: 'timer cancelled',
  40: 'search attribute',
  41: 'update accepted',
  43: 'update completed',
};

/** What `work` adds to the unit's history until all is in the store and the unit is at rest. */
async function costOf(path: string, work: () => Promise<unknown>): Promise<string[]> {
  await atRest(path);
  const before = (await history(path)).length;
  await work();
  await atRest(path);
  return (await history(path)).slice(before);
}

async function atRest(path: string): Promise<void> {
  await recorded(world, SEASON, path);
  await eventually(`${path} rests`, async () => {
    const last = (await history(path)).at(-1) ?? '';
    return ['task completed', 'timer started', 'update completed'].includes(last) || undefined;
  });
}

const complete = (path: string, steps: readonly string[]) =>
  world.client.workflow.getHandle(idOf(path)).executeUpdate<unknown, [object[]]>('completeSteps', {
    args: [steps.map((step) => ({ step, by: 'li', key: `li/${step}` }))],
  });

it('a lone completion, answered and recorded, costs 11 events', async () => {
  const spent = await costOf('county/lone', () => complete('county/lone', ['d-0']));
  expect(spent).toEqual([
    ...['task scheduled', 'task started', 'task completed'],
    ...['update accepted', 'update completed', 'activity scheduled'],
    ...['activity started', 'activity completed'],
    ...['task scheduled', 'task started', 'task completed'],
  ]);
  expect(await costOf('county/lone', () => complete('county/lone', ['d-1']))).toHaveLength(11);
});

it('ten at once cost at most 1.2 events each', async () => {
  const steps = Array.from({ length: 10 }, (_, n) => `d-${n}`);
  const spent = await costOf('county/batch', () => complete('county/batch', steps));
  expect(spent.length / steps.length).toBeLessThanOrEqual(1.2);
  expect(spent).toHaveLength(11);
});

it('what is refused costs nothing', async () => {
  const path = 'county/refused';
  await costOf(path, () => complete(path, ['d-0']));
  const refused = async () => {
    await expect(complete(path, ['nothing'])).rejects.toThrow();
    const again = { step: 'd-0', by: 'chen', key: 'chen/d-0' };
    expect(await world.service.act(SEASON, path, 'completeSteps', again)).toMatchObject({
      refused: 'already-done',
    });
  };
  expect(await costOf(path, refused)).toEqual([]);
});

it('a wake-up costs one timer and one record, however many words are due', async () => {
  const spent = await costOf('county/wake', () =>
    eventually('every word is told', async () => {
      const told = await world.store.events(SEASON, 'county/wake');
      return told.length === 2 * WORDS || undefined;
    }),
  );
  const count = (name: string) => spent.filter((one) => one === name).length;
  expect(count('timer fired')).toBe(1);
  expect(count('activity scheduled')).toBe(1);
  expect(count('search attribute')).toBe(1);
  expect(spent.length).toBeLessThanOrEqual(11);
});

// Last: until here other units of the season may still write.
it('a lone completion costs at most 5 writes of a workflow, ten at once at most 0.6 each', async () => {
  const lone = ['d-2', 'd-3', 'd-4', 'd-5'];
  const writes = await writesOf('county/lone', async () => {
    for (const step of lone) await costOf('county/lone', () => complete('county/lone', [step]));
  });
  expect(writes / lone.length).toBeLessThanOrEqual(5);
  const ten = Array.from({ length: 10 }, (_, n) => `d-${n + 10}`);
  const together = await writesOf('county/batch', () => complete('county/batch', ten));
  expect(together / ten.length).toBeLessThanOrEqual(0.6);
  console.log(`writes: lone ${writes / lone.length}, ten at once ${together / ten.length} each`);
});

async function writesOf(path: string, work: () => Promise<unknown>): Promise<number> {
  await atRest(path);
  const before = await countedWrites();
  await work();
  await atRest(path);
  return (await countedWrites()) - before;
}

// The server publishes its counters a second or so after it has counted.
async function countedWrites(): Promise<number> {
  await new Promise((resolve) => {
    setTimeout(resolve, 3_000);
  });
  return world.workflowWrites();
}
