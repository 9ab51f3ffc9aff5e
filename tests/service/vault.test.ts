import { expect, it } from 'vitest';
import { rowOf } from '../../src/engine/board.js';
import type { Command, UnitEvent } from '../../src/engine/model.js';
import { firstRows } from '../../src/service/prepare.js';
import { joinsHands } from '../../src/service/vault-hands.js';
import { vault, vaults } from '../../src/service/vault.js';
import { aStore } from '../adapters/a-store.js';
import { act, begun, complete, on, run, type Course } from '../engine/unit.js';
import { BADGED, ONE, TWO, withVaults } from '../support/a-vault-season.js';
import { preparedOf } from '../support/skipping-season.js';

const NOW = on('2027-06-15 12:05');
const at = (civil: string, command: Command) => [on(`2027-06-${civil}`), command] as const;
const signs = (by: string, post: string) =>
  act('confirm', 'hands', { by, post: `${ONE}#${post}`, content: '甲' });

/** A store in which the first of two vaults is in order, and its key has gone on once. */
async function aSeason() {
  const store = await aStore();
  const prepared = preparedOf(withVaults());
  const { plan, posts, hash, unitPlans, rehearsal } = prepared;
  const boardRows = Object.fromEntries(unitPlans.map(({ path, body }) => [path, firstRows(body)]));
  await store.commitPlan({ plan, posts, hash, unitPlans, boardRows, rehearsal, clock: null });
  const unit = unitPlans.find(({ path }) => path === ONE);
  if (!unit) throw new Error('no vault');
  const course = run(begun(unit.body), [
    at('14 10:00', complete('permit')),
    at('14 16:30', signs('ke', 'keeper')),
    at('14 16:30', signs('co', 'keeper-two')),
    at('15 09:00', act('vault', 'hands', { act: 'pass', what: 'key', by: 'ke', to: 'third' })),
    at('15 09:05', act('vault', 'hands', { act: 'take', what: 'key', by: 'third' })),
    at('15 10:00', act('vault', 'hands', { act: 'pass', what: 'combination', by: 'co', to: 'ke' })),
    at('15 11:50', act('confirm', 'guard', { post: 'incoming', by: 'h1', content: SHIFT })),
    at('15 12:00', complete('received')),
    at('15 12:01', act('unlock', null, { by: 'lock-1', place: 'vault' })),
    at('15 12:04', act('unlock', null, { by: 'lock-1', place: 'vault' })),
  ]);
  expect(course.answers.map(({ refused }) => refused)).toEqual(Array(10).fill(undefined));
  await store.record({
    ...{ season: 'story', path: ONE, firstSeq: 1, events: course.events },
    ...{ rows: rowsOf(course, course.events), asOf: NOW, nextWakeAt: null },
  });
  return { store, now: () => NOW };
}

const SHIFT = BADGED.replace('ke co', 'third co');
const rowsOf = ({ plan, state }: Course, events: readonly UnitEvent[]) =>
  [
    ...new Set(events.flatMap((event) => ('duty' in event && event.duty ? [event.duty] : []))),
  ].flatMap((duty) => rowOf(plan, state, duty) ?? []);

it('tells from the log how each vault stands', async () => {
  const parts = await aSeason();
  expect(await vaults(parts, 'story')).toMatchObject([
    {
      ...{ path: ONE, permit: 'accepted', hands: { key: 'third', combination: 'co' } },
      ...{ crew: SHIFT, alarms: 0 },
    },
    { path: TWO, permit: 'open', hands: { key: null, combination: null }, crew: null },
  ]);
  const view = await vault(parts, 'story', ONE);
  expect(view.offered).toEqual({
    key: null,
    combination: { to: 'ke', at: on('2027-06-15 10:00') },
  });
  expect(view.passed.map(({ what, person }) => `${what} ${person}`)).toEqual([
    ...['key ke', 'combination co', 'key third'],
  ]);
  // Out of the vault by the car that leaves at six.
  expect(view.windows).toEqual([
    { fromAt: on('2027-06-16 05:15'), untilAt: on('2027-06-16 06:45') },
  ]);
  expect(view.openings.map(({ lawful }) => lawful)).toEqual([true, true]);
  await expect(vault(parts, 'story', 'county/one')).rejects.toMatchObject({ code: 'unknown-unit' });
});

it('knows who would have both, were a post handed over from person to person', async () => {
  const { store } = await aSeason();
  const day = { fromAt: on('2027-06-16 00:00'), untilAt: on('2027-06-17 00:00') };
  const joins = (post: string, person: string) =>
    joinsHands(store, 'story', { post: `${ONE}#${post}`, person, ...day });
  expect(await joins('keeper', 'co')).toBe(true);
  expect(await joins('keeper-two', 'third')).toBe(true);
  // He has given the key away.
  expect(await joins('keeper-two', 'ke')).toBe(false);
  expect(await joins('doer', 'co')).toBe(false);
});
