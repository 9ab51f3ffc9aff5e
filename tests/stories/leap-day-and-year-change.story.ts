import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedOf, step, tenSteps, unit } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-06 08:00');
});
afterAll(() => world.close());

it('year ends, leap days and holidays on exam days move nothing', async () => {
  await world.start(preparedOf(PLAN));
  await world.passUntil('2028-03-03 00:00');

  // 9 June 2027 is the Dragon Boat Festival: the third day of the exam stays where it is.
  expect(await world.notes('county', 'staff@third')).toEqual([
    '2027-06-09 08:00 due county#doer',
    '2027-06-09 08:00 escalate 0 county#leader',
    '2027-06-09 10:00 escalate 1 county#head',
  ]);
  expect(await world.notes('county', 'year-end')).toEqual([
    '2027-12-30 23:30 remind 0 county#doer',
    '2027-12-31 23:30 due county#doer',
    '2027-12-31 23:30 escalate 0 county#leader',
    '2028-01-01 01:30 escalate 1 county#head',
  ]);
  expect(await world.notes('county', 'leap')).toEqual([
    '2028-02-28 12:00 remind 0 county#doer',
    '2028-02-29 12:00 due county#doer',
    '2028-02-29 12:00 escalate 0 county#leader',
    '2028-02-29 14:00 escalate 1 county#head',
  ]);
  expect(await world.notes('county', 'march')).toEqual([
    '2028-02-29 09:00 open county#doer',
    '2028-02-29 23:00 remind 0 county#doer',
    '2028-03-01 23:00 due county#doer',
    '2028-03-01 23:00 escalate 0 county#leader',
    '2028-03-02 01:00 escalate 1 county#head',
  ]);
  await world.expectWholeRecord();
});

const COUNTY = { scope: { kinds: ['county'] } };
const rungs = [
  { after: '0m', to: 'own.leader' },
  { after: '2h', to: 'own.head' },
];
const PLAN = tenSteps(
  {},
  {
    examDay: '2027-06-07',
    units: [unit('county', 'county')],
    sessions: [0, 1, 2].map((day) => ({
      ...{ id: ['first', 'second', 'third'][day] ?? '', title: { zh: '场', en: 'session' } },
      ...{ day, start: '09:00', end: '11:30' },
    })),
    ladders: { general: { rungs, repeat: null } },
    steps: [
      step({ id: 'staff', due: 'S-60m', sessions: ['first', 'second', 'third'], ...COUNTY }),
      step({ id: 'year-end', due: '2027-12-31 23:30', remind: ['1d'], ...COUNTY }),
      // 267 days after the first day of the exam.
      step({ id: 'leap', due: 'E+267d 12:00', remind: ['1d'], ...COUNTY }),
      step({
        id: 'march',
        due: 'E+268d 23:00',
        opens: '2028-02-29 09:00',
        remind: ['1d'],
        ...COUNTY,
      }),
    ],
  },
);
