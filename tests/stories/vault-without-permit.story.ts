import { afterAll, beforeAll, expect, it } from 'vitest';
import { statementOf, statementText } from '../../src/engine/custody-words.js';
import { BATCH, CAR, custodySource, VAULT } from '../support/a-consignment.js';
import { ONE, withVaults } from '../support/a-vault-season.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-14 08:00');
});
afterAll(() => world.close());

/** Six packets from the city's store, by hand, into the vault of the first site: the day before at ten. */
const source = custodySource();
const [batch] = source.consignments;
if (!batch) throw new Error('no consignment');
const title = { zh: '市库', en: 'store' };
const leg = { id: 'in', from: 'store', to: 'vault', depart: 'E-1d 10:00', calls: [] };
const custody = {
  ...source,
  rules: {
    ...source.rules,
    intake: { permit: 'permit', before: '2d', unless: 'early', source: 'C7' },
  },
  places: [...source.places, { id: 'store', kind: 'store' as const, title, keepers: CAR }],
  consignments: [{ ...batch, legs: [leg], openings: [] }],
  packets: source.packets.map((packet) => ({ ...packet, at: 'store', route: ['in'] })),
};
const packets = custody.packets.map(({ id, box, seal, sheets, at, track }) => ({
  ...{ id, box, seal, sheets, at, track },
}));
const content = statementText(
  statementOf(
    { packets },
    packets.map(({ id }) => id),
  ),
);
const signs = (post: string) =>
  world.act(BATCH, 'confirm', {
    ...{ step: 'custody-handover', occurrence: 'in', by: `at ${post}`, post, content },
  });

it('nothing is taken into a vault without its permit, or earlier than two days; then it is', async () => {
  await world.start(preparedOf({ ...withVaults(), custody }));
  await world.passUntil('2027-06-14 08:10');
  expect((await signs(CAR[0])).refused).toBe('too-early');
  await world.passUntil('2027-06-15 09:55');
  for (const post of [...CAR, VAULT[0]]) expect((await signs(post)).refused).toBeUndefined();
  expect(await signs(VAULT[1])).toMatchObject({ refused: 'needs-open' });
  expect((await world.service.custody('story', BATCH)).packets[0]?.place).toBe('store');

  await world.play([['2027-06-15 10:00', ONE, 'completeSteps', { step: 'permit', by: 'se' }]]);
  await world.passUntil('2027-06-15 10:01');
  let last = await signs(VAULT[1]);
  // What it asks of the vault takes a moment: a second try passes.
  for (let tries = 0; last.refused === 'needs-open' && tries < 20; tries += 1) {
    await world.settled();
    last = await signs(VAULT[1]);
  }
  expect(last.refused).toBeUndefined();
  await world.settled();
  expect((await world.service.custody('story', BATCH)).packets[0]?.place).toBe('vault');
});
