import { z } from 'zod';
import { parseDuration, parseMoment } from '../engine/moment.js';
import type { Kind } from '../engine/model.js';
import type { StepSource } from '../engine/season-plan.js';
import { addAll, faultAt, someOf, type Fault, type Place } from './faults.js';
import { nearest } from './nearest.js';
import type {
  AddedDuty,
  Behaviour,
  BegunProcedure,
  Exception,
  RehearsalScript,
} from './rehearsal-script.js';
import type { Scene } from './scene.js';
import { checkShape, duration, id, moment, path, shape, target, words } from './shape.js';
import type { YamlSource } from './yaml-source.js';

const percent = words('bad-percent', (text) => /^(?:100|\d{1,2})%$/.test(text));

export const EXCEPTION = shape({
  unit: path,
  step: id,
  session: id.nullable().default(null),
  occurrence: z.number().int().min(1).max(10_000).nullable().default(null),
  do: z.enum(['never', 'late', 'return-once', 'promise-broken', 'wrong', 'leave']),
  at: moment.optional(),
  after: duration.optional(),
  reason: z.string().min(1).max(200).optional(),
  newDue: duration.optional(),
  promise: duration.optional(),
  fixAfter: duration.optional(),
});

export const ADDED = shape({
  at: moment,
  unit: path,
  duty: shape({
    id,
    title: z.string().min(1).max(200),
    due: moment,
    doer: target.default('own.doer'),
    answerable: target.default('own.leader'),
    remind: z.array(duration).max(10).default([]),
    ladder: id.default('general'),
    accept: shape({ by: target, within: duration }).nullable().default(null),
  }),
  source: shape({
    type: z.enum(['meeting', 'instruction', 'inspection', 'incident', 'superior']),
    number: z.string().min(1).max(100).optional(),
    by: z.string().min(1).max(100),
  }),
});

export const BEGUN = shape({
  at: moment,
  unit: path,
  procedure: id,
  about: z.string().min(1).max(200),
  session: id.nullable().default(null),
});

export const REHEARSAL = shape({
  defaults: shape({
    done: shape({ from: percent, to: percent }).default({ from: '15%', to: '70%' }),
    acceptAfter: duration.default('4h'),
  }).default({ done: { from: '15%', to: '70%' }, acceptAfter: '4h' }),
  exceptions: z.array(z.unknown()).max(2_000).default([]),
  added: z.array(z.unknown()).max(2_000).default([]),
  begun: z.array(z.unknown()).max(2_000).default([]),
  forms: z
    .record(id, z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])))
    .default({}),
});

type NeededKey = 'after' | 'reason' | 'newDue' | 'promise' | 'fixAfter' | 'at';

/** What each behaviour must say besides its name. */
const NEEDED: Record<Behaviour['do'], readonly NeededKey[]> = {
  never: [],
  late: ['after'],
  'return-once': ['reason', 'newDue'],
  'promise-broken': ['promise', 'after'],
  wrong: ['fixAfter'],
  leave: ['at'],
};

type ExceptionYaml = z.infer<typeof EXCEPTION>;
type PlaceOf = (...keys: string[]) => Place;

/** Reads rehearsal.yaml against the season it rehearses. */
export function readRehearsal(
  source: YamlSource,
  scene: Scene,
): { script: RehearsalScript | null; faults: Fault[] } {
  const faults: Fault[] = [];
  const file = checkShape(REHEARSAL, source, [], source.value, faults);
  if (file === null) return { script: null, faults };
  const exceptions = file.exceptions.flatMap((value, n): Exception[] => {
    const found = checkShape(EXCEPTION, source, ['exceptions', n], value, faults);
    if (found !== null) faults.push(...exceptionFaults(source, scene, found, n));
    return found === null ? [] : [found as Exception];
  });
  const added = file.added.flatMap((value, n): AddedDuty[] => {
    const found = checkShape(ADDED, source, ['added', n], value, faults);
    if (found !== null) faults.push(...addedFaults(source, scene, found, n));
    return found === null ? [] : [found as AddedDuty];
  });
  const begun = file.begun.flatMap((value, n): BegunProcedure[] => {
    const found = checkShape(BEGUN, source, ['begun', n], value, faults);
    if (found !== null) faults.push(...begunFaults(source, scene, found, n));
    return found === null ? [] : [found];
  });
  addAll(faults, formFaults(source, scene, file.forms));
  const { done, acceptAfter } = file.defaults;
  const defaults = { done: { from: part(done.from), to: part(done.to) }, acceptAfter };
  return { script: { defaults, exceptions, added, begun, forms: file.forms }, faults };
}

const part = (text: string): number => Number.parseInt(text, 10) / 100;

function exceptionFaults(
  source: YamlSource,
  { byId, file, plan, units }: Scene,
  found: ExceptionYaml,
  n: number,
): Fault[] {
  const place = (...keys: string[]) => source.place(['exceptions', n, ...keys]);
  const { unit, step, session } = found;
  const checked = byId.get(step);
  if (checked === undefined) {
    if (file.stepIds.has(step)) return [];
    return [faultAt(place('step'), 'unknown-step', { step, nearest: nearest(step, file.stepIds) })];
  }
  const faults: Fault[] = [];
  if (units.size > 0 && !checked.owers.some((ower) => ower.path === unit))
    faults.push(faultAt(place('unit'), 'rehearsal-scope', { unit, step }));
  if (session !== null && plan.sessions.length > 0 && !checked.step.sessions?.includes(session)) {
    const known = someOf(checked.step.sessions ?? [], 20) || '–';
    faults.push(faultAt(place('session'), 'rehearsal-session', { session, step, known }));
  }
  faults.push(...kindFaults(checked.step, found, place));
  if (found.at !== undefined) faults.push(...fixedFaults(found.at, plan, place('at')));
  for (const key of NEEDED[found.do])
    if (found[key] === undefined)
      faults.push(faultAt(place('do'), 'rehearsal-key', { do: found.do, key }));
  const [promise, after] = [parseDuration(found.promise ?? ''), parseDuration(found.after ?? '')];
  if (found.do === 'promise-broken' && promise !== null && after !== null && after <= promise)
    faults.push(faultAt(place('after'), 'rehearsal-order'));
  return faults;
}

/** What each kind can do: nobody leaves a report, and a gate does nothing at all. */
const BEHAVIOURS: Record<Kind, readonly Behaviour['do'][]> = {
  task: ['never', 'late', 'return-once', 'promise-broken', 'wrong'],
  ask: ['never', 'late', 'promise-broken'],
  signed: ['never', 'late', 'promise-broken'],
  watch: ['never', 'late', 'leave'],
  series: [],
  gate: [],
};

function kindFaults(step: StepSource, found: ExceptionYaml, place: PlaceOf): Fault[] {
  const kind = step.series?.of ?? step.kind;
  const known = BEHAVIOURS[kind];
  const faults: Fault[] = [];
  if (found.do === 'return-once' && (step.accept === null || kind !== 'task'))
    faults.push(faultAt(place('do'), 'rehearsal-no-return', { step: step.id }));
  else if (!known.includes(found.do))
    faults.push(
      faultAt(place('do'), 'rehearsal-kind', {
        ...{ step: step.id, kind, do: found.do, known: known.join(', ') || '–' },
      }),
    );
  if (found.do === 'wrong' && step.form.checks.length === 0)
    faults.push(faultAt(place('do'), 'rehearsal-no-checks', { step: step.id }));
  if (found.occurrence !== null && !step.series)
    faults.push(faultAt(place('occurrence'), 'rehearsal-no-series', { step: step.id }));
  return faults;
}

/** A moment of a rehearsal hangs on no session, no step and no calendar of working days. */
function fixedFaults(text: string, { exams }: Scene['plan'], place: Place): Fault[] {
  const moment = parseMoment(text);
  if (moment?.type === 'civil') return [];
  if (moment?.type !== 'exam') return [faultAt(place, 'rehearsal-moment', { text })];
  const { exam } = moment;
  const known = exams?.map(({ id }) => id) ?? [];
  if (exam === null || known.includes(exam)) return [];
  return [faultAt(place, 'unknown-exam', { exam, known: someOf(known, 20) || '–' })];
}

function addedFaults(
  source: YamlSource,
  { units, file, plan }: Scene,
  { at, unit, duty }: z.infer<typeof ADDED>,
  n: number,
): Fault[] {
  const place = (...keys: string[]) => source.place(['added', n, ...keys]);
  const faults: Fault[] = [];
  if (units.size > 0 && !units.has(unit))
    faults.push(
      faultAt(place('unit'), 'unknown-unit', { unit, nearest: nearest(unit, units.keys()) }),
    );
  if (!file.ladderNames.includes(duty.ladder)) {
    const known = someOf(file.ladderNames, 20);
    faults.push(faultAt(place('duty', 'ladder'), 'unknown-ladder', { ladder: duty.ladder, known }));
  }
  return [
    ...faults,
    ...fixedFaults(at, plan, place('at')),
    ...fixedFaults(duty.due, plan, place('duty', 'due')),
  ];
}

function begunFaults(
  source: YamlSource,
  { units, file, plan }: Scene,
  { at, unit, procedure, session }: z.infer<typeof BEGUN>,
  n: number,
): Fault[] {
  const place = (...keys: string[]) => source.place(['begun', n, ...keys]);
  const faults = fixedFaults(at, plan, place('at'));
  if (units.size > 0 && !units.has(unit))
    faults.push(
      faultAt(place('unit'), 'unknown-unit', { unit, nearest: nearest(unit, units.keys()) }),
    );
  const procedures = (file.procedures ?? []).map(({ id }) => id);
  if (!procedures.includes(procedure)) {
    const known = someOf(procedures, 20) || '–';
    faults.push(faultAt(place('procedure'), 'unknown-procedure', { procedure, known }));
  }
  const sessions = plan.sessions.map(({ id }) => id);
  if (session !== null && sessions.length > 0 && !sessions.includes(session)) {
    const known = someOf(sessions, 20);
    faults.push(faultAt(place('session'), 'unknown-session', { session, known }));
  }
  return faults;
}

function formFaults(
  source: YamlSource,
  { byId, file }: Scene,
  forms: RehearsalScript['forms'],
): Fault[] {
  return Object.entries(forms).flatMap(([step, form]) => {
    if (!file.stepIds.has(step)) {
      const place = source.keyPlace(['forms'], step);
      return [faultAt(place, 'unknown-step', { step, nearest: nearest(step, file.stepIds) })];
    }
    const fields = byId.get(step)?.step.form.fields.map((field) => field.id);
    return Object.keys(form).flatMap((field) =>
      fields === undefined || fields.includes(field)
        ? []
        : [faultAt(source.keyPlace(['forms', step], field), 'rehearsal-field', { step, field })],
    );
  });
}
