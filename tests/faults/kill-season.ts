import type { Duty, EpochMs } from '../../src/engine/model.js';
import { epochMs } from '../../src/engine/model.js';
import type { Prepared } from '../../src/service/prepare.js';
import { duty, ladder } from '../engine/unit.js';
import { seasonOf } from '../support/real-season.js';
import type { Chance } from './seeded.js';

export const SEASON = 'killed';
export const SITES = ['county/s0', 'county/s1', 'county/s2', 'county/s3'] as const;
const TIMED = 8;
const ENDLESS = 60;
/** The last word of a ladder comes so long after the due instant. */
const LADDER_MS = 4_000;
const rungs = ladder({ 'site#leader': 0, 'county#office': 2_000, 'county#head': LADDER_MS });

/**
 * Each site owes some duties with reminders and rungs inside the run, and many that can be done at
 * any time; `fromAt` to `untilAt` is when the words of the first are owed.
 */
export function killedSeason(chance: Chance, fromAt: EpochMs, untilAt: EpochMs): Prepared {
  const timed = (site: string, n: number): Duty => {
    const dueAt = epochMs(chance.between(fromAt + 2_000, untilAt - LADDER_MS));
    return duty(`t${n}`, dueAt, { doer: `${site}#doer`, ladder: rungs, remindBeforeMs: [2_000] });
  };
  const site = (path: string): [string, Duty[]] => [
    path,
    [
      ...Array.from({ length: TIMED }, (_, n) => timed(path, n)),
      ...Array.from({ length: ENDLESS }, (_, n) => duty(`e${n}`, epochMs(fromAt + 3_600_000))),
    ],
  ];
  return seasonOf(SEASON, { county: [], ...Object.fromEntries(SITES.map(site)) });
}

/** The words that a timed duty owes when nobody does it, by action and rung. */
export const FULL_LADDER = ['remind 0', 'due -1', 'escalate 0', 'escalate 1', 'escalate 2'];

/** What the client reports, in its order: most things once, some never, some that are not owed. */
export function errands(chance: Chance): { path: string; step: string }[] {
  const all = SITES.flatMap((path) => [
    ...Array.from({ length: ENDLESS }, (_, n) => ({ path, step: `e${n}` })),
    // Half of the timed duties are left to climb their ladders.
    ...Array.from({ length: TIMED / 2 }, (_, n) => ({ path, step: `t${n * 2}` })),
    { path, step: 'not-owed' },
    // Twice by two people: the second is told that it is done.
    { path, step: 'e0' },
  ]);
  return all
    .map((errand) => ({ errand, place: chance.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ errand }) => errand);
}
