import { createHash } from 'node:crypto';
import { rowOf, type BoardRow } from '../engine/board.js';
import { calendarOf, type Calendar } from '../engine/calendar.js';
import { compile, seal, type CompileFault } from '../engine/compile.js';
import type { UnitPlan } from '../engine/model.js';
import type { PostHolder, SeasonPlan } from '../engine/season-plan.js';
import { initialState, planOf } from '../engine/state.js';
import type { Fault } from '../plan/faults.js';
import { locateStep } from '../plan/locate-step.js';
import { readSeasonFolder } from '../plan/season-folder.js';
import { buildScript, castOf } from '../plan/rehearsal.js';

/** A fault of the files, or one that shows only when instants are resolved. */
export type PlanFault = Omit<Fault, 'code'> & {
  readonly code: Fault['code'] | CompileFault['code'];
};

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
  const { season, examDay, version = 1, rehearsal = false } = wish;
  const read = readSeasonFolder(folder, { ...(season && { season }), ...(examDay && { examDay }) });
  if ('faults' in read) return read;
  const { plan, posts } = read;
  const calendar = calendarOf(plan.timezone);
  const { unitPlans, faults } = compile(plan, calendar, version);
  if (faults.length > 0) return { faults: faults.map((fault) => asFault(folder, fault)) };
  const cast = castOf(plan, posts);
  const played =
    rehearsal && read.rehearsal
      ? unitPlans.map((unit) => ({
          ...unit,
          script: buildScript(unit, read.rehearsal ?? never(), cast),
        }))
      : unitPlans;
  const sealed = seal(played, sha256).map(({ hash, plan: body }) => ({
    path: body.path,
    hash,
    body,
  }));
  // Without the version's number: the same content again is no new version.
  const hash = sha256({ plan, posts, script: played.map(({ script }) => script) });
  return { plan, posts, calendar, unitPlans: sealed, hash, rehearsal };
}

/** How every duty of a unit stands before anything has happened. */
export function firstRows(unitPlan: UnitPlan): BoardRow[] {
  const plan = planOf(unitPlan);
  const state = initialState(plan);
  return plan.duties.map(({ id }) => rowOf(plan, state, id)).filter((row) => row !== null);
}

const sha256 = (thing: unknown): string =>
  createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 32);

function never(): never {
  throw new Error('a rehearsal without its script');
}

const compileFaults: Record<CompileFault['code'], readonly [zh: string, en: string]> = {
  'unknown-moment': ['时间无法确定', 'the moment cannot be resolved'],
  'circular-step': ['时限互相引用', 'due times refer to each other in a circle'],
  'open-after-due': ['启动时间晚于完成时限', 'it opens after it is due'],
  'unknown-ladder': ['没有这条上报链', 'there is no such ladder'],
};

function asFault(folder: string, { code, step, unit, detail }: CompileFault): PlanFault {
  const [zh, en] = compileFaults[code];
  return {
    ...locateStep(folder, step),
    code,
    zh: `${step}（${unit}）${zh}：${detail}`,
    en: `${step} (${unit}): ${en}: ${detail}`,
  };
}
