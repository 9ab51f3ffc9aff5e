import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHINESE, signs, SITE, withProcedures } from '../support/procedure-season.js';
import type { Form } from '../../src/engine/model.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-16 08:00');
});
afterAll(() => world.close());

const ABOUT = '第3考场 晚12分钟';
const reports = (at: string, step: string, by: string, form: Form) =>
  [at, SITE, 'completeSteps', { step, by, form }] as const;

it('a start twelve minutes late ends the session twelve minutes later, by the area’s recorded approval', async () => {
  await world.start(preparedOf(withProcedures(['session-closed', 'spares-sealed'], [CHINESE])));
  await world.play([
    [
      ...(['2027-06-16 08:42', SITE, 'begin'] as const),
      { procedure: 'late-start', about: ABOUT, by: 'head' },
    ],
    reports('2027-06-16 08:43', 'late-reported', 'head', { minutes: 12, reason: '停电' }),
  ]);
  const early = world.play([signs('2027-06-16 08:44', 'late-announced', 'head', ABOUT)]);
  await expect(early).rejects.toThrow('refused');
  const endless = world.play([
    reports('2027-06-16 08:44', 'late-approved', 'director', { minutes: 121 }),
  ]);
  await expect(endless).rejects.toThrow('refused');
  await world.play([
    reports('2027-06-16 08:45', 'late-approved', 'director', { minutes: 12 }),
    signs('2027-06-16 08:46', 'late-announced', 'head', ABOUT),
    signs('2027-06-16 08:47', 'late-announced', 'patrol', ABOUT),
  ]);
  await world.passUntil('2027-06-16 12:30');

  const events = await world.events(SITE);
  const ended = events.flatMap((event) => (event.type === 'submitted' ? [event.duty] : []));
  expect(ended).toEqual(['late-reported@1', 'late-approved@1', 'late-announced@1']);
  expect(await world.notes(SITE, 'late-announced@1')).toEqual([
    '2027-06-16 08:45 open one#head+one#patrol',
  ]);
  expect(events.filter(({ type }) => type === 'extended')).toMatchObject([
    {
      ...{ duty: 'late-approved@1', session: 'chinese', from: 'start', byMs: 12 * 60_000 },
      to: [`${SITE}#head`, `${SITE}#patrol`, 'county#office'],
    },
  ]);
  // Planned at 10:30 and 11:10: nobody hears a word before the later instants, and each word then.
  expect((await world.notes(SITE, 'session-closed@chinese')).slice(0, 3)).toEqual([
    '2027-06-16 10:42 open one#doer',
    '2027-06-16 11:22 due one#doer',
    '2027-06-16 11:22 escalate 0 one#head',
  ]);
  expect((await world.notes(SITE, 'spares-sealed@chinese'))[1]).toContain('2027-06-16 11:32 due');
  const row = await world.store.duty('story', SITE, 'session-closed@chinese');
  expect(new Date(row?.dueAt ?? 0).toISOString()).toBe('2027-06-16T03:22:00.000Z');
  await world.expectWholeRecord();
});
