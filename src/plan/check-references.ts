import { postOf } from '../engine/compile.js';
import type { Target } from '../engine/season-plan.js';
import { unitOfPost } from '../engine/tree.js';
import { checkMoments } from './check-moments.js';
import { checkProcedure } from './check-procedures.js';
import { checkVault } from './check-vault.js';
import { gather, someOf, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { CheckedStep, Scene } from './scene.js';

/** Everything that a step names exists: kinds, units, phase, exams, sessions, ladders, steps, posts' units. */
export function checkReferences(scene: Scene): Fault[] {
  return gather(scene.steps, (checked) => [
    ...scopeFaults(scene, checked),
    ...nameFaults(scene, checked),
    ...examFaults(scene, checked),
    ...sessionFaults(scene, checked),
    ...needFaults(scene, checked),
    ...checkProcedure(scene, checked),
    ...checkVault(scene, checked),
    ...checkMoments(scene, checked),
    ...targetFaults(scene, checked),
  ]);
}

function scopeFaults({ file, units }: Scene, checked: CheckedStep): Fault[] {
  const { step, yaml, owers, fault } = checked;
  const { scope } = step;
  const said = yaml.scope;
  if ((said.kinds === undefined) === (said.units === undefined))
    return [fault('scope-one-of', {}, 'scope')];
  if (said.named !== undefined && said.kinds === undefined)
    return [fault('scope-named', {}, 'scope', 'named')];
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
  if (unknown.length > 0 || units.size === 0) return unknown;
  return owers.length > 0 ? nobodyNamed(checked) : [fault('scope-nobody', {}, 'scope')];
}

/** Each name is some unit's: else a slip of the pen would leave a department without its duty. */
function nobodyNamed({ yaml, owers, fault }: CheckedStep): Fault[] {
  const names = new Set(owers.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));
  return (yaml.scope.named ?? []).flatMap((name, n) =>
    names.has(name) ? [] : [fault('unknown-name', { name }, 'scope', 'named', n)],
  );
}

function examFaults({ plan }: Scene, { step, fault }: CheckedStep): Fault[] {
  const known = (plan.exams ?? []).map(({ id }) => id);
  return (step.exams ?? []).flatMap((exam, n) =>
    known.includes(exam)
      ? []
      : [fault('unknown-exam', { exam, known: someOf(known, 20) || '–' }, 'exams', n)],
  );
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

function sessionFaults({ plan }: Scene, { step, yaml, fault }: CheckedStep): Fault[] {
  const known = plan.sessions.map(({ id }) => id);
  if (known.length === 0) return [];
  if (yaml.sessions === 'all' && step.sessions?.length === 0)
    return [fault('sessions-none', {}, 'sessions')];
  return (step.sessions ?? []).flatMap((id, n) => {
    const session = plan.sessions.find((one) => one.id === id);
    if (session === undefined)
      return [fault('unknown-session', { session: id, known: someOf(known, 20) }, 'sessions', n)];
    const exam = session.exam ?? plan.exams?.[0]?.id ?? '';
    if (step.exams === undefined || step.exams.includes(exam)) return [];
    return [fault('session-other-exam', { session: id, exam }, 'sessions', n)];
  });
}

function needFaults({ file }: Scene, { step, fault }: CheckedStep): Fault[] {
  return step.needs.flatMap((need, n) =>
    file.stepIds.has(need.step)
      ? []
      : [fault('unknown-step', near(need.step, file.stepIds), 'needs', n, 'step')],
  );
}

/** A unit that a post names exists for everybody who owes; relative ones are looked up from each. */
function targetFaults({ units }: Scene, { step, owers, fault }: CheckedStep): Fault[] {
  if (units.size === 0) return [];
  const { accept, sign } = step;
  const said: (readonly [Target, readonly PropertyKey[]])[] = [
    [step.doer, ['doer']],
    [step.answerable, ['answerable']],
    ...(accept ? [[accept.by, ['accept', 'by']] as const] : []),
    ...(step.prolongs?.tell ?? []).map((to, n) => [to, ['prolongs', 'tell', n]] as const),
    ...(step.with ?? []).map((to, n) => [to, ['with', n]] as const),
    ...(sign?.by ?? []).map((by, n) => [by, ['sign', 'by', n]] as const),
    ...step.lines.flatMap((line, n) =>
      'by' in line ? [[line.by, ['lines', n, 'by']] as const] : [],
    ),
  ];
  // Only what names a unit can name one that is not there.
  return said
    .filter(([target]) => /[/#]/.test(target))
    .flatMap(([target, path]) => {
      const named = owers.map((ower) => unitOfPost(postOf(target, ower.path)));
      const unit = named.find((one) => !units.has(one));
      if (unit === undefined) return [];
      return [fault('unknown-unit', { unit, nearest: nearest(unit, units.keys()) }, ...path)];
    });
}

const near = (step: string, known: ReadonlySet<string>) => ({
  step,
  nearest: nearest(step, known),
});
