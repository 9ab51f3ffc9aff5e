import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UnitEvent } from '../../src/engine/model.js';
import { clockAt } from '../support/skipping-notes.js';
import { preparedOf, step, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-14 20:00');
});
afterAll(() => world.close());

it('a gate that is not ready names what is missing, and is ready late at a later rung', async () => {
  await world.start(preparedOf(PLAN));
  await world.play([
    ['2027-06-15 07:00', 'county/one', 'completeSteps', { step: 'rooms', by: 'li' }],
    ['2027-06-15 07:30', 'county/two', 'completeSteps', { step: 'rooms', by: 'wu' }],
    ['2027-06-15 09:00', 'county/one', 'accept', { step: 'rooms', by: 'zhou' }],
    // Handed in is not enough; waived is.
    [
      '2027-06-15 20:30',
      'county/one/vault',
      'waive',
      { step: 'safe', by: 'xu', reason: '并入一中' },
    ],
    ['2027-06-15 21:00', 'county/two', 'accept', { step: 'rooms', by: 'zhou' }],
  ]);
  await world.passUntil('2027-06-15 23:00');
  expect((await judgements('ready')).map(judged)).toEqual([
    '2027-06-15 20:00 gate county/one/vault:safe county/two:rooms',
    '2027-06-15 20:00 escalate county/one/vault:safe county/two:rooms',
    '2027-06-15 22:00 escalate ',
  ]);
  expect(await world.notes('county', 'ready')).toEqual([
    '2027-06-15 20:00 escalate 0 county#leader',
  ]);
  const { duty, notices } = await world.service.showDuty('story', 'county', 'ready');
  expect(duty.status).toBe('accepted');
  expect(clockAt(duty.acceptedAt ?? 0)).toBe('2027-06-15 22:00');
  const [first] = notices.filter(({ kind }) => kind === 'judged');
  expect(first).toMatchObject({ to: 'county#doer', event: { missing: MISSING } });
});

it('a gate whose subtree has done everything is ready at its instant', async () => {
  await world.passUntil('2027-06-17 09:00');
  expect((await judgements('paid')).map(judged)).toEqual(['2027-06-17 08:00 gate ']);
  expect(await world.notes('county', 'paid')).toEqual([]);
  await world.expectWholeRecord();
});

it('a unit that does not say within a minute how it stands is named as silent', async () => {
  await world.handle('county/one').terminate('somebody pulled the plug');
  await world.skipUntil('2027-06-17 12:00');
  await expect
    .poll(async () => (await judgements('final')).length, { timeout: 100_000, interval: 500 })
    .toBeGreaterThan(0);
  const [first] = await judgements('final');
  expect(first).toMatchObject({
    ...{ missing: ['county/two:closed@chinese', 'county/two:closed@maths'] },
    silent: ['county/one'],
  });
  expect((first?.at ?? 0) - (first?.owedAt ?? 0)).toBeGreaterThanOrEqual(60_000);
});

const MISSING = ['county/one/vault:safe', 'county/two:rooms'];
const subtree = (step: string) => [{ step, scope: 'subtree' as const }];
const GATE = { kind: 'gate', scope: { kinds: ['county'] } } as const;
const TEN = tenSteps();
const PLAN = {
  ...TEN,
  ladders: {
    ...TEN.ladders,
    // Its first rung comes later than its gate: one question at a time.
    patient: { rungs: [{ after: '2h', to: 'own.leader' }], repeat: null },
  },
  steps: [
    ...TEN.steps,
    step({ id: 'paid', due: 'E+1d 08:00', ...GATE, needs: subtree('safe') }),
    step({ id: 'final', due: 'E+1d 12:00', ...GATE, ladder: 'patient', needs: subtree('closed') }),
  ],
};

type Judged = Extract<UnitEvent, { type: 'judged' }>;
const judgements = async (duty: string): Promise<Judged[]> =>
  (await world.events('county')).filter(
    (event) => event.type === 'judged' && event.duty === duty,
  ) as Judged[];
const judged = ({ owedAt, action, missing }: Judged): string =>
  `${clockAt(owedAt)} ${action} ${missing.join(' ')}`;
