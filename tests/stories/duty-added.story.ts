import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OverdueLine } from '../../src/service/overdue.js';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { deedsOf, notesOf } from '../support/skipping-notes.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-10 08:00');
});
afterAll(() => world.close());

it('a duty that a meeting adds is reminded of, climbs and is shown like those of the plan', async () => {
  await world.start(preparedOf(tenSteps()));
  await world.play([['2027-06-10 09:00', 'county/two', 'addStep', CROSSROAD]]);
  const again = await world.act('county/two', 'addStep', CROSSROAD);
  expect(again.refused).toBe('duplicate-id');
  await world.passUntil('2027-06-11 15:00');
  expect((await world.service.overdue({ under: 'county/two' })).lines.map(shown)).toContainEqual({
    ...{ duty: 'crossroad', zh: '协调路口停工', level: 2 },
  });
  await world.play([['2027-06-11 15:00', 'county/two', 'completeSteps', { ...DONE('crossroad') }]]);
  await world.passUntil('2027-06-12 12:00');

  expect(await world.notes('county/two', 'crossroad')).toEqual([
    '2027-06-10 12:00 remind 0 two#doer',
    '2027-06-11 10:00 remind 1 two#doer',
    '2027-06-11 12:00 due two#doer',
    '2027-06-11 12:00 escalate 0 two#leader',
    '2027-06-11 14:00 escalate 1 two#head',
  ]);
  const { notices } = await world.service.showDuty('story', 'county/two', 'crossroad');
  expect(notices[0]).toMatchObject({ kind: 'added', to: 'county/two#doer' });
});

it('an inspection closes when the last of its faults has been put right, and not before', async () => {
  await world.play([
    ['2027-06-12 12:00', 'county/one', 'addStep', inspection('check', '06-12T18:00')],
    ['2027-06-12 12:10', 'county/one', 'addStep', { ...fault('fault-1', '06-12T20:00') }],
    ['2027-06-12 12:10', 'county/one', 'addStep', { ...fault('fault-2', '06-13T09:00') }],
    ['2027-06-12 14:00', 'county/one', 'completeSteps', DONE('check')],
    ['2027-06-12 15:00', 'county/one', 'completeSteps', DONE('fault-1')],
    ['2027-06-12 16:00', 'county/one', 'accept', { step: 'fault-1', by: 'inspector' }],
  ]);
  await world.passUntil('2027-06-13 10:00');
  expect(await statusOf('check')).toBe('submitted');
  await world.play([
    ['2027-06-13 10:00', 'county/one', 'completeSteps', DONE('fault-2')],
    ['2027-06-13 10:30', 'county/one', 'accept', { step: 'fault-2', by: 'inspector' }],
  ]);
  await world.passUntil('2027-06-15 00:00');

  expect(await statusOf('check')).toBe('accepted');
  const log = await world.events('county/one');
  expect(deedsOf(log, 'check').at(-1)).toBe('2027-06-13 10:30 accepted inspector');
  // Handed in before it was due, it owes nothing more itself: its faults do.
  expect(notesOf(log, 'check')).toEqual([]);
  expect(notesOf(log, 'fault-2')).toEqual([
    '2027-06-13 09:00 due one#doer',
    '2027-06-13 09:00 escalate 0 one#leader',
    '2027-06-13 10:00 accept-open county#office',
  ]);
  await world.expectWholeRecord();
});

const HOUR_MS = 3_600_000;
const DONE = (step: string) => ({ step, by: 'li' });
const CROSSROAD = {
  by: 'secretary',
  duty: {
    ...{ id: 'crossroad', title: '协调路口停工', dueAt: '2027-06-11T12:00:00+08:00' },
    remindBeforeMs: [24 * HOUR_MS, 2 * HOUR_MS],
  },
  source: { type: 'meeting', number: '会〔2027〕4号', by: 'director' },
} as const;
const inspection = (id: string, due: string) => ({
  by: 'inspector',
  duty: { id, title: id, dueAt: `2027-${due}:00+08:00` },
  source: { type: 'inspection', by: 'inspector' } as const,
});
const fault = (id: string, due: string) => {
  const message = inspection(id, due);
  return { ...message, duty: { ...message.duty, parent: 'check', acceptBy: 'county#office' } };
};
const statusOf = async (duty: string) =>
  (await world.service.showDuty('story', 'county/one', duty)).duty.status;
const shown = ({ view }: OverdueLine) => ({
  ...{ duty: view.duty, zh: view.title.zh, level: view.level },
});
