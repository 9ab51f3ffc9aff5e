import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DUTY_SORTS,
  type DutyOrder,
  type DutyQuery,
  type Place,
  STATUSES,
} from '../../src/adapters/store/list-types.js';
import type { Store } from '../../src/adapters/store/store.js';
import type { BoardRow } from '../../src/engine/board.js';
import { epochMs, type Kind } from '../../src/engine/model.js';
import { aCommit, aRecord, aRow, aStep, aUnit, T0, told } from './a-plan.js';
import { aStore } from './a-store.js';
import { isMeant, naiveList, nameOf } from './naive-lists.js';

const PATHS = ['c', 'c/a', 'c/a/1', 'c/a-2', 'c/a0', 'c/health'];
const STEPS = ['line', 'zero-report', 'keys', 'tried'];
const POSTS = ['c/health#doer', 'c/a/1#leader', 'c/health.x#doer', 'c#office'];
const KINDS: readonly Kind[] = ['task', 'gate'];

const instants = fc.integer({ min: -4, max: 4 }).map((n) => epochMs(T0 + n));
const rows = fc.record({
  path: fc.constantFrom(...PATHS),
  step: fc.constantFrom(...STEPS, 'added-1', 'gone'),
  session: fc.constantFrom('', '@m', '@n'),
  status: fc.constantFrom(...STATUSES),
  kind: fc.constantFrom(...KINDS),
  dueAt: instants,
  lateAt: fc.option(instants),
  level: fc.integer({ min: 0, max: 3 }),
  doer: fc.constantFrom(...POSTS),
  answerable: fc.constantFrom(...POSTS),
  title: fc.constantFrom('补装 50%_监控', '整改 Lamp', '啊'),
});
type Drawn = Omit<Sample, 'session' | 'title'> & {
  readonly session: string;
  readonly title: string;
};
type Sample = typeof rows extends fc.Arbitrary<infer One> ? One : never;

// Rarely: of a dozen filters all at once nothing would be left to put in order.
const some = <Thing>(thing: fc.Arbitrary<Thing>) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: thing });
const queries = fc
  .record({
    under: some(fc.constantFrom(...PATHS, 'c/x')),
    department: some(fc.constantFrom('c/health', 'c')),
    posts: some(fc.subarray(POSTS)),
    reach: some(
      fc.record({ bodies: fc.subarray(PATHS, { maxLength: 2 }), posts: fc.subarray(POSTS) }),
    ),
    phase: some(fc.constantFrom('before', 'exam')),
    step: some(fc.constantFrom(...STEPS)),
    status: some(fc.subarray([...STATUSES])),
    kind: some(fc.subarray([...KINDS])),
    level: some(fc.integer({ min: 0, max: 3 })),
    overdueAt: some(instants),
    dueFrom: some(instants),
    dueTo: some(instants),
    text: some(fc.constantFrom('keys', 'LAMP', '补装', '%_', 'nothing', '(en)')),
  })
  .map(
    (all) =>
      Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Omit<
        DutyQuery,
        'season'
      >,
  );
const orders: fc.Arbitrary<DutyOrder> = fc.record({
  sort: fc.constantFrom(...DUTY_SORTS),
  isDescending: fc.boolean(),
  lang: fc.constantFrom('zh', 'en'),
});

function rowOf({ path: _, step, session, title, ...parts }: Drawn): BoardRow {
  const added = step === 'added-1' ? title : null;
  return aRow(`${step}${session}`, { ...parts, step, title: added });
}

/** A season of its own in the store; the rows drawn stand on its board, of equals the last. */
async function aBoard(store: Store, season: string, drawn: readonly Drawn[]): Promise<void> {
  const boardRows: Record<string, BoardRow[]> = {};
  const seen = new Set<string>();
  for (const one of [...drawn].reverse()) {
    const row = rowOf(one);
    if (seen.has(`${one.path} ${row.duty}`)) continue;
    seen.add(`${one.path} ${row.duty}`);
    (boardRows[one.path] ??= []).push(row);
  }
  const units = PATHS.map((path) => aUnit(path));
  const steps = STEPS.map((id, n) => aStep(id, n === 1 ? 'exam' : 'before'));
  const commit = aCommit({ units, steps, rows: boardRows });
  const unitPlans = commit.unitPlans.map((one) => ({ ...one, hash: `${season} ${one.hash}` }));
  await store.commitPlan({ ...commit, plan: { ...commit.plan, season }, unitPlans });
}

async function read(
  store: Store,
  query: DutyQuery,
  order: DutyOrder,
  limit: number,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<string[]> {
  const names: string[] = [];
  let after: Place | null = null;
  for (let pages = 0; pages < 200; pages += 1) {
    const { rows: found, next } = await store.lists.page(query, order, after, limit);
    if (next !== null) expect(found).toHaveLength(limit);
    names.push(...found.map(nameOf));
    if (next === null) return names;
    // Through the wire and back: a place is plain JSON.
    after = JSON.parse(JSON.stringify(next)) as Place;
    await meanwhile();
  }
  throw new Error('a list without end');
}

let seasons = 0;

describe('a list of duties', () => {
  it('is the whole board filtered and sorted, however it is cut into pages', async () => {
    const store = await aStore();
    await fc.assert(
      fc.asyncProperty(
        fc.array(rows, { maxLength: 40 }),
        fc.array(fc.tuple(queries, orders, fc.integer({ min: 1, max: 12 })), {
          minLength: 4,
          maxLength: 8,
        }),
        async (drawn, asked) => {
          const season = `n${(seasons += 1)}`;
          await aBoard(store, season, drawn);
          const board = await store.duties({ season });
          for (const [wish, order, limit] of asked) {
            const query = { ...wish, season };
            const expected = naiveList(board, query, order);
            expect(await read(store, query, order, limit)).toEqual(expected);
            expect(await store.lists.count(query)).toBe(expected.length);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('loses and repeats no unchanged row while others change between the pages', async () => {
    const store = await aStore();
    const changes = fc.array(rows, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(rows, { minLength: 10, maxLength: 40 }),
        fc.tuple(queries, orders, fc.integer({ min: 1, max: 5 })),
        fc.array(changes, { maxLength: 6 }),
        async (drawn, [wish, order, limit], course) => {
          const season = `c${(seasons += 1)}`;
          await aBoard(store, season, drawn);
          const query = { ...wish, season };
          const before = await store.duties({ season });
          const changed = new Set<string>();
          const heads = new Map<string, number>();
          const left = [...course];
          const names = await read(store, query, order, limit, async () => {
            for (const one of left.shift() ?? []) {
              const seq = (heads.get(one.path) ?? 0) + 1;
              heads.set(one.path, seq);
              changed.add(`${one.path}:${one.step}${one.session}`);
              const parts = { season, path: one.path, rows: [rowOf(one)] };
              await store.record(aRecord(seq, [told(seq)], parts));
            }
          });
          const unchanged = before
            .filter((view) => isMeant(view, query) && !changed.has(nameOf(view)))
            .map(nameOf);
          const met = names.filter((name) => !changed.has(name));
          expect(met.sort()).toEqual(unchanged.sort());
        },
      ),
      { numRuns: 25 },
    );
  });

  it('gives every row part by part, as the export takes it', async () => {
    const store = await aStore();
    const rowsOf = (path: string) =>
      Array.from(
        { length: 300 },
        (_, n): Drawn => ({
          ...{
            path,
            step: 'line',
            session: `@${n}`,
            status: 'open',
            kind: 'task',
            dueAt: epochMs(T0),
          },
          ...{ lateAt: null, level: 0, doer: 'c#office', answerable: 'c#office', title: '' },
        }),
      );
    await aBoard(store, 'big', [...rowsOf('c'), ...rowsOf('c/a')]);
    const order = { sort: 'unit', isDescending: false, lang: 'zh' } as const;
    const parts: number[] = [];
    for await (const part of store.lists.all({ season: 'big' }, order)) parts.push(part.length);
    expect(parts).toEqual([250, 250, 100]);
  });

  it('counts a season by status, and what is late by level', async () => {
    const store = await aStore();
    const late = (level: number, ms: number) => ({ level, lateAt: epochMs(T0 + ms) });
    const row = (parts: Partial<BoardRow>, n: number) => aRow(`line@${n}`, parts);
    const own = [
      late(0, -1),
      late(2, 0),
      late(2, -5),
      late(1, 1),
      { status: 'accepted' as const, lateAt: null },
    ];
    await store.commitPlan(aCommit({ rows: { c: own.map(row) } }));
    expect(await store.lists.tally('s', epochMs(T0))).toEqual({
      counts: { open: 4, accepted: 1 },
      late: [
        { level: 0, count: 1 },
        { level: 2, count: 2 },
      ],
    });
  });
});
