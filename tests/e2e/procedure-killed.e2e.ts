import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UnitEvent } from '../../src/engine/model.js';
import type { Messages } from '../../workflows/messages.js';
import { SITE, withProcedures } from '../support/procedure-season.js';
import { eventually, logOf, recorded, startSeason } from '../support/real-waiting.js';
import { openWorld, type World } from '../support/real.js';
import { firingsOf } from '../support/skipping-notes.js';
import { preparedOf } from '../support/skipping-season.js';
import { throughKills, type Ask } from '../support/through-kills.js';

const SEASON = 'spares';
const ABOUT = '第12考场 2份';
const MINUTE = 60_000;
let world: World;
beforeAll(async () => {
  world = await openWorld({ worker: 'none' });
});
afterAll(() => world?.close());

type Deed = {
  readonly [Name in 'begin' | 'completeSteps' | 'confirm']: readonly [Name, Messages[Name]];
}['begin' | 'completeSteps' | 'confirm'];

const signed = (step: string, ...roles: readonly string[]): Deed[] =>
  roles.map((role) => [
    'confirm',
    { step, occurrence: '1', by: role, post: `${SITE}#${role}`, content: ABOUT },
  ]);

/** The whole chain, from the room back into the spare bag. `begunAt`: when the patrol was told. */
const chain = (begunAt: number): readonly Deed[] => [
  ['begin', { procedure: 'spare-papers', about: ABOUT, by: 'chief', happenedAt: begunAt }],
  [
    'completeSteps',
    {
      ...{ step: 'spare-verified', occurrence: '1', by: 'patrol' },
      form: { faulty: 2, kind: '漏印' },
    },
  ],
  [
    'completeSteps',
    { step: 'spare-approved', occurrence: '1', by: 'director', form: { number: 2 } },
  ],
  ...signed('spare-taken', 'keeper', 'head'),
  ...signed('spare-carried', 'head', 'patrol'),
  ...signed('spare-faulty-sealed', 'patrol', 'keeper'),
  ...signed('spare-countersigned', 'head', 'patrol', 'keeper'),
];

const STEPS = [
  ...['spare-verified@1', 'spare-approved@1', 'spare-taken@1', 'spare-carried@1'],
  ...['spare-faulty-sealed@1', 'spare-countersigned@1'],
];

it('a kill -9 in the middle of a procedure loses nothing: every step and every rung is said once', async () => {
  const worker = await world.startWorker();
  await startSeason(world, preparedOf({ ...withProcedures(), season: SEASON }));
  // Recorded late: to be verified five minutes ago all but seconds, with two rungs behind it and the third to come.
  const deeds = chain(Date.now() - 7 * MINUTE + 8_000);
  const asks = deeds.map(
    (deed, n): Ask =>
      async (key) => {
        if (n === 1) await thirdRung();
        return ask(deed, key);
      },
  );
  const answers = await throughKills(world, worker, asks, {
    ...{ 0: 'worker', 3: 'server', 6: 'worker', 11: 'worker' },
  });

  expect(answers.filter(({ refused }) => refused !== undefined)).toEqual([]);
  const log = await recorded(world, SEASON, SITE);
  expect(begunIn(log)).toEqual(STEPS);
  expect(doneIn(log)).toEqual(STEPS);
  const signatures = log.filter(({ type }) => type === 'confirmed');
  expect(signatures).toHaveLength(9);
  expect(rungsOf(log, 'spare-verified@1')).toEqual(expect.arrayContaining(['0', '1', '2']));
  const said = firingsOf(SITE, log);
  expect(new Set(said).size).toBe(said.length);
  const [procedure] = await world.service.procedures(SEASON, SITE);
  expect(procedure?.begun).toMatchObject([{ ordinal: 1, about: ABOUT, open: 0 }]);
  const { violations, silent } = await world.service.verify(SEASON);
  // Nobody signed at a desk here: of secrets nothing is on record.
  expect(violations.filter(({ invariant }) => invariant !== 'I7')).toEqual([]);
  expect(silent).toEqual([]);
}, 600_000);

/** Returns when the ladder has come past the worker that was killed. */
const thirdRung = () =>
  eventually('the third rung', async () => {
    const rungs = rungsOf(await logOf(world, SEASON, SITE), 'spare-verified@1');
    return rungs.includes('2') || undefined;
  });

/** Each with the message of its own name. */
const ask = (deed: Deed, key: string) => {
  const [name, message] = deed;
  return world.service.act(SEASON, SITE, name, { ...message, key });
};

const begunIn = (log: readonly UnitEvent[]): string[] =>
  log.flatMap((event) => (event.type === 'added' ? [event.duty] : []));

/** The steps that came to their end, in their order. */
const doneIn = (log: readonly UnitEvent[]): string[] => [
  ...new Set(
    log.flatMap((event) =>
      event.type === 'accepted' || event.type === 'submitted' ? [event.duty] : [],
    ),
  ),
];

/** The rungs of a duty, told or overtaken by the next one, in their order. */
const rungsOf = (log: readonly UnitEvent[], duty: string): string[] =>
  log.flatMap((event) =>
    'action' in event && event.duty === duty && event.action === 'escalate'
      ? [String(event.rung)]
      : [],
  );
