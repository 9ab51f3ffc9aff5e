import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Messages } from '../../workflows/messages.js';
import { ONE, withVaults } from '../support/a-vault-season.js';
import { recorded, startSeason } from '../support/real-waiting.js';
import { openWorld, type World } from '../support/real.js';
import { preparedOf } from '../support/skipping-season.js';
import { throughKills, type Ask } from '../support/through-kills.js';

const SEASON = 'vaults';
let world: World;
beforeAll(async () => {
  world = await openWorld({ worker: 'none' });
});
afterAll(() => world?.close());

type Deed = readonly ['confirm' | 'vault', Messages['confirm'] | Messages['vault']];
const signed = (by: string, post: string): Deed => [
  'confirm',
  { step: 'hands', by, post: `${ONE}#${post}`, content: '甲' },
];
const passes = (by: string, what: 'key' | 'combination', to: string): Deed => [
  'vault',
  { step: 'hands', act: 'pass', by, what, to },
];
const takes = (by: string, what: 'key' | 'combination'): Deed => [
  'vault',
  { step: 'hands', act: 'take', by, what },
];

/** The key goes to a third, the combination to its first holder, the key to the second: a swap. */
const DEEDS: readonly Deed[] = [
  signed('ke', 'keeper'),
  signed('co', 'keeper-two'),
  passes('ke', 'key', 'third'),
  takes('third', 'key'),
  passes('co', 'combination', 'ke'),
  takes('ke', 'combination'),
  passes('third', 'key', 'co'),
  takes('co', 'key'),
];

it('a kill -9 in the middle of a hand-over loses and doubles nothing, and joins no hands', async () => {
  const worker = await world.startWorker();
  await startSeason(world, {
    ...preparedOf({ ...withVaults(), season: SEASON }),
    rehearsal: false,
  });
  const asks = DEEDS.map(
    ([name, message]): Ask =>
      (key) =>
        world.service.act(SEASON, ONE, name, { ...message, key }),
  );
  // Between giving and taking, twice.
  const answers = await throughKills(world, worker, asks, { 3: 'worker', 6: 'worker' });

  expect(answers.filter(({ refused }) => refused !== undefined)).toEqual([]);
  const log = await recorded(world, SEASON, ONE);
  expect(
    log.flatMap((event) =>
      event.type === 'vault' && event.fact.is === 'held'
        ? [`${event.fact.what} ${event.fact.person}`]
        : [],
    ),
  ).toEqual(['key ke', 'combination co', 'key third', 'combination ke', 'key co']);
  const { hands } = await world.service.vault(SEASON, ONE);
  expect(hands).toEqual({ key: 'co', combination: 'ke' });
  const { violations, silent } = await world.service.verify(SEASON);
  expect(violations.filter(({ invariant }) => invariant !== 'I7')).toEqual([]);
  expect(silent).toEqual([]);
}, 300_000);
