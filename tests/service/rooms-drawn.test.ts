import { describe, expect, it } from 'vitest';
import { assertDrawn } from '../../src/service/rooms/drawn.js';
import { createRooms } from '../../src/service/rooms/rooms.js';
import { aRegister } from '../registers/a-register.js';
import { aStep } from '../adapters/a-plan.js';
import { RULES } from '../rooms/a-roster.js';
import { aRoomCommit, csv, invigilator, putDown } from '../support/a-room-season.js';

const EVE = Date.UTC(2027, 5, 15, 2);
const rows = (session: string, site: string, n: number) => [
  `${session},${site},1,监考员,a${n},示a${n},,`,
  `${session},${site},1,监考员,b${n},示b${n},,`,
  `${session},${site},1,巡考,p${n},示p${n},,`,
];

/** Two sites that sit maths and physics; `sessions` is what the rules ask for. */
async function aSeason(sessions: 'all' | 'first') {
  const { store } = await aRegister(EVE);
  const sat = { ...aStep('session-closed'), sessions: ['maths', 'physics'] };
  const steps = [{ ...sat, scope: { kinds: ['site'] } }, aStep('rooms-drawn')];
  const drawn = { step: 'rooms-drawn', sessions, source: 'B3' };
  await store.commitPlan(aRoomCommit({ steps, rooms: { ...RULES, drawn } }));
  await putDown(
    store,
    ...['a1', 'a2', 'p1', 'p2'].map((one) => invigilator(one)),
    ...['b1', 'b2'].map((one) => invigilator(one, { home: 'lanxi/west' })),
  );
  const rooms = createRooms({ store, now: () => EVE });
  return {
    accept: async (...all: readonly string[]) => {
      const wish = { file: 'rooms.csv', partial: false };
      const report = await rooms.accept(await rooms.open('2027', csv(...all), wish), 'office');
      expect(report.faults).toEqual([]);
    },
    report: (step = 'rooms-drawn', occurrence?: string) =>
      assertDrawn({ store }, '2027', 'lanxi', 'completeSteps', {
        ...{ step, by: 'office' },
        ...(occurrence !== undefined && { occurrence }),
      }),
  };
}

const refused = (detail: string) => ({
  code: 'rooms-not-drawn',
  zh: expect.stringMatching(detail),
});

describe('that rooms are drawn', () => {
  it('is reported only while every site has an accepted roster of every session', async () => {
    const { accept, report } = await aSeason('all');
    await expect(report()).rejects.toMatchObject(refused('lanxi/site-1 maths'));
    await accept(...rows('maths', 'lanxi/site-1', 1), ...rows('maths', 'lanxi/site-3', 2));
    await expect(report()).rejects.toMatchObject(refused('：lanxi/site-1 physics、lanxi/site-3'));
    await accept(...rows('physics', 'lanxi/site-1', 1));
    await expect(report()).rejects.toMatchObject(refused('：lanxi/site-3 physics$'));
    await accept(...rows('physics', 'lanxi/site-3', 2));
    await expect(report()).resolves.toBeUndefined();
  });

  it('is asked of the first session alone where the rules say so, and of its own where it has one', async () => {
    const { accept, report } = await aSeason('first');
    await accept(...rows('maths', 'lanxi/site-1', 1), ...rows('maths', 'lanxi/site-3', 2));
    await expect(report()).resolves.toBeUndefined();
    await expect(report('rooms-drawn', 'physics')).rejects.toMatchObject(refused('physics'));
  });

  it('holds up no other report', async () => {
    const { report } = await aSeason('all');
    await expect(report('session-closed', 'maths')).resolves.toBeUndefined();
  });
});
