import { describe, expect, it } from 'vitest';
import { createTeller, look } from '../../src/main/sentinel.js';

const NOON = Date.UTC(2027, 5, 16, 4);
const HOUR = 3_600_000;

type Store = Parameters<typeof look>[0];
type Client = Parameters<typeof look>[1];

// Fakes of the two methods that the sentinel calls; it uses nothing else of either.
const clientThat = (answer: () => Promise<unknown>) =>
  ({
    withDeadline: (_at: number, work: () => Promise<unknown>) => work(),
    workflowService: { getSystemInfo: answer },
  }) as unknown as Client;
const storeWith = (stuck: readonly string[], alarm: string | null, asked: number[] = []) =>
  ({
    seasons: async () => [{ id: 's', status: 'running', clock: null }],
    stuck: async ({ wakeBefore }: { wakeBefore: number }) => {
      asked.push(wakeBefore);
      return stuck.map((path) => ({ path }));
    },
    units: async () => [{ path: 'county', alarm }],
  }) as unknown as Store;
const alive = clientThat(async () => ({}));

describe('the sentinel', () => {
  it('finds nothing where all is well, and asks about two minutes ago', async () => {
    const asked: number[] = [];
    expect(await look(storeWith([], null, asked), alive, NOON)).toEqual([]);
    expect(asked).toEqual([NOON - 120_000]);
  });

  it('notices a stuck unit, a refused record, a dead server, a dead store', async () => {
    const keys = async (store: Store, client: Client) =>
      (await look(store, client, NOON)).map(({ key }) => key);
    expect(await keys(storeWith(['county/site'], 'other events'), alive)).toEqual([
      'stuck/s/county/site',
      'alarm/s/county',
    ]);
    const dead = clientThat(() => Promise.reject(new Error('unavailable')));
    expect(await keys(storeWith([], null), dead)).toEqual(['temporal']);
    const gone = { seasons: () => Promise.reject(new Error('disk')) } as unknown as Store;
    expect(await keys(gone, alive)).toEqual(['store']);
  });

  it('tells a lasting trouble once an hour, and its end once', () => {
    const told: string[] = [];
    const tell = createTeller((line) => told.push(line));
    const found = [{ key: 'store', line: 'the store is away' }];
    for (const minute of [0, 1, 59, 60]) tell(found, NOON + (minute * HOUR) / 60);
    tell([], NOON + 2 * HOUR);
    tell([], NOON + 3 * HOUR);
    expect(told).toEqual([
      '⚠ the store is away',
      '⚠ the store is away',
      '✓ 已恢复 · over: the store is away',
    ]);
  });
});
