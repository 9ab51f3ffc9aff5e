import { describe, expect, it } from 'vitest';
import { visitList } from '../../src/api/schemas/room-visit.js';
import { createRooms } from '../../src/service/rooms/rooms.js';
import type { EnterWish } from '../../src/service/rooms/visits.js';
import { aRegister } from '../registers/a-register.js';
import { RULES } from '../rooms/a-roster.js';
import { aRoomCommit, csv, invigilator, putDown } from '../support/a-room-season.js';

/** In the middle of the session, 09:30 in Beijing. */
const NOW = Date.UTC(2027, 5, 16, 1, 30);
const SITE = 'lanxi/site-3';
const MINUTE = 60_000;
const ROSTER = [
  'maths,lanxi/site-3,1,监考员,a1,示a1,,',
  'maths,lanxi/site-3,1,监考员,b1,示b1,,',
  'maths,lanxi/site-3,1,巡考,p1,示p1,,',
];
const entries = {
  reasons: [
    { id: 'medical', title: { zh: '医疗救助', en: 'Medical help' } },
    { id: 'inspect', title: { zh: '巡视检查', en: 'Inspection' } },
  ],
  ...{ late: '15m', source: 'F5' },
};

async function aMorning() {
  const { store } = await aRegister(NOW);
  await store.commitPlan(aRoomCommit({ rooms: { ...RULES, entries } }));
  await putDown(
    store,
    ...['a1', 'p1'].map((one) => invigilator(one)),
    invigilator('b1', { home: 'lanxi/west' }),
  );
  const rooms = createRooms({ store, now: () => NOW });
  const wish = { session: 'maths', site: SITE, room: '1', reason: 'medical', by: 'chief-3' };
  const enter = (parts: Partial<EnterWish> = {}) =>
    rooms.enter('2027', { ...wish, name: '示医生', ...parts }, 'desk');
  const leave = (nth: number, happenedAt?: number) => {
    const said = { session: 'maths', site: SITE, nth, by: 'chief-3' };
    return rooms.leave('2027', { ...said, ...(happenedAt && { happenedAt }) }, 'desk');
  };
  return { rooms, enter, leave };
}

describe('whoever enters a room', () => {
  it('is on record with reason, both instants and who said it, and so is his leaving', async () => {
    const { rooms, enter, leave } = await aMorning();
    await enter({ happenedAt: NOW - 20 * MINUTE });
    await enter({ person: 'p1', reason: 'inspect' });
    const list = await leave(1);
    expect(visitList.parse(list)).toMatchObject({ inside: 1, title: { zh: '东湾中学考点' } });
    expect(list.visits).toMatchObject([
      {
        ...{ nth: 1, room: '001', person: '', name: '示医生', reason: 'medical', late: true },
        ...{ by: 'chief-3', recordedBy: 'desk', happenedAt: NOW - 20 * MINUTE, recordedAt: NOW },
        left: { happenedAt: NOW, by: 'chief-3' },
      },
      { nth: 2, person: 'p1', name: '示p1', late: false, left: null },
    ]);
    expect(await rooms.visits('2027', 'maths', SITE)).toMatchObject({ inside: 1 });
    expect((await rooms.visits('2027', 'physics', SITE)).visits).toEqual([]);
  });

  it.each([
    [{ reason: 'curious' }, 'bad-reason'],
    [{ room: '1-2' }, 'bad-room'],
    [{ session: 'chemistry' }, 'no-such-session'],
    [{ site: 'lanxi/east' }, 'no-such-site'],
    [{ site: 'nowhere' }, 'no-such-site'],
    [{ name: ' ' }, 'who'],
    [{ person: 'nobody' }, 'no-such-person'],
    [{ happenedAt: NOW + MINUTE }, 'not-yet'],
  ])('never with %j', async (parts, code) => {
    const { rooms, enter } = await aMorning();
    await expect(enter(parts)).rejects.toMatchObject({ code });
    expect((await rooms.visits('2027', 'maths', SITE)).visits).toEqual([]);
  });

  it('is in a room of the roster, where one stands', async () => {
    const { rooms, enter } = await aMorning();
    await enter({ room: '9', name: '示甲' });
    const file = { file: 'rooms.csv', partial: false };
    const report = await rooms.accept(await rooms.open('2027', csv(...ROSTER), file), 'office');
    expect(report.faults).toEqual([]);
    await expect(enter({ room: '9' })).rejects.toMatchObject({ code: 'no-such-room' });
    expect((await enter({ room: '001' })).nth).toBe(2);
  });

  it('enters once until he has left, and leaves once, not before he came', async () => {
    const { enter, leave } = await aMorning();
    await enter({ happenedAt: NOW - 5 * MINUTE });
    await expect(enter()).rejects.toMatchObject({ code: 'already-inside' });
    await expect(leave(1, NOW - 6 * MINUTE)).rejects.toMatchObject({ code: 'left-before' });
    await expect(leave(7)).rejects.toMatchObject({ code: 'no-such-visit' });
    expect((await leave(1)).inside).toBe(0);
    await expect(leave(1)).rejects.toMatchObject({ code: 'already-left' });
    expect((await enter()).nth).toBe(3);
  });

  it('stands there with all others who come in the same second', async () => {
    const { rooms, enter } = await aMorning();
    const names = ['甲', '乙', '丙', '丁', '戊'];
    const all = await Promise.all(names.map((name) => enter({ name: `示${name}` })));
    expect(all.map(({ nth }) => nth).sort()).toEqual([1, 2, 3, 4, 5]);
    expect((await rooms.visits('2027', 'maths', SITE)).inside).toBe(5);
  });

  it('is for today’s sessions of a site, and for none where the plan keeps no entries', async () => {
    const { rooms } = await aMorning();
    // Of the sessions of the plan, the site owes something in those of its steps.
    expect(await rooms.sitting('2027', 'lanxi/police')).toEqual([]);
    const { store } = await aRegister(NOW);
    await store.commitPlan(aRoomCommit());
    const bare = createRooms({ store, now: () => NOW });
    expect(await bare.sitting('2027', SITE)).toEqual([]);
    await expect(bare.visits('2027', 'maths', SITE)).rejects.toMatchObject({
      code: 'no-entry-rules',
    });
  });
});
