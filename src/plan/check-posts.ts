import { parentOf, postOf } from '../engine/compile.js';
import type { LineSource, PostHolder, Target, UnitSource } from '../engine/season-plan.js';
import { faultAt, gather, someOf, type Fault, type Place } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';

/**
 * No duty is nobody's (A6): every post that a step or its ladder speaks of is held by somebody at every
 * unit that owes it. One fault for each step and role, one for each rung, with the first units that lack it.
 */
export function checkPosts(scene: Scene, holders: readonly PostHolder[]): Fault[] {
  const held = new Set(holders.map(({ post }) => post));
  const { file, plan, steps } = scene;
  const said: Said[] = [
    [file.source.place(['coordinator']), 'coordinator', plan.coordinator, plan.units],
    ...rungPosts(scene),
  ];
  const lacking = remembered((target, units) => lackingAt(target, units, held, scene.units));
  const lack = ([place, role, target, units]: Said): Fault[] => {
    const missing = lacking(target, units);
    if (missing.length === 0) return [];
    return [faultAt(place, 'post-nobody-holds', { role, post: target, units: someOf(missing) })];
  };
  const blindAt = remembered((name, units) => blindUnit(scene, name, units));
  return [
    ...gather(said, lack),
    ...gather(steps, (checked) => [
      ...stepPosts(checked, scene).flatMap(lack),
      ...ownAcceptance(checked),
      ...ladderNowhere(checked, blindAt),
    ]),
  ];
}

/** A post that is spoken of, as what, and of which units. */
type Said = readonly [place: Place, role: string, target: Target, units: readonly UnitSource[]];

/** The units at which nobody holds the post; an unknown unit is a fault of its own. */
function lackingAt(
  target: Target,
  units: readonly UnitSource[],
  held: ReadonlySet<string>,
  known: Scene['units'],
): string[] {
  const missing = units.filter(({ path }) => {
    const post = postOf(target, path);
    return !held.has(post) && known.has(post.slice(0, post.indexOf('#')));
  });
  return missing.map(({ path }) => path);
}

/** A hundred steps ask the same of the same ten thousand sites: it is looked up once. */
function remembered<T>(
  look: (name: string, units: readonly UnitSource[]) => T,
): (name: string, units: readonly UnitSource[]) => T {
  const known = new Map<readonly UnitSource[], Map<string, T>>();
  return (name, units) => {
    const byName = known.get(units) ?? new Map<string, T>();
    known.set(units, byName);
    const found = byName.get(name) ?? look(name, units);
    byName.set(name, found);
    return found;
  };
}

function stepPosts({ step, place, owers }: CheckedStep, scene: Scene): Said[] {
  const { accept, sign } = step;
  return [
    [place('doer'), 'doer', step.doer, owers],
    [place('answerable'), 'answerable', step.answerable, owers],
    ...(accept ? [[place('accept', 'by'), 'accept', accept.by, owers] as const] : []),
    ...(step.warn ?? []).map(({ to }, n) => [place('warn', n, 'to'), 'warn', to, owers] as const),
    ...(step.with ?? []).map((to, n) => [place('with', n), 'with', to, owers] as const),
    ...(sign?.by ?? []).map((by, n) => [place('sign', 'by', n), 'sign', by, owers] as const),
    ...step.lines.map((line, n) => linePost(line, n, scene, { place, owers })),
  ];
}

function linePost(
  line: LineSource,
  n: number,
  { plan }: Scene,
  { place, owers }: Pick<CheckedStep, 'place' | 'owers'>,
): Said {
  if ('holders' in line)
    return [place('lines', n, 'holders'), 'line', `own.${line.holders}`, owers];
  if ('by' in line) return [place('lines', n, 'by'), 'line', line.by, owers];
  const asked = plan.units.filter(({ kind }) => kind === line.each);
  const paths = new Set(owers.map(({ path }) => path));
  const isBelow = ({ path }: UnitSource): boolean => above(path).some((one) => paths.has(one));
  const reached = line.reach === 'season' ? asked : asked.filter(isBelow);
  // A step that nobody owes asks nobody: that it is nobody's is its own fault.
  const some = owers.length === 0 ? [] : reached;
  return [place('lines', n, 'role'), 'line', `own.${line.role}`, some];
}

function above(path: string): string[] {
  const parent = parentOf(path);
  return parent === null ? [] : [parent, ...above(parent)];
}

/** A ladder's rungs for the units that climb it: not those of a kind that has a chain of its own. */
function rungPosts({ file, steps, plan }: Scene): Said[] {
  const climbers = new Map<string, Set<UnitSource>>();
  const seen = remembered((name, owers) => {
    for (const unit of owers) {
      const own = plan.ladders[name]?.byKind?.[unit.kind] ?? name;
      const others = climbers.get(own);
      if (others) others.add(unit);
      else climbers.set(own, new Set([unit]));
    }
    return true;
  });
  for (const { step, owers } of steps)
    for (const name of new Set([step.ladder, step.accept?.ladder ?? step.ladder]))
      seen(name, owers);
  return file.ladders.flatMap(({ name, ladder }) =>
    ladder.rungs.map(({ to }, n): Said => {
      const place = file.source.place(['ladders', name, 'rungs', n, 'to']);
      return [place, 'rung', to, [...(climbers.get(name) ?? [])]];
    }),
  );
}

function ownAcceptance({ step, owers, fault }: CheckedStep): Fault[] {
  const { accept, doer } = step;
  if (accept === null) return [];
  const same = owers.find(({ path }) => postOf(accept.by, path) === postOf(doer, path));
  return same ? [fault('own-acceptance', { post: postOf(doer, same.path) }, 'accept', 'by')] : [];
}

/** A ladder that only tells the one who is late leads nowhere: somebody else must hear of it. */
function ladderNowhere(
  { step, owers, fault }: CheckedStep,
  blindAt: (name: string, units: readonly UnitSource[]) => string | null,
): Fault[] {
  const unit = blindAt(`${step.ladder} ${step.doer}`, owers);
  return unit === null ? [] : [fault('ladder-nowhere', { ladder: step.ladder, unit }, 'ladder')];
}

/** The first unit at which every rung of a ladder is the doer; `name` is of the ladder and the doer. */
function blindUnit({ plan }: Scene, name: string, owers: readonly UnitSource[]): string | null {
  const [ladder = '', doer = ''] = name.split(' ');
  const blind = owers.find(({ path, kind }) => {
    const own = plan.ladders[ladder]?.byKind?.[kind] ?? ladder;
    const rungs = plan.ladders[own]?.rungs ?? [];
    const late = postOf(doer, path);
    return rungs.length > 0 && rungs.every(({ to }) => postOf(to, path) === late);
  });
  return blind?.path ?? null;
}
