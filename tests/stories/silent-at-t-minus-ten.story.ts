import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedOf, step, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

const VAULT = 'county/one/vault';
let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-13 08:00');
});
afterAll(() => world.close());

/** Every evening before 21:30 the vault says that nothing has happened. */
const plan = {
  ...tenSteps(),
  steps: [
    step({
      ...{ id: 'vault-zero', kind: 'series', scope: { kinds: ['vault'] }, due: 'E 23:00' },
      series: { daily: ['21:30'], from: 'E-3d 20:00', until: 'E 23:00', of: 'task', lead: '1h' },
      form: {
        fields: [
          { id: 'state', title: { zh: '是否正常', en: 'State' }, type: 'state', required: true },
        ],
        checks: [],
      },
      warn: [{ before: '10m', to: 'root.office' }],
      ladder: 'zero',
    }),
  ],
  ladders: {
    ...tenSteps().ladders,
    zero: {
      rungs: [
        { after: '0m', to: 'own.leader' },
        { after: '10m', to: 'root.director' },
      ],
      repeat: null,
    },
  },
};

const report = (occurrence: string, state: string) =>
  ({ step: 'vault-zero', occurrence, by: 'gu', form: { state, note: '封条破损' } }) as const;

it('a vault silent at 21:20 is named to the level above; at 21:30 it climbs', async () => {
  await world.start(preparedOf(plan));
  await world.play([
    // In time, normal: nobody above hears anything.
    [
      '2027-06-13 21:00',
      VAULT,
      'completeSteps',
      { ...report('1', 'normal'), form: { state: 'normal' } },
    ],
    // The second evening nobody speaks until 21:45.
    [
      '2027-06-14 21:45',
      VAULT,
      'completeSteps',
      { ...report('2', 'normal'), form: { state: 'normal' } },
    ],
    // The third evening something is wrong: said at once, long before the hour.
    ['2027-06-15 20:40', VAULT, 'completeSteps', report('3', 'abnormal')],
  ]);
  await world.passUntil('2027-06-16 12:00');

  expect(await world.notes(VAULT, 'vault-zero@1')).toEqual(['2027-06-13 20:30 open vault#doer']);
  expect(await world.notes(VAULT, 'vault-zero@2')).toEqual([
    '2027-06-14 20:30 open vault#doer',
    '2027-06-14 21:20 remind 0 vault#doer+county#office',
    '2027-06-14 21:30 due vault#doer',
    '2027-06-14 21:30 escalate 0 vault#leader',
    '2027-06-14 21:40 escalate 1 county#director',
  ]);
  const events = await world.events(VAULT);
  const said = events.flatMap((event) => (event.type === 'submitted' ? [event] : []));
  expect(said.map(({ abnormal = false, to = [] }) => [abnormal, ...to])).toEqual([
    [false],
    [false],
    [true, `${VAULT}#leader`, 'county#office'],
  ]);
  await world.expectWholeRecord();
});
