import { createHash } from 'node:crypto';
import { countsWorkDays } from '../engine/anchors.js';
import { rowOf, type BoardRow } from '../engine/board.js';
import type { Calendar } from '../engine/calendar.js';
import { seal } from '../engine/compile.js';
import type { UnitPlan } from '../engine/model.js';
import type { PostHolder, SeasonPlan } from '../engine/season-plan.js';
import { initialState, planOf } from '../engine/state.js';
import { countryOf, type WorkYear } from '../engine/workdays.js';
import { compileSeason } from '../plan/compile-season.js';
import type { Fault } from '../plan/faults.js';
import { contentsOf, type Bundle } from '../plan/bundle.js';
import {
  readSeasonFiles,
  readSeasonFolder,
  type Overrides,
  type SeasonFolder,
} from '../plan/season-folder.js';
import { buildScripts, castOf } from '../plan/rehearsal.js';
import type { RehearsalScript } from '../plan/rehearsal-script.js';
import { shippedWorkYears } from '../plan/work-years.js';
import { registersIn, shiftsIn } from './registers/in-folder.js';
import type { PlanRegisters } from './registers/adopt.js';
import type { PlannedShift } from '../adapters/store/types.js';

/** A fault of the files, or one that shows only when instants are resolved. */
export type PlanFault = Fault;

export interface SealedUnit {
  readonly path: string;
  readonly hash: string;
  readonly body: UnitPlan;
}

/** A season folder read, checked, compiled and sealed: ready to be simulated or committed. */
export interface Prepared {
  readonly plan: SeasonPlan;
  readonly posts: readonly PostHolder[];
  readonly calendar: Calendar;
  readonly unitPlans: readonly SealedUnit[];
  /** Of everything the plan says: the same content is the same version. */
  readonly hash: string;
  readonly rehearsal: boolean;
  /** Who is on duty in its watches. */
  readonly shifts?: readonly PlannedShift[];
  /** What its folder says of people, departments and devices; no part of what makes it another version. */
  readonly registers?: PlanRegisters;
}

export interface Wish {
  readonly season?: string;
  /** `YYYY-MM-DD`, the first day of the exam. */
  readonly examDay?: string;
  readonly version?: number;
  /** Give every unit the script of its participants (演练). */
  readonly rehearsal?: boolean;
}

/** Reads and compiles a season folder; answers every fault of it at once. */
export function prepare(
  folder: string,
  wish: Wish = {},
): Prepared | { readonly faults: readonly PlanFault[] } {
  return preparedFrom((overrides) => readSeasonFolder(folder, overrides), wish);
}

/** The same for files that came over the network. */
export const prepareBundle = (bundle: Bundle, wish: Wish = {}): ReturnType<typeof prepare> =>
  preparedFrom((overrides) => readSeasonFiles(bundle.folder, contentsOf(bundle), overrides), wish);

function preparedFrom(
  readWith: (overrides: Overrides) => ReturnType<typeof readSeasonFolder>,
  { season, examDay, version = 1, rehearsal = false }: Wish,
): ReturnType<typeof prepare> {
  const read = readWith({ ...(season && { season }), ...(examDay && { examDay }) });
  if ('faults' in read) return read;
  const { plan, posts } = read;
  const compiled = compileSeason(read, version);
  if ('faults' in compiled) return compiled;
  const { unitPlans, calendar } = compiled;
  const played =
    rehearsal && read.rehearsal ? withScripts(read, unitPlans, read.rehearsal) : unitPlans;
  const sealed = seal(played, sha256).map(({ hash, plan: body }) => ({
    path: body.path,
    hash,
    body,
  }));
  // Without the version's number: the same content again is no new version.
  const script = played.map((unit) => unit.script);
  const hash = sha256({ plan, posts, script, ...workYearsIn(read) });
  const beside = { shifts: shiftsIn(read, calendar), registers: registersIn(read) };
  return { plan, posts, calendar, unitPlans: sealed, hash, rehearsal, ...beside };
}

/** Unit plans with what their participants do in a rehearsal. */
function withScripts(
  { plan, posts, roster, workYears }: SeasonFolder,
  unitPlans: readonly UnitPlan[],
  script: RehearsalScript,
): UnitPlan[] {
  const beside = { roster, workYears: [...shippedWorkYears(), ...workYears] };
  const scripts = buildScripts(unitPlans, script, castOf(plan, posts, beside));
  return unitPlans.map((unit, n) => ({ ...unit, script: scripts[n] ?? [] }));
}

/** How every duty of a unit stands before anything has happened. */
export function firstRows(unitPlan: UnitPlan): BoardRow[] {
  const plan = planOf(unitPlan);
  const state = initialState(plan);
  return plan.duties.map(({ id }) => rowOf(plan, state, id)).filter((row) => row !== null);
}

/** The notices that a plan's instants rest on: another notice makes another version. */
function workYearsIn({ plan, workYears }: SeasonFolder): { readonly workYears?: WorkYear[] } {
  if (!countsWorkDays(plan)) return {};
  const country = countryOf(plan);
  return { workYears: [...shippedWorkYears(), ...workYears].filter((y) => y.country === country) };
}

const sha256 = (thing: unknown): string =>
  createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 32);
