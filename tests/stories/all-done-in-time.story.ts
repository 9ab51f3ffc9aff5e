import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { on } from '../support/skipping-notes.js';
import { openWorld, type Line, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-05-24 08:00');
});
afterAll(() => world.close());

it('who does everything in time is reminded of what opens, and nobody above hears a word', async () => {
  await world.start(preparedOf(tenSteps()));
  await world.play([
    ['2027-05-25 09:00', 'county', 'completeSteps', { step: 'meeting', by: 'chen' }],
    ['2027-05-28 10:00', 'county', 'answer', { ...NOTICE, by: 'li', lines: [normal('one')] }],
    ['2027-05-28 11:00', 'county', 'answer', { ...NOTICE, by: 'wu', lines: [normal('two')] }],
    ...SITES.map(
      (site): Line => ['2027-06-04 09:00', site, 'confirm', by('county#director', 'xu')],
    ),
    ...SITES.map((site): Line => ['2027-06-04 15:00', site, 'confirm', by(`${site}#head`, site)]),
    ...SITES.map((site): Line => ['2027-06-12 10:00', site, 'completeSteps', LINE]),
    ['2027-06-13 09:00', 'county/one/vault', 'completeSteps', { step: 'safe', by: 'gu' }],
    ['2027-06-13 15:00', 'county/one/vault', 'accept', { step: 'safe', by: 'zhou' }],
    ...SITES.map((site): Line => ['2027-06-15 07:00', site, 'completeSteps', ROOMS]),
    ...SITES.map(
      (site): Line => ['2027-06-15 09:00', site, 'accept', { step: 'rooms', by: 'zhou' }],
    ),
    ...session('chinese', '2027-06-16'),
    ...session('maths', '2027-06-17'),
  ]);
  await reportsBySignal('2027-06-17 20:00');
  await world.passUntil('2027-06-20 00:00');

  expect(await world.notes('county/one')).toEqual([
    '2027-06-03 09:00 open county#director+one#head',
    '2027-06-11 09:00 open one#doer',
    '2027-06-15 07:00 accept-open county#office',
    '2027-06-16 07:00 open one#doer',
    '2027-06-17 07:00 open one#doer',
  ]);
  expect(await world.notes('county/one/vault')).toEqual([
    '2027-06-13 09:00 accept-open county#office',
  ]);
  // Neither the leader of anybody nor the director was told of anything.
  expect(await world.notes('county')).toEqual([]);
  expect((await world.events('county')).filter(({ type }) => type === 'judged')).toEqual([
    expect.objectContaining({
      ...{ duty: 'ready', owedAt: on('2027-06-15 20:00'), missing: [], silent: [] },
      to: ['county#doer', 'county#leader'],
    }),
  ]);
  const { counts, overdue } = await world.service.statusOf('story');
  expect({ counts, overdue }).toEqual({ counts: { accepted: 19 }, overdue: 0 });
  await world.expectWholeRecord();
});

const SITES = ['county/one', 'county/two'];
const NOTICE = { step: 'notice' };
const LINE = { step: 'line', by: 'li' };
const ROOMS = { step: 'rooms', by: 'li' };
const normal = (line: string) => ({ line, state: 'normal' }) as const;
const by = (post: string, person: string) => ({
  ...{ step: 'letter', content: '责任书', post, by: person },
});

function session(id: string, day: string): Line[] {
  const duty = (step: string) => ({ step, occurrence: id, by: 'li' });
  const form = { candidates: 30, present: 29, absent: 1 };
  return SITES.flatMap((site): Line[] => [
    [`${day} 07:10`, site, 'completeSteps', duty('staff')],
    [`${day} 10:50`, site, 'completeSteps', { ...duty('closed'), form }],
  ]).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A system of a department knows only the bare signal. */
async function reportsBySignal(civil: string): Promise<void> {
  await world.passUntil(civil);
  await world.handle('county').signal('completeStep', { step: 'report', by: 'system' });
  await expect.poll(() => world.events('county').then((log) => log.at(-1)?.type)).toBe('submitted');
  const at = (await world.events('county')).at(-1)?.at ?? on(civil);
  world.did('county', 'completeSteps', { step: 'report', by: 'system' }, at);
}
