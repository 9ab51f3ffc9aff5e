import { parseDuration } from '../engine/moment.js';
import type { Kind } from '../engine/model.js';
import type { StepSource } from '../engine/season-plan.js';
import { checkForbidden } from './check-forbidden.js';
import { checkLines } from './check-lines.js';
import { gather, type Fault } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';

/** Each step makes sense by itself: what its kind needs is there, its form adds up, its reminders differ. */
export function checkSteps(scene: Scene): Fault[] {
  return gather(scene.steps, (checked) => [
    ...partFaults(checked),
    ...missingParts(checked),
    ...timeFaults(checked),
    ...formFaults(checked),
    ...checkForbidden(checked),
    ...checkLines(scene, checked),
    ...remindFaults(checked),
  ]);
}

type Part = 'sign' | 'lines' | 'needs' | 'form' | 'with' | 'series' | 'watch';

const has: Record<Part, (step: StepSource) => boolean> = {
  sign: (step) => step.sign !== null,
  lines: (step) => step.lines.length > 0,
  needs: (step) => step.needs.length > 0,
  form: (step) => step.form.fields.length > 0 || step.form.checks.length > 0,
  with: (step) => (step.with ?? []).length > 0,
  series: (step) => Boolean(step.series),
  watch: (step) => Boolean(step.watch),
};

/** What belongs to a kind; each but a gate may wait for other steps. */
const ALLOWED: Record<Kind, readonly Part[]> = {
  task: ['form', 'with', 'needs'],
  ask: ['lines', 'with', 'needs'],
  signed: ['sign', 'needs'],
  watch: ['watch', 'needs'],
  series: ['series', 'needs'],
  gate: ['needs'],
};

const PARTS = Object.keys(has) as Part[];

/** An occurrence of a series is a step of its own kind, and has what that kind has. */
const allowed = ({ kind, series }: StepSource): readonly Part[] =>
  kind === 'series' && series ? ['series', ...ALLOWED[series.of]] : ALLOWED[kind];

function partFaults({ step, fault }: CheckedStep): Fault[] {
  const { kind, series } = step;
  const said = kind === 'series' && series ? `series of ${series.of}` : kind;
  return PARTS.filter((part) => has[part](step) && !allowed(step).includes(part)).map((key) =>
    fault('not-for-kind', { key, kind: said }, key),
  );
}

/** A signal of a department's system tells that something is done, and nothing more (7). */
const SIGNALLED: readonly Kind[] = ['task', 'series'];

function missingParts({ step, yaml, fault }: CheckedStep): Fault[] {
  const { kind, series, sign } = step;
  const of = kind === 'series' ? series?.of : kind;
  const faults: Fault[] = [];
  // As written: a line with a fault of its own is none, and yet it is there.
  if (of === 'ask' && yaml.lines.length + yaml.with.length === 0)
    faults.push(fault('lines-missing', {}, 'kind'));
  if (of === 'signed' && sign === null) faults.push(fault('sign-missing', {}, 'kind'));
  if (kind === 'gate' && !has.needs(step)) faults.push(fault('needs-missing', {}, 'kind'));
  if (kind === 'series' && !series) faults.push(fault('span-missing', { key: 'series' }, 'kind'));
  if (kind === 'watch' && !step.watch) faults.push(fault('span-missing', { key: 'watch' }, 'kind'));
  if (sign && sign.by.length < 2) faults.push(fault('sign-too-few', {}, 'sign', 'by'));
  if (step.systems && !SIGNALLED.includes(kind))
    faults.push(fault('not-for-kind', { key: 'systems', kind }, 'systems'));
  return faults;
}

/** An occurrence without a length, a shift of none, would never end. */
function timeFaults({ step, fault }: CheckedStep): Fault[] {
  const { series, watch } = step;
  const faults: Fault[] = [];
  if (series && (series.every === undefined) === (series.daily === undefined))
    faults.push(fault('series-one-of', {}, 'series'));
  if (series?.every !== undefined && parseDuration(series.every) === 0)
    faults.push(fault('out-of-range', { key: 'every', limit: '≥ 1m' }, 'series', 'every'));
  const daily = series?.daily ?? [];
  const twice = daily.findIndex((time, n) => daily.indexOf(time) < n);
  if (twice >= 0)
    faults.push(fault('time-repeats', { text: daily[twice] ?? '' }, 'series', 'daily', twice));
  if (watch && parseDuration(watch.shift) === 0)
    faults.push(fault('out-of-range', { key: 'shift', limit: '≥ 1m' }, 'watch', 'shift'));
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
  const misplaced = fields.flatMap(({ id, type, expected }, n) =>
    expected !== undefined && type !== 'number'
      ? [fault('expected-no-number', { field: id }, 'form', 'fields', n, 'expected')]
      : [],
  );
  const wrong = checks.flatMap(({ left, right, perRoom }, n) =>
    [...left, ...right].flatMap((name) => {
      const type = fields.find(({ id }) => id === name)?.type;
      if (type === 'rooms' || (type === 'number' && !perRoom)) return [];
      const unfit = perRoom ? 'check-not-by-room' : 'check-field-type';
      const code = type === undefined ? 'check-field-unknown' : unfit;
      return [fault(code, { field: name }, 'form', 'checks', n)];
    }),
  );
  return [...repeated, ...misplaced, ...wrong];
}

function remindFaults({ step, fault }: CheckedStep): Fault[] {
  const lengths = step.remind.map((text) => parseDuration(text));
  return step.remind.flatMap((text, n) =>
    lengths.indexOf(lengths[n] ?? null) < n ? [fault('remind-repeats', { text }, 'remind', n)] : [],
  );
}
