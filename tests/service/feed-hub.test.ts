import { describe, expect, it } from 'vitest';
import type { FeedFilter, FeedPlace } from '../../src/adapters/store/feed.js';
import type { Store } from '../../src/adapters/store/store.js';
import {
  createFeedHub,
  idOf,
  placeOf,
  type FeedMessage,
} from '../../src/service/reads/feed-hub.js';
import { aRecord, told } from '../adapters/a-plan.js';
import { aStoreWithPlan } from '../adapters/a-store.js';

const BEGINNING: FeedPlace = { no: 0, seq: 0 };

/** A hub whose clock and rounds are the test's. */
async function aHub() {
  const store = await aStoreWithPlan();
  let at = 0;
  const hub = createFeedHub({ store, now: () => at });
  return {
    ...{ store, hub },
    pass: (ms: number) => {
      at += ms;
    },
    listen: (from: FeedPlace | null, filter: FeedFilter = {}, mayStay = true) => {
      const leaving = new AbortController();
      const sees = async () => true;
      const wish = { filter, from, sees, leaving, mayStay: async () => mayStay };
      return { leaving, messages: hub.listen(wish) };
    },
  };
}

const write = (store: Store, path: string, seq: number, count = 1) =>
  store.record(
    aRecord(
      seq,
      Array.from({ length: count }, (_, n) => told(seq + n)),
      { path },
    ),
  );

const nameOf = ({ event }: FeedMessage) => (event === null ? '-' : `${event.path} ${event.seq}`);

async function take(messages: AsyncIterator<FeedMessage>, count: number): Promise<string[]> {
  const names: string[] = [];
  while (names.length < count) {
    const { value, done } = await messages.next();
    if (done === true) break;
    if (value.event !== null) names.push(nameOf(value));
  }
  return names;
}

describe('listeners', () => {
  it('hear what was before them, then what comes, each event once', async () => {
    const { store, hub, listen } = await aHub();
    await write(store, 'c', 1, 3);
    const { messages } = listen(BEGINNING);
    expect(await take(messages, 3)).toEqual(['c 1', 'c 2', 'c 3']);
    const waiting = take(messages, 4);
    for (const seq of [4, 5]) {
      await write(store, 'c', seq);
      await write(store, 'c/a', seq - 3);
      await hub.poll();
    }
    expect(await waiting).toEqual(['c 4', 'c/a 1', 'c 5', 'c/a 2']);
  });

  it('go on where they left, whether that is still kept or long past', async () => {
    const { store, hub, listen } = await aHub();
    await write(store, 'c', 1);
    const first = listen(BEGINNING);
    const [, one] = [await first.messages.next(), await first.messages.next()];
    const resumed = placeOf(one.value?.id ?? '');
    first.leaving.abort();
    await write(store, 'c', 2, 2_500);
    await hub.poll();
    expect((await take(listen(resumed).messages, 2_500)).at(-1)).toBe('c 2501');
    expect(await take(listen(resumed, { under: 'c' }).messages, 1)).toEqual(['c 2']);
  });

  it('hear only what they asked for, and of silence now and then', async () => {
    const { store, hub, listen, pass } = await aHub();
    const { messages } = listen(null, { season: 's', under: 'c/a' });
    const began = await messages.next();
    const waiting = take(messages, 1);
    await write(store, 'c/a-2', 1);
    await hub.poll();
    await write(store, 'c/a/1', 1);
    await hub.poll();
    expect(await waiting).toEqual(['c/a/1 1']);
    const pulse = messages.next();
    pass(15_000);
    await hub.poll();
    expect((await pulse).value).toEqual({ id: idOf(await store.feed.end()), event: null });
    expect(began.value?.id).toBe('0-0');
  });

  it('are let go when they take nothing, when they leave, when they may not stay', async () => {
    const { store, hub, listen, pass } = await aHub();
    const slow = listen(BEGINNING);
    await write(store, 'c', 1, 5);
    expect(await take(slow.messages, 1)).toEqual(['c 1']);
    await hub.poll();
    pass(61_000);
    await hub.poll();
    expect(slow.leaving.signal.aborted).toBe(true);
    expect((await slow.messages.next()).done).toBe(true);

    const leaver = listen(null);
    await leaver.messages.next();
    const waiting = leaver.messages.next();
    leaver.leaving.abort();
    expect((await waiting).done).toBe(true);

    // Whose right was taken: not one word more, and in silence no longer than to the next pulse.
    const former = listen(BEGINNING, {}, false);
    await former.messages.next();
    expect((await former.messages.next()).done).toBe(true);
    const silent = listen(null, {}, false);
    await silent.messages.next();
    const ended = silent.messages.next();
    pass(15_000);
    await hub.poll();
    expect((await ended).value?.event).toBeNull();
    expect((await silent.messages.next()).done).toBe(true);
    expect(hub.size()).toBe(0);
  });
});

it('an id that is none is no place', () => {
  expect(placeOf('12-3')).toEqual({ no: 12, seq: 3 });
  for (const id of ['', '12', '1-2-3', '-1-2', 'x-1', '1-9999999999999999', '1'.repeat(20) + '-1'])
    expect(placeOf(id)).toBeNull();
});
