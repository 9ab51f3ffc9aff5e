import { createHash } from 'node:crypto';
import { calendarOf } from '../../src/engine/calendar.js';
import { compile, seal } from '../../src/engine/compile.js';
import type { SeasonPlan, StepSource } from '../../src/engine/season-plan.js';
import type { Prepared } from '../../src/service/prepare.js';

type Step = Partial<StepSource> & Pick<StepSource, 'id' | 'due'>;

/**
 * A county with two sites and a vault, ten steps, the exam on 16 and 17 June 2027. `over` changes
 * steps by their ids, or says of one that nobody owes it here (`null`).
 */
export function tenSteps(
  over: Readonly<Record<string, Partial<StepSource> | null>> = {},
  rest: Partial<SeasonPlan> = {},
): SeasonPlan {
  const steps = TEN.filter(({ id }) => over[id] !== null).map((one) => ({
    ...step(one),
    ...over[one.id],
  }));
  return {
    season: 'story',
    title: titled('考季'),
    timezone: 'Asia/Shanghai',
    examDay: '2027-06-16',
    units: [
      unit('county', 'county'),
      unit('county/one', 'site'),
      unit('county/two', 'site'),
      unit('county/one/vault', 'vault'),
    ],
    sessions: [
      { id: 'chinese', title: titled('语文'), day: 0, start: '08:30', end: '10:30' },
      { id: 'maths', title: titled('数学'), day: 1, start: '08:30', end: '10:30' },
    ],
    ladders: { general: LADDER },
    steps,
    coordinator: 'root.office',
    ...rest,
  };
}

/** Own leader at once, then upwards to the director, who hears of it twice more. */
const LADDER = {
  rungs: [
    { after: '0m', to: 'own.leader' },
    { after: '2h', to: 'own.head' },
    { after: '4h', to: 'parent.office' },
    { after: '8h', to: 'root.education' },
    { after: '12h', to: 'root.director' },
  ],
  repeat: { every: '12h', times: 2 },
} as const;

const TEN: readonly Step[] = [
  { id: 'meeting', due: '2027-05-26 17:00', scope: { kinds: ['county'] }, remind: ['1d'] },
  {
    ...{ id: 'notice', kind: 'ask', scope: { kinds: ['county'] }, due: '2027-06-01 17:00' },
    lines: [
      { id: 'one', by: 'county/one#doer' },
      { id: 'two', by: 'county/two#doer' },
    ],
  },
  {
    ...{ id: 'letter', kind: 'signed', due: 'E-11d 17:00', opens: 'E-13d 09:00' },
    sign: { by: ['root.director', 'own.head'], within: '2d', ordered: true },
  },
  { id: 'line', due: 'E-3d 17:00', opens: 'E-5d 09:00', remind: ['1d', '2h'] },
  {
    ...{ id: 'safe', due: 'E-2d 12:00', scope: { kinds: ['vault'] }, remind: ['1d'] },
    accept: { by: 'root.office', within: '1d', ladder: 'general' },
  },
  {
    ...{ id: 'rooms', due: 'E-1d 10:00', remind: ['2h'] },
    accept: { by: 'root.office', within: '4h', ladder: 'general' },
  },
  {
    ...{ id: 'ready', kind: 'gate', scope: { kinds: ['county'] }, due: 'E-1d 20:00' },
    needs: [
      { step: 'rooms', scope: 'children' },
      { step: 'safe', scope: 'subtree' },
    ],
  },
  { id: 'staff', due: 'S-60m', opens: 'S-90m', sessions: ['chinese', 'maths'] },
  {
    ...{ id: 'closed', due: 'S.end+40m', sessions: ['chinese', 'maths'] },
    form: {
      fields: ['candidates', 'present', 'absent'].map((id) => ({
        ...{ id, title: { zh: id, en: id }, type: 'number', required: true },
      })),
      checks: [{ left: ['candidates'], right: ['present', 'absent'] }],
    },
  },
  { id: 'report', due: 'E+1d 21:30', scope: { kinds: ['county'] }, systems: true },
];

const titled = (zh: string) => ({ zh, en: zh });

/** A body of the tree. */
export const unit = (path: string, kind: string) => ({
  ...{ path, kind, title: titled(path), candidates: 30, rooms: 1 },
});

/** A step that every site owes; what is not said asks for nothing special. */
export const step = (over: Step): StepSource => ({
  title: titled(over.id),
  phase: 'all',
  kind: 'task',
  scope: { kinds: ['site'] },
  sessions: null,
  doer: 'own.doer',
  answerable: 'own.leader',
  opens: null,
  remind: [],
  ladder: 'general',
  accept: null,
  form: { fields: [], checks: [] },
  lines: [],
  sign: null,
  needs: [],
  systems: false,
  label: 'internal',
  source: 'story',
  ...over,
});

/** What reading a folder with this plan would have given; throws where instants cannot be resolved. */
export function preparedOf(plan: SeasonPlan): Prepared {
  const calendar = calendarOf(plan.timezone);
  const { unitPlans, faults } = compile(plan, calendar, 1);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const sealed = seal(unitPlans, sha256).map(({ hash, plan: body }) => ({
    path: body.path,
    hash,
    body,
  }));
  return { plan, posts: [], calendar, unitPlans: sealed, hash: sha256(plan), rehearsal: false };
}

const sha256 = (thing: unknown): string =>
  createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 32);
