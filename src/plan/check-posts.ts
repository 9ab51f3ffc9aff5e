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
  const lack = (one: Said): Fault[] => vacant(one, held, scene.units);
  return [
    ...gather(said, lack),
    ...gather(steps, (checked) => [
      ...stepPosts(checked, scene).flatMap(lack),
      ...ownAcceptance(checked),
      ...sameEverywhere(scene, checked),
    ]),
  ];
}

/** A post that is spoken of, as what, and of which units. */
type Said = readonly [place: Place, role: string, target: Target, units: readonly UnitSource[]];

function vacant(
  [place, role, target, units]: Said,
  held: ReadonlySet<string>,
  known: Scene['units'],
): Fault[] {
  const missing = units.filter(({ path }) => {
    const post = postOf(target, path);
    // An unknown unit is a fault of its own.
    return !held.has(post) && known.has(post.slice(0, post.indexOf('#')));
  });
  if (missing.length === 0) return [];
  const where = someOf(missing.map(({ path }) => path));
  return [faultAt(place, 'post-nobody-holds', { role, post: target, units: where })];
}

function stepPosts({ step, place, owers }: CheckedStep, scene: Scene): Said[] {
  const { accept, sign } = step;
  return [
    [place('doer'), 'doer', step.doer, owers],
    [place('answerable'), 'answerable', step.answerable, owers],
    ...(accept ? [[place('accept', 'by'), 'accept', accept.by, owers] as const] : []),
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
  for (const { step, owers } of steps)
    for (const name of new Set([step.ladder, step.accept?.ladder ?? step.ladder]))
      for (const unit of owers) {
        const own = plan.ladders[name]?.byKind?.[unit.kind] ?? name;
        const others = climbers.get(own);
        if (others) others.add(unit);
        else climbers.set(own, new Set([unit]));
      }
  return file.ladders.flatMap(({ name, ladder }) =>
    ladder.rungs.map(({ to }, n): Said => {
      const place = file.source.place(['ladders', name, 'rungs', n, 'to']);
      return [place, 'rung', to, [...(climbers.get(name) ?? [])]];
    }),
  );
}

function ownAcceptance({ step, owers, fault }: CheckedStep): Fault[] {
  const { accept, doer } = step;
  const same = owers.find(
    ({ path }) => accept !== null && postOf(accept.by, path) === postOf(doer, path),
  );
  return same ? [fault('own-acceptance', { post: postOf(doer, same.path) }, 'accept', 'by')] : [];
}

/** A ladder that only tells the one who is late leads nowhere: somebody else must hear of it. */
function sameEverywhere({ plan }: Scene, { step, owers, fault }: CheckedStep): Fault[] {
  const blind = owers.find(({ path, kind }) => {
    const name = plan.ladders[step.ladder]?.byKind?.[kind] ?? step.ladder;
    const rungs = plan.ladders[name]?.rungs ?? [];
    const doer = postOf(step.doer, path);
    return rungs.length > 0 && rungs.every(({ to }) => postOf(to, path) === doer);
  });
  if (blind === undefined) return [];
  return [fault('ladder-nowhere', { ladder: step.ladder, unit: blind.path }, 'ladder')];
}
