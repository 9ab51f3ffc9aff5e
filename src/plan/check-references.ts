import { parseMoment } from '../engine/moment.js';
import { someOf, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { CheckedStep, Scene } from './scene.js';
import { unitOfTarget } from './targets.js';

/** Everything that a step names exists: kinds, units, phase, sessions, ladders, steps, posts' units. */
export function checkReferences(scene: Scene): Fault[] {
  return scene.steps.flatMap((checked) => [
    ...scopeFaults(scene, checked),
    ...nameFaults(scene, checked),
    ...sessionFaults(scene, checked),
    ...needFaults(scene, checked),
    ...momentFaults(scene, checked),
    ...targetFaults(scene, checked),
  ]);
}

function scopeFaults({ file, units }: Scene, { step, owers, fault }: CheckedStep): Fault[] {
  const { scope } = step;
  const written = file.steps.find(({ yaml }) => yaml.id === step.id)?.yaml.scope;
  if ((written?.kinds === undefined) === (written?.units === undefined))
    return [fault('scope-one-of', {}, 'scope')];
  const known = file.kinds.map(({ id }) => id);
  const unknown =
    'kinds' in scope
      ? scope.kinds.flatMap((kind, n) =>
          known.includes(kind)
            ? []
            : [fault('unknown-kind', { kind, known: someOf(known, 20) }, 'scope', 'kinds', n)],
        )
      : scope.units.flatMap((unit, n) =>
          units.has(unit) || units.size === 0
            ? []
            : [
                fault(
                  'unknown-unit',
                  { unit, nearest: nearest(unit, units.keys()) },
                  'scope',
                  'units',
                  n,
                ),
              ],
        );
  // Without units (their file is broken) every step would seem to be nobody's.
  if (unknown.length > 0 || owers.length > 0 || units.size === 0) return unknown;
  return [fault('scope-nobody', {}, 'scope')];
}

function nameFaults({ file }: Scene, { step, fault }: CheckedStep): Fault[] {
  const phases = file.phases.map(({ id }) => id);
  const faults: Fault[] = [];
  if (!phases.includes(step.phase))
    faults.push(fault('unknown-phase', { phase: step.phase, known: someOf(phases, 20) }, 'phase'));
  const known = someOf(file.ladderNames, 20);
  if (!file.ladderNames.includes(step.ladder))
    faults.push(fault('unknown-ladder', { ladder: step.ladder, known }, 'ladder'));
  if (step.accept && !file.ladderNames.includes(step.accept.ladder))
    faults.push(fault('unknown-ladder', { ladder: step.accept.ladder, known }, 'accept', 'ladder'));
  return faults;
}

function sessionFaults({ plan }: Scene, { step, fault }: CheckedStep): Fault[] {
  const known = plan.sessions.map(({ id }) => id);
  if (known.length === 0) return [];
  return (step.sessions ?? []).flatMap((session, n) =>
    known.includes(session)
      ? []
      : [fault('unknown-session', { session, known: someOf(known, 20) }, 'sessions', n)],
  );
}

function needFaults({ file }: Scene, { step, fault }: CheckedStep): Fault[] {
  return step.needs.flatMap((need, n) =>
    file.stepIds.has(need.step)
      ? []
      : [fault('unknown-step', near(need.step, file.stepIds), 'needs', n, 'step')],
  );
}

function momentFaults(scene: Scene, checked: CheckedStep): Fault[] {
  const { step, fault } = checked;
  return (['opens', 'due'] as const).flatMap((key) => {
    const text = step[key];
    const ast = text === null ? null : parseMoment(text);
    if (ast?.type === 'session' && step.sessions === null)
      return [fault('moment-without-session', { text: text ?? '' }, key)];
    if (ast?.type !== 'step') return [];
    if (!scene.file.stepIds.has(ast.step))
      return [fault('unknown-step', near(ast.step, scene.file.stepIds), key)];
    return elsewhere(scene, checked, ast.step, key);
  });
}

/** `step(id)` counts from a step of the same unit. */
function elsewhere(
  { byId }: Scene,
  { owers, fault }: CheckedStep,
  id: string,
  key: string,
): Fault[] {
  const other = byId.get(id);
  const without = owers.find((unit) => other !== undefined && !other.owers.includes(unit));
  return without ? [fault('moment-elsewhere', { step: id, unit: without.path }, key)] : [];
}

function targetFaults({ units }: Scene, { step, fault }: CheckedStep): Fault[] {
  if (units.size === 0) return [];
  const said: (readonly [string, readonly PropertyKey[]])[] = [
    [step.doer, ['doer']],
    [step.answerable, ['answerable']],
    ...(step.accept ? [[step.accept.by, ['accept', 'by']] as const] : []),
    ...(step.sign?.by ?? []).map((by, n) => [by, ['sign', 'by', n]] as const),
    ...step.lines.flatMap((line) => ('by' in line ? [[line.by, ['lines']] as const] : [])),
  ];
  return said.flatMap(([target, path]) => {
    const unit = unitOfTarget(target);
    if (unit === null || units.has(unit)) return [];
    return [fault('unknown-unit', { unit, nearest: nearest(unit, units.keys()) }, ...path)];
  });
}

const near = (step: string, known: ReadonlySet<string>) => ({
  step,
  nearest: nearest(step, known),
});
