import { edgeOf } from './compile-moments.js';
import { ladderFor } from './compile-ladders.js';
import { postFor, report, type Scene, type Season } from './compile-scene.js';
import type { ConsignmentSource, CustodySource, LegSource } from './custody-source.js';
import { epochMs, type EpochMs, type UnitPlan } from './model.js';
import { parseDuration } from './moment.js';
import type { UnitSource } from './season-plan.js';
import { isHeldBy, unitOfPost } from './tree.js';
import type { VaultPlan } from './vault-plan.js';

type Window = VaultPlan['windows'][number];

/** The plan of a unit with its vault, where one of its steps hands out key and combination. */
export function withVault(plan: UnitPlan, season: Season, unit: UnitSource): UnitPlan {
  const step = season.plan.steps.find((one) => one.vault && isHeldBy(one, unit));
  if (!step?.vault || !step.sign) return plan;
  const scene: Scene = { season, unit, step, ladders: new Map(), posts: new Map() };
  const [key, combination] = step.sign.by.map((target, n) =>
    postFor(scene, target, 'sign', 'by', n),
  );
  if (key === undefined || combination === undefined || key === combination) {
    report(scene, 'hands-not-two', step.sign.by.join(' '), ['sign', 'by']);
    return plan;
  }
  const { within, permit, again, during, grace, lock } = step.vault;
  const doer = postFor(scene, lock.doer, 'vault', 'lock', 'doer');
  return {
    ...plan,
    vault: {
      ...{ handedOut: step.id, posts: { key, combination }, withinMs: ms(within) },
      windows: merged(windowsOf(season, unit, ms(grace))),
      ...{ during, graceMs: ms(grace) },
      alarm: {
        ...{
          title: lock.title.zh,
          doer,
          answerable: postFor(scene, step.answerable, 'answerable'),
        },
        withinMs: ms(lock.within),
        ladder: ladderFor(scene, lock.ladder, 'vault', 'lock', 'ladder'),
      },
      permit: { duty: permit, againMs: ms(again) },
    },
  };
}

/** When papers are planned to come into a place of this unit, or to leave it. */
function windowsOf(season: Season, unit: UnitSource, graceMs: number): Window[] {
  const { custody } = season.plan;
  if (!custody) return [];
  const own = placesOf(custody, unit.path);
  return custody.consignments.flatMap((consignment) =>
    consignment.legs.flatMap((leg) => [
      ...(own.has(leg.from) ? around(season, consignment, leg.depart, graceMs) : []),
      ...(own.has(leg.to) ? around(season, consignment, arrivalOf(leg), graceMs) : []),
    ]),
  );
}

const placesOf = ({ places }: CustodySource, path: string): Set<string> =>
  new Set(
    places
      .filter(({ kind, keepers: [keeper] }) => kind === 'vault' && unitOfPost(keeper) === path)
      .map(({ id }) => id),
  );

const arrivalOf = ({ depart, arrive }: LegSource): string => arrive ?? depart;

function around(
  season: Season,
  { path, session }: ConsignmentSource,
  moment: string,
  graceMs: number,
): Window[] {
  const unit = season.units.get(path);
  const [step] = season.plan.steps;
  if (!unit || !step) return [];
  const scene: Scene = { season, unit, step, ladders: new Map(), posts: new Map() };
  const of = season.plan.sessions.find(({ id }) => id === session) ?? null;
  const at = edgeOf(scene, moment, { session: of, at: ['legs'] })?.at;
  return at === undefined
    ? []
    : [{ fromAt: epochMs(at - graceMs), untilAt: epochMs(at + graceMs) }];
}

/** In their order, those that meet made one: a vault of 34 sites has hundreds. */
function merged(windows: readonly Window[]): Window[] {
  const all: Window[] = [];
  for (const one of [...windows].sort((a, b) => a.fromAt - b.fromAt)) {
    const last = all.at(-1);
    if (last && one.fromAt <= last.untilAt) {
      const untilAt: EpochMs = one.untilAt > last.untilAt ? one.untilAt : last.untilAt;
      all[all.length - 1] = { fromAt: last.fromAt, untilAt };
    } else all.push(one);
  }
  return all;
}

const ms = (text: string): number => parseDuration(text) ?? 0;
