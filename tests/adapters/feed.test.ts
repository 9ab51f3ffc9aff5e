import { Kysely } from 'kysely';
import fc from 'fast-check';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { dialectFor } from '../../src/adapters/store/dialect.js';
import type { FeedEvent, FeedFilter, FeedPlace } from '../../src/adapters/store/feed.js';
import { record } from '../../src/adapters/store/record.js';
import type { Tables } from '../../src/adapters/store/schema.js';
import type { Store } from '../../src/adapters/store/store.js';
import { aCommit, aRecord, told } from './a-plan.js';
import { anAddress, aStore, aStoreWithPlan, REAL } from './a-store.js';

const BEGINNING: FeedPlace = { no: 0, seq: 0 };
const nameOf = ({ path, seq }: FeedEvent) => `${path} ${seq}`;

/** Everything behind a place, read in parts. */
async function follow(store: Store, from: FeedPlace, filter: FeedFilter = {}, limit = 100) {
  await store.feed.number();
  const names: string[] = [];
  for (let place = from; ; ) {
    const part = await store.feed.after(place, filter, limit);
    names.push(...part.events.map(nameOf));
    place = JSON.parse(JSON.stringify(part.place)) as FeedPlace;
    if (part.isAtEnd) return { names, place };
  }
}

describe('the feed', () => {
  it('gives every event once, those of a unit in their order, however it is read', async () => {
    const records = fc.array(
      fc.record({
        path: fc.constantFrom('c', 'c/a', 'c/a/1', 'c/a-2'),
        count: fc.integer({ min: 0, max: 5 }),
        isRead: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 4 }), async (course, limit) => {
        const store = await aStoreWithPlan();
        const heads = new Map<string, number>();
        const written: string[] = [];
        const read: string[] = [];
        let place = BEGINNING;
        const readOn = async () => {
          const more = await follow(store, place, {}, limit);
          read.push(...more.names);
          place = more.place;
        };
        for (const { path, count, isRead } of course) {
          const first = (heads.get(path) ?? 0) + 1;
          const events = Array.from({ length: count }, (_, n) => told(first + n));
          await store.record(aRecord(first, events, { path }));
          // Again with the same content: an abandoned write that had landed.
          await store.record(aRecord(first, events, { path }));
          heads.set(path, first + count - 1);
          written.push(...events.map((_, n) => `${path} ${first + n}`));
          if (isRead) await readOn();
        }
        await readOn();
        expect(read).toEqual(written);
        expect((await follow(store, place)).names).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });

  it('keeps to a season and a subtree, and moves on over what it leaves out', async () => {
    const store = await aStoreWithPlan();
    for (const path of ['c/a/1', 'c/a-2', 'c/a'])
      await store.record(aRecord(1, [told(1), told(2)], { path }));
    const below = await follow(store, BEGINNING, { season: 's', under: 'c/a' });
    expect(below.names).toEqual(['c/a/1 1', 'c/a/1 2', 'c/a 1', 'c/a 2']);
    const nothing = await follow(store, BEGINNING, { season: 'other' });
    expect(nothing).toEqual({ names: [], place: await store.feed.end() });
    expect((await follow(store, nothing.place)).names).toEqual([]);
  });

  it('goes on in the middle of a record', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, [told(1), told(2), told(3)]));
    await store.feed.number();
    const { events, isAtEnd } = await store.feed.after(BEGINNING, {}, 2);
    expect([events.map(nameOf), isAtEnd]).toEqual([['c/a/1 1', 'c/a/1 2'], false]);
    expect((await follow(store, events[0]?.place ?? BEGINNING)).names).toEqual([
      'c/a/1 2',
      'c/a/1 3',
    ]);
  });

  it.runIf(inject('postgres') !== undefined)(
    'misses nothing where an earlier transaction ends later',
    async () => {
      const address = await anAddress();
      const store = await aStore(address);
      await store.commitPlan(aCommit());
      const db = new Kysely<Tables>({ dialect: dialectFor(address).dialect });
      onTestFinished(() => db.destroy());
      const slow = await db.startTransaction().execute();
      await record(slow, REAL, aRecord(1, [told(1)], { path: 'c' }));
      await store.record(aRecord(1, [told(1)], { path: 'c/a' }));

      const early = await follow(store, BEGINNING);
      expect(early.names).toEqual(['c/a 1']);
      await slow.commit().execute();
      await store.record(aRecord(1, [told(1)], { path: 'c/a/1' }));
      expect((await follow(store, early.place)).names).toEqual(['c 1', 'c/a/1 1']);
      expect((await follow(store, BEGINNING)).names).toEqual(['c/a 1', 'c 1', 'c/a/1 1']);
    },
  );

  it('gives several readers one and the same order while many write', async () => {
    const address = await anAddress();
    const [writer, other] = [await aStore(address), await aStore(address)];
    await writer.commitPlan(aCommit());
    const paths = ['c', 'c/a', 'c/a/1', 'c/a-2'];
    let isWriting = true;
    const readers = [writer, other].map(async (store) => {
      const read: string[] = [];
      let place = BEGINNING;
      for (let isLast = false; !isLast; ) {
        isLast = !isWriting;
        const more = await follow(store, place, {}, 7);
        read.push(...more.names);
        place = more.place;
      }
      return { read, place };
    });
    await Promise.all(
      paths.map(async (path, n) => {
        const store = n % 2 === 0 ? writer : other;
        for (let seq = 1; seq <= 25; seq += 1)
          await store.record(aRecord(seq, [told(seq)], { path }));
      }),
    );
    isWriting = false;
    // The other one may have been giving numbers when this one looked last: each looks once more, by itself.
    const all: string[][] = [];
    for (const [n, { read, place }] of (await Promise.all(readers)).entries())
      all.push([...read, ...(await follow(n === 0 ? writer : other, place)).names]);
    const [one = [], two = []] = all;
    expect(one).toEqual(two);
    expect([...one].sort()).toEqual(
      paths.flatMap((path) => Array.from({ length: 25 }, (_, n) => `${path} ${n + 1}`)).sort(),
    );
    for (const path of paths) {
      const own = one.filter((name) => name.startsWith(`${path} `));
      expect(own).toEqual(Array.from({ length: 25 }, (_, n) => `${path} ${n + 1}`));
    }
  });
});
