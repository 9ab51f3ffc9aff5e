import { afterAll, beforeAll, expect, it } from 'vitest';
import { SEASON_PATH } from '../../src/engine/model.js';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { notesOf, on } from '../support/skipping-notes.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-12 08:00');
});
afterAll(() => world.close());

it('a paused season says nothing; resumed, it tells what was owed and marks it late', async () => {
  await world.start(preparedOf(tenSteps({ safe: null, ready: null })));
  await world.passUntil('2027-06-12 16:00');
  await world.service.governSeason('story', 'pause', 'director');
  await everyUnit({ paused: true });
  const before = await Promise.all(world.paths().map((path) => world.notes(path)));

  await world.passUntil('2027-06-13 20:00');
  expect(await Promise.all(world.paths().map((path) => world.notes(path)))).toEqual(before);
  // What is done meanwhile is done.
  await world.play([
    ['2027-06-13 20:00', 'county/two', 'completeSteps', { step: 'line', by: 'wu' }],
  ]);
  await world.service.governSeason('story', 'resume', 'director');
  await everyUnit({ paused: false });
  await world.passUntil('2027-06-13 22:00');

  const log = await world.events('county/one');
  expect(notesOf(log, 'line').slice(1)).toEqual([
    '2027-06-13 17:00 due one#doer late: 2027-06-13 20:00',
    '2027-06-13 17:00 escalate 0 one#leader late: 2027-06-13 20:00',
    '2027-06-13 19:00 escalate 1 one#head late: 2027-06-13 20:00',
    '2027-06-13 21:00 escalate 2 county#office',
  ]);
  const overtaken = log.filter((event) => event.type === 'superseded' && event.duty === 'line');
  expect(overtaken).toMatchObject(
    ['2027-06-12 17:00', '2027-06-13 15:00'].map((civil) => ({ duty: 'line', owedAt: on(civil) })),
  );
  expect(notesOf(await world.events('county/two'), 'line').slice(1)).toEqual([]);
  await world.expectNoViolation();
});

it('a closed season ends every workflow, its record complete, and takes no more', async () => {
  await world.service.closeSeason('story', 'director');
  await expect.poll(workflows, { timeout: 20_000 }).toEqual(everyOne('COMPLETED'));
  const logs = await Promise.all(everyPath().map((path) => world.events(path)));
  expect(logs.map((log) => log.at(-1))).toEqual(
    everyPath().map(() => expect.objectContaining({ type: 'closed', by: 'director' })),
  );
  await expect(
    world.act('county/one', 'completeSteps', { step: 'rooms', by: 'li' }),
  ).rejects.toMatchObject({ code: 'unknown-unit' });
  await world.expectNoViolation();
  await world.expectOutboxOfLog();
});

const everyPath = () => [SEASON_PATH, ...world.paths()];
const everyOne = <Thing>(thing: Thing) => everyPath().map(() => thing);
const workflows = () =>
  Promise.all(everyPath().map(async (path) => (await world.handle(path).describe()).status.name));

async function everyUnit(wanted: { readonly paused: boolean }): Promise<void> {
  const said = () =>
    Promise.all(world.paths().map(async (path) => (await world.steps(path))?.paused));
  await expect.poll(said).toEqual(world.paths().map(() => wanted.paused));
  await world.settled();
}
