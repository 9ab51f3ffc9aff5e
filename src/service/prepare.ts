import { createHash } from 'node:crypto';
import { rowOf, type BoardRow } from '../engine/board.js';
import { calendarOf, type Calendar } from '../engine/calendar.js';
import { compile, seal, type CompileFault } from '../engine/compile.js';
import type { UnitPlan } from '../engine/model.js';
import type { PostHolder, SeasonPlan } from '../engine/season-plan.js';
import { initialState, planOf } from '../engine/state.js';
import type { Fault } from '../plan/faults.js';
import { readSeasonFolder, type SeasonFolder } from '../plan/season-folder.js';
import { buildScript, castOf } from '../plan/rehearsal.js';
import { shippedWorkYears } from '../plan/work-years.js';

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
  // The season's own years stand above ours: the later of two counts.
  const workYears = [...shippedWorkYears(), ...read.workYears];
  const { unitPlans, faults } = compile(plan, calendar, version, { workYears, posts });
  if (faults.length > 0) return { faults: asFaults(read, faults) };
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
  'unknown-exam': [
    '没有这场考试，请写 exams 中的名称',
    'no such exam; write one that stands in exams',
  ],
  'calendar-missing': [
    '按工作日计时，但方案未指定工作日历，请写 calendar',
    'it counts working days, and the plan names no calendar: write calendar',
  ],
  'year-not-covered': [
    '该年放假安排尚未收录，请改写具体日期，或在文件夹中加入 calendar-年份.yaml',
    'days off of that year are not known: write a date, or add calendar-YEAR.yaml to the folder',
  ],
  'circular-step': ['时限互相引用', 'due times refer to each other in a circle'],
  'circular-done': ['事项互相等待对方办结', 'steps wait for each other to be done'],
  'done-elsewhere': [
    'done() 只能引用本单位承担的、只有一项的事项',
    'done() must name a step of the same unit that is one duty there',
  ],
  'done-misplaced': [
    '时限写了 done() 的事项随该事件启动，请删去 opens；opens 本身不能写 done()',
    'what is due by done() opens with that event: leave out opens, which takes no done() itself',
  ],
  'open-after-due': ['启动时间晚于完成时限', 'it opens after it is due'],
  'span-missing': ['缺少起止时间，请写 watch 或 series', 'it says no span: write watch or series'],
  'span-reversed': ['结束时间不晚于开始时间', 'it ends before it begins'],
  'series-too-dense': [
    '次数过多，请加大间隔或缩短起止',
    'too many occurrences: widen the interval or shorten the span',
  ],
  'series-empty': ['起止之间一次也没有', 'not one occurrence falls within its span'],
  'lines-none': ['名单为空，没有可答复的对象', 'there is nobody or nothing to ask about'],
  'lines-too-many': ['名单过长，请分到下级单位', 'too many lines: leave them to the units below'],
  'line-repeats': ['名单中有重复项', 'the same line stands there twice'],
  'unknown-unit': ['没有这个单位', 'there is no such unit'],
  'unknown-ladder': ['没有这条上报链', 'there is no such ladder'],
};

/** One fault for all units that have it: a template's mistake is told once. */
function asFaults(read: SeasonFolder, faults: readonly CompileFault[]): PlanFault[] {
  const alike = new Map<string, CompileFault[]>();
  for (const fault of faults) {
    const name = [fault.step, fault.code, fault.detail].join('|');
    const others = alike.get(name);
    if (others) others.push(fault);
    else alike.set(name, [fault]);
  }
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [asFault(read, first, others.length)] : [],
  );
}

function asFault({ placeOf }: SeasonFolder, fault: CompileFault, others: number): PlanFault {
  const { code, step, unit, detail, at } = fault;
  const [zh, en] = compileFaults[code];
  const units =
    others === 0 ? [unit, unit] : [`${unit} 等 ${others + 1} 个单位`, `${unit} and ${others} more`];
  return {
    ...placeOf(step, ...at),
    code,
    zh: `${step}（${units[0]}）${zh}：${detail}`,
    en: `${step} (${units[1]}): ${en}: ${detail}`,
  };
}
