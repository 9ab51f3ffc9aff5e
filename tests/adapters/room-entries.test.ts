import { describe, expect, it } from 'vitest';
import { RoomsMoved, type NewRoomEntry } from '../../src/adapters/store/rooms.js';
import { aStoreWithPlan } from './a-store.js';

const entry = (parts: Partial<NewRoomEntry> = {}): NewRoomEntry => ({
  ...{ kind: 'roster', session: 'maths', site: 'c/a/1', at: 1, by: 'li', hash: 'h' },
  body: { seats: [] },
  ...parts,
});

describe('accepted room rosters, in the store', () => {
  it('keep every roster, and stand as the last of each session and site', async () => {
    const { rooms } = await aStoreWithPlan();
    expect(await rooms.head('s')).toBe(0);
    await rooms.append('s', 0, [entry({ hash: 'first' }), entry({ site: 'c/a/2' })]);
    await rooms.append('s', 2, [entry({ kind: 'replacement', hash: 'gone' })]);
    await rooms.append('s', 3, [entry({ hash: 'second', body: { seats: [1] } })]);
    await rooms.append('s', 4, [entry({ kind: 'replacement', hash: 'now' })]);
    const standing = await rooms.standing('s');
    expect(standing.map(({ nth, hash }) => [nth, hash])).toEqual([
      [2, 'h'],
      [4, 'second'],
      [5, 'now'],
    ]);
    expect(standing[1]?.body).toEqual({ seats: [1] });
    expect(await rooms.standing('s', ['physics'])).toEqual([]);
    const history = await rooms.history('s', 'maths', 'c/a/1');
    expect(history.map(({ hash }) => hash)).toEqual(['now', 'second', 'gone', 'first']);
  });

  it('let only one of two write who have read the same, all or nothing', async () => {
    const { rooms } = await aStoreWithPlan();
    await rooms.append('s', 0, [entry()]);
    const both = await Promise.allSettled([
      rooms.append('s', 1, [entry({ by: 'a' }), entry({ by: 'a', site: 'c/a/2' })]),
      rooms.append('s', 1, [entry({ by: 'b' }), entry({ by: 'b', site: 'c/a/3' })]),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost?.reason).toBeInstanceOf(RoomsMoved);
    expect(await rooms.head('s')).toBe(3);
    expect(await rooms.standing('s')).toHaveLength(2);
  });

  it('hold two thousand sites of one morning', async () => {
    const { rooms } = await aStoreWithPlan();
    const many = Array.from({ length: 2_000 }, (_, n) => entry({ site: `c/a/s${n}` }));
    await rooms.append('s', 0, many);
    expect(await rooms.standing('s', ['maths'])).toHaveLength(2_000);
  });
});
