import { parseDuration, parseMoment } from '../engine/moment.js';
import { someOf, type Fault } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';

/** What a step that waits for a beginning cannot have: its time is counted from there and from nowhere else. */
const NOT_BEGUN = ['opens', 'sessions', 'exams', 'series', 'watch'] as const;

/** A step of a procedure names one there is, and its clock runs from the beginning or from another of its steps. */
export function checkProcedure(scene: Scene, checked: CheckedStep): Fault[] {
  const { step, yaml, fault } = checked;
  const { procedure } = step;
  if (procedure === undefined) return outside(scene, checked);
  const known = (scene.file.procedures ?? []).map(({ id }) => id);
  if (!known.includes(procedure))
    return [
      fault('unknown-procedure', { procedure, known: someOf(known, 20) || '–' }, 'procedure'),
    ];
  const misplaced = NOT_BEGUN.filter((key) => yaml[key] !== null && yaml[key] !== undefined).map(
    (key) => fault('not-in-procedure', { key }, key),
  );
  if (step.kind === 'gate') misplaced.push(fault('not-in-procedure', { key: 'gate' }, 'kind'));
  return [
    ...misplaced,
    ...dueFaults(scene, checked, procedure),
    ...prolongFaults(scene, checked, procedure),
  ];
}

/** Of a task in a procedure for a session: its own report is the approval, and a number of it says by how long. */
function prolongFaults(scene: Scene, { step, fault }: CheckedStep, procedure: string): Fault[] {
  const { prolongs, form, kind, accept } = step;
  if (!prolongs) return [];
  const of = (scene.file.procedures ?? []).find(({ id }) => id === procedure);
  const faults: Fault[] = [];
  if (!of?.session) faults.push(fault('prolongs-no-session', { procedure }, 'prolongs'));
  if (kind !== 'task' || accept) faults.push(fault('prolongs-no-report', {}, 'prolongs'));
  const field = form.fields.find(({ id }) => id === prolongs.by);
  if (field?.type !== 'number' || !field.required)
    faults.push(fault('prolongs-no-number', { field: prolongs.by }, 'prolongs', 'by'));
  if (parseDuration(prolongs.atMost) === 0)
    faults.push(fault('out-of-range', { key: 'atMost', limit: '≥ 1m' }, 'prolongs', 'atMost'));
  return faults;
}

function dueFaults({ byId }: Scene, { step, fault }: CheckedStep, procedure: string): Fault[] {
  const ast = parseMoment(step.due);
  if (ast === null || ast.type === 'begun') return [];
  const other = ast.type === 'done' ? byId.get(ast.step) : undefined;
  if (ast.type === 'done' && (!other || other.step.procedure === procedure)) return [];
  return [fault('due-of-procedure', { procedure }, 'due')];
}

/** Whatever is owed anyway hangs on nothing that may never begin. */
function outside({ byId }: Scene, { step, fault }: CheckedStep): Fault[] {
  const { prolongs } = step;
  const prolonged = prolongs ? [fault('prolongs-no-session', { procedure: '–' }, 'prolongs')] : [];
  const said = [
    [step.opens, ['opens']],
    [step.due, ['due']],
    [step.series?.from, ['series', 'from']],
    [step.series?.until, ['series', 'until']],
    [step.watch?.from, ['watch', 'from']],
    [step.watch?.until, ['watch', 'until']],
  ] as const;
  const waiting = said.flatMap(([text, key]) => {
    const ast = text ? parseMoment(text) : null;
    const other = ast?.type === 'step' || ast?.type === 'done' ? byId.get(ast.step) : undefined;
    return other?.step.procedure === undefined
      ? []
      : [fault('waits-for-procedure', { step: other.step.id }, ...key)];
  });
  return [...prolonged, ...waiting];
}
