import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../support/real.js';
import { playMorning } from '../support/real-morning.js';

let world: World;
beforeAll(async () => {
  world = await openWorld({ worker: 'inside' });
}, 90_000);
afterAll(() => world?.close());

it('is begun by a Schedule at 07:30 of the season’s zone, made up within the half hour, and kept', async () => {
  const { season, described, made, briefs } = await playMorning(world);
  expect(described.spec.timezone).toBe('Asia/Shanghai');
  expect(described.spec.calendars?.[0]).toMatchObject({
    hour: [{ start: 7, end: 7 }],
    minute: [{ start: 30, end: 30 }],
  });
  expect(described.policies.catchupWindow).toBe(30 * 60_000);
  expect(made).toEqual({ season, expected: 0, said: 0, faults: 0 });
  const kept = await world.store.proof.morning(season, lastMorning());
  expect(kept).toMatchObject({ season, expected: 0, said: 0, counts: {} });

  // The brief: each morning, and after the sessions as the plan has them now.
  expect(briefs.calendars).toHaveLength(2);
  expect(briefs.calendars[1]).toMatchObject({
    ...{ year: [{ start: 2027 }], month: [{ start: 'JUNE' }], dayOfMonth: [{ start: 17 }] },
    ...{ hour: [{ start: 12 }], minute: [{ start: 0 }] },
  });
  expect(briefs.made).toEqual({ season, briefs: 1 });
  expect(briefs.circulars.map(({ kind, post, state }) => [kind, post, state])).toEqual([
    ['brief', 'county#office', 'waiting'],
    ['morning', 'county#office', 'waiting'],
  ]);
  expect(briefs.circulars[0]?.body.lines[0]).toMatch(/^一、失联未报/);
});

/** 07:30 in Shanghai, the last that has passed. */
function lastMorning() {
  const day = 86_400_000;
  const at = (7.5 - 8) * 3_600_000;
  return (Math.floor((Date.now() - at) / day) * day + at) as Parameters<
    World['store']['proof']['morning']
  >[1];
}
