import * as fc from 'fast-check';
import { calendarOf } from '../../src/engine/calendar.js';
import { compile } from '../../src/engine/compile.js';
import type { Duty, UnitPlan } from '../../src/engine/model.js';
import type { SeasonPlan, StepSource } from '../../src/engine/season-plan.js';

const title = { zh: '事', en: 'Thing' };

/** A step that every site owes on the eve at noon; `over` says what this one is about. */
export const step = (id: string, over: Partial<StepSource> = {}): StepSource => ({
  id,
  title,
  phase: 'eve',
  kind: 'task',
  scope: { kinds: ['site'] },
  sessions: null,
  doer: 'own.doer',
  answerable: 'own.leader',
  opens: null,
  due: 'E-1d 12:00',
  remind: [],
  ladder: 'general',
  accept: null,
  form: { fields: [], checks: [] },
  lines: [],
  sign: null,
  needs: [],
  systems: false,
  label: 'internal',
  source: 'A1',
  ...over,
});

/** A county with two sites, the exam beginning on 16 June 2027, two sessions. */
export const seasonPlan = (
  steps: readonly StepSource[],
  over: Partial<SeasonPlan> = {},
): SeasonPlan => ({
  season: '2027',
  title,
  timezone: 'Asia/Shanghai',
  examDay: '2027-06-16',
  units: [
    { path: 'county', kind: 'county', title, candidates: 60, rooms: 2 },
    { path: 'county/one', kind: 'site', title, candidates: 30, rooms: 1 },
    { path: 'county/two', kind: 'site', title, candidates: 30, rooms: 1 },
  ],
  sessions: [
    { id: 'chinese', title, day: 0, start: '09:00', end: '11:30' },
    { id: 'maths', title, day: 1, start: '09:00', end: '11:00' },
  ],
  ladders: {
    general: {
      rungs: [
        { after: '0m', to: 'own.leader' },
        { after: '2h', to: 'parent.office' },
        { after: '4h', to: 'root.director' },
      ],
      repeat: { every: '1h', times: 3 },
    },
  },
  steps,
  coordinator: 'root.office',
  ...over,
});

/** Compiled in the plan's own zone. */
export const compiled = (plan: SeasonPlan) => compile(plan, calendarOf(plan.timezone), 1);

/** The duties of a compiled unit by id; throws where the unit is missing. */
export function dutiesOf(plan: SeasonPlan, path = 'county/one'): Record<string, Duty> {
  const unit = compiled(plan).unitPlans.find((one) => one.path === path);
  if (!unit) throw new Error(`no unit ${path}`);
  return Object.fromEntries(unit.duties.map((duty) => [duty.id, duty]));
}

/** What a plan compiles to, whatever the order of its units. */
export const byPath = (plan: SeasonPlan): Record<string, UnitPlan> =>
  Object.fromEntries(compiled(plan).unitPlans.map((unit) => [unit.path, unit]));

const MOMENTS = ['E-11d 17:00', 'E-1d 12:00', 'E+2d 08:00', '2027-06-10 18:00', 'step(s0)+2h'];

/** Plans of one to six steps, some once a session, some hanging on the first. */
export const seasonPlans: fc.Arbitrary<SeasonPlan> = fc
  .array(
    fc.record({
      due: fc.constantFrom(...MOMENTS),
      scope: fc.constantFrom({ kinds: ['site'] }, { kinds: ['county', 'site'] }),
      remind: fc.uniqueArray(fc.constantFrom('7d', '1d', '2h'), { maxLength: 3 }),
      sessions: fc.constantFrom(null, ['chinese'], ['chinese', 'maths']),
      accept: fc.constantFrom(null, { by: 'parent.office', within: '2h', ladder: 'general' }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((bodies) =>
    seasonPlan(
      bodies.map((body, n) => {
        // What others hang on is there for every unit and every session.
        if (n === 0)
          return step('s0', { ...body, due: 'E-2d 09:00', scope: { kinds: ['county', 'site'] } });
        const due = body.sessions === null ? body.due : body.due.replace('E-1d 12:00', 'S-60m');
        return step(`s${n}`, { ...body, due });
      }),
    ),
  );
