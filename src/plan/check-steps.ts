import { parseDuration } from '../engine/moment.js';
import type { Kind } from '../engine/model.js';
import type { StepSource } from '../engine/season-plan.js';
import type { Fault } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';

/** Each step makes sense by itself: what its kind needs is there, its form adds up, its reminders differ. */
export function checkSteps(scene: Scene): Fault[] {
  return scene.steps.flatMap((checked) => [
    ...kindFaults(scene, checked),
    ...formFaults(checked),
    ...lineFaults(scene, checked),
    ...remindFaults(checked),
  ]);
}

type Part = 'sign' | 'lines' | 'needs' | 'form';

const has: Record<Part, (step: StepSource) => boolean> = {
  sign: (step) => step.sign !== null,
  lines: (step) => step.lines.length > 0,
  needs: (step) => step.needs.length > 0,
  form: (step) => step.form.fields.length > 0 || step.form.checks.length > 0,
};

/** What belongs to a kind; a task may also wait for other steps of its unit. */
const ALLOWED: Record<Kind, readonly Part[]> = {
  task: ['form', 'needs'],
  ask: ['lines', 'needs'],
  signed: ['sign', 'needs'],
  watch: ['needs'],
  series: ['form', 'sign', 'lines', 'needs'],
  gate: ['needs'],
};

const PARTS: readonly Part[] = ['sign', 'lines', 'needs', 'form'];

function kindFaults({ file }: Scene, { step, fault }: CheckedStep): Fault[] {
  const { kind } = step;
  const strange = PARTS.filter((part) => has[part](step) && !ALLOWED[kind].includes(part));
  const faults = strange.map((key) => fault('not-for-kind', { key, kind }, key));
  // As written: lines for each unit of a kind are none while the list of units has a fault.
  const written = file.steps.find(({ yaml }) => yaml.id === step.id)?.yaml.lines ?? [];
  if (kind === 'ask' && written.length === 0) faults.push(fault('lines-missing', {}, 'kind'));
  if (kind === 'gate' && !has.needs(step)) faults.push(fault('needs-missing', {}, 'kind'));
  if (kind === 'signed' && step.sign === null) faults.push(fault('sign-missing', {}, 'kind'));
  if (step.sign && step.sign.by.length < 2) faults.push(fault('sign-too-few', {}, 'sign', 'by'));
  return faults;
}

function formFaults({ step, fault }: CheckedStep): Fault[] {
  const { fields, checks } = step.form;
  const repeated = fields.flatMap(({ id }, n) => {
    const first = fields.findIndex((field) => field.id === id);
    return first < n
      ? [fault('duplicate-id', { id, line: first + 1 }, 'form', 'fields', n, 'id')]
      : [];
  });
  const wrong = checks.flatMap(({ left, right }, n) =>
    [...left, ...right].flatMap((name) => {
      const field = fields.find(({ id }) => id === name);
      if (field?.type === 'number') return [];
      const code = field ? 'check-field-type' : 'check-field-unknown';
      return [fault(code, { field: name }, 'form', 'checks', n)];
    }),
  );
  return [...repeated, ...wrong];
}

function lineFaults({ file }: Scene, { step, fault }: CheckedStep): Fault[] {
  const written = file.steps.find(({ yaml }) => yaml.id === step.id)?.yaml.lines ?? [];
  const seen = new Map<string, number>();
  return written.flatMap(({ id, by, each, role }, n) => {
    if (each !== undefined && !file.kinds.some((kind) => kind.id === each)) {
      const known = file.kinds.map((kind) => kind.id).join(', ');
      return [fault('unknown-kind', { kind: each, known }, 'lines', n, 'each')];
    }
    if (each !== undefined)
      return role === undefined ? [fault('missing-key', { key: 'role' }, 'lines', n)] : [];
    const missing = id === undefined ? 'id' : by === undefined ? 'by' : null;
    if (missing !== null) return [fault('missing-key', { key: missing }, 'lines', n)];
    const first = seen.get(id ?? '');
    if (first !== undefined)
      return [fault('duplicate-id', { id: id ?? '', line: first }, 'lines', n, 'id')];
    seen.set(id ?? '', n + 1);
    return [];
  });
}

function remindFaults({ step, fault }: CheckedStep): Fault[] {
  const lengths = step.remind.map((text) => parseDuration(text));
  return step.remind.flatMap((text, n) =>
    lengths.indexOf(lengths[n] ?? null) < n ? [fault('remind-repeats', { text }, 'remind', n)] : [],
  );
}
