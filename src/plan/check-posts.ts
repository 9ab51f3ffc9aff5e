import { postOf } from '../engine/compile.js';
import type { PostHolder, Target, UnitSource } from '../engine/season-plan.js';
import { faultAt, someOf, type Fault, type Place } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';
import { unitOfTarget } from './targets.js';

/**
 * No duty is nobody's (A6): every post that a step or its ladder speaks of is held by somebody at every
 * unit that owes it. One fault for each step and role, one for each rung, with the first units that lack it.
 */
export function checkPosts(scene: Scene, holders: readonly PostHolder[]): Fault[] {
  const held = new Set(holders.map(({ post }) => post));
  const lack = (
    place: Place,
    role: string,
    target: Target,
    units: readonly UnitSource[],
  ): Fault[] => {
    const unit = unitOfTarget(target);
    // An unknown unit is a fault of its own.
    if (unit !== null && !scene.units.has(unit)) return [];
    const missing = units.filter(({ path }) => !held.has(postOf(target, path)));
    if (missing.length === 0) return [];
    const where = someOf(missing.map(({ path }) => path));
    return [faultAt(place, 'post-nobody-holds', { role, post: target, units: where })];
  };
  return [
    ...lack(
      scene.file.source.place(['coordinator']),
      'coordinator',
      scene.plan.coordinator,
      scene.plan.units,
    ),
    ...scene.steps.flatMap((checked) => [
      ...stepPosts(checked).flatMap(([place, role, target]) =>
        lack(place, role, target, checked.owers),
      ),
      ...ownAcceptance(checked),
    ]),
    ...rungPosts(scene).flatMap(([place, target, owers]) => lack(place, 'rung', target, owers)),
  ];
}

type Said = readonly [place: Place, role: string, target: Target];

function stepPosts({ step, place, owers }: CheckedStep): Said[] {
  // Lines name posts for all units alike: one fault each, however many units ask.
  const lines = owers.length === 0 ? [] : step.lines;
  return [
    [place('doer'), 'doer', step.doer],
    [place('answerable'), 'answerable', step.answerable],
    ...(step.accept ? [[place('accept', 'by'), 'accept', step.accept.by] as const] : []),
    ...(step.sign?.by ?? []).map((by, n) => [place('sign', 'by', n), 'sign', by] as const),
    ...lines.flatMap((line) => ('by' in line ? [[place('lines'), 'line', line.by] as const] : [])),
  ];
}

function rungPosts({ file, steps }: Scene): (readonly [Place, Target, UnitSource[]])[] {
  return file.ladders.flatMap(({ name, ladder }) => {
    const using = steps.filter(({ step }) => step.ladder === name || step.accept?.ladder === name);
    const owers = [...new Set(using.flatMap((checked) => checked.owers))];
    return ladder.rungs.map(({ to }, n) => {
      const place = file.source.place(['ladders', name, 'rungs', n, 'to']);
      return [place, to, owers] as const;
    });
  });
}

function ownAcceptance({ step, owers, fault }: CheckedStep): Fault[] {
  const { accept, doer } = step;
  const same = owers.find(
    ({ path }) => accept !== null && postOf(accept.by, path) === postOf(doer, path),
  );
  return same ? [fault('own-acceptance', { post: postOf(doer, same.path) }, 'accept', 'by')] : [];
}
