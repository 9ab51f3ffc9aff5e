import { describe, expect, it } from 'vitest';
import { RoomsMoved } from '../../src/adapters/store/rooms.js';
import { aStoreWithPlan } from './a-store.js';

const SHEET = { season: 's', session: 'maths', site: 'c/a/1' };
const line = (body: unknown) => ({ at: 1, by: 'li', body });

describe('who entered a room, in the store', () => {
  it('is a list a session and site, in the order in which it was written', async () => {
    const { roomVisits } = await aStoreWithPlan();
    expect(await roomVisits.of(SHEET)).toEqual([]);
    await roomVisits.add(SHEET, 0, line({ room: '007' }));
    await roomVisits.add({ ...SHEET, site: 'c/a/2' }, 0, line('elsewhere'));
    await roomVisits.add(SHEET, 1, line({ of: 1 }));
    expect(await roomVisits.of(SHEET)).toEqual([{ room: '007' }, { of: 1 }]);
    expect(await roomVisits.of({ ...SHEET, session: 'physics' })).toEqual([]);
  });

  it('takes one of two who write at once, and changes nothing that stands', async () => {
    const { roomVisits } = await aStoreWithPlan();
    const both = await Promise.allSettled([
      roomVisits.add(SHEET, 0, line('a')),
      roomVisits.add(SHEET, 0, line('b')),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const stands = await roomVisits.of(SHEET);
    expect(stands).toHaveLength(1);
    await expect(roomVisits.add(SHEET, 0, line('c'))).rejects.toBeInstanceOf(RoomsMoved);
    expect(await roomVisits.of(SHEET)).toEqual(stands);
  });
});
