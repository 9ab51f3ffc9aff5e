import type { Duty, EpochMs } from '../engine/model.js';
import type { SeasonPlan, StepSource, Title } from '../engine/season-plan.js';
import type { Prepared } from '../service/prepare.js';
import { ASPECTS, aspectsOf, ladderWords, type Aspect } from './step-words.js';
import { namesOf } from './words.js';

/** An occurrence of a step at a unit that only one of the two plans has. */
export interface Owed {
  readonly unit: string;
  readonly occurrence: string | null;
  readonly dueAt: EpochMs;
}

/** An instant that moves, the same at `units`; null where there was or will be none. */
export interface Move {
  readonly what: 'opens' | 'due' | 'begins' | 'ends';
  readonly occurrence: string | null;
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  readonly units: readonly string[];
}

/** What else changes of a step, in the words of the two plans. */
export interface Change {
  readonly aspect: Aspect;
  readonly from: string;
  readonly to: string;
}

export interface StepDiff {
  readonly step: string;
  /** As the new plan says it, or the old one where the step is gone. */
  readonly title: Title;
  /** The old title, where it has changed. */
  readonly was: Title | null;
  readonly appears: readonly Owed[];
  readonly goes: readonly Owed[];
  readonly moves: readonly Move[];
  readonly changes: readonly Change[];
}

/** A row of the list of posts that only one of the two plans has. */
export interface Appointment {
  readonly post: string;
  readonly person: string;
  readonly name: string;
  /** `YYYY-MM-DD`, empty: always. */
  readonly from: string;
  readonly to: string;
}

interface Apart<Thing> {
  readonly appears: readonly Thing[];
  readonly goes: readonly Thing[];
}

/** A ladder whose rungs differ; null where the plan has none of this name. */
export interface LadderDiff {
  readonly ladder: string;
  readonly from: string | null;
  readonly to: string | null;
  /** The steps that climb it in either plan, sorted. */
  readonly steps: readonly string[];
}

export interface PlanDiff {
  readonly steps: readonly StepDiff[];
  readonly ladders: readonly LadderDiff[];
  /** Paths. */
  readonly units: Apart<string>;
  readonly posts: Apart<Appointment>;
}

/** What moves, appears, goes and changes from one plan to another, by step in the order of the new plan. */
export function diffOf(old: Prepared, now: Prepared): PlanDiff {
  const [before, after] = [sideOf(old), sideOf(now)];
  const ids = [...new Set([...after.steps.keys(), ...before.steps.keys()])];
  const appointments = ({ posts }: Prepared): Appointment[] =>
    posts.map(({ post, person, name, from, to }) => ({ post, person, name, from, to }));
  return {
    steps: ids.map((id) => stepDiff(id, before, after)).filter((diff) => diff !== null),
    ladders: ladderDiffs(old.plan, now.plan),
    units: apart(
      old.plan.units.map(({ path }) => path),
      now.plan.units.map(({ path }) => path),
      (path) => path,
    ),
    posts: apart(appointments(old), appointments(now), (row) => JSON.stringify(row)),
  };
}

/** Whether two plans say the same. */
export const isSame = ({ steps, ladders, units, posts }: PlanDiff): boolean =>
  [steps, ladders, units.appears, units.goes, posts.appears, posts.goes].every(
    ({ length }) => length === 0,
  );

interface StepSide {
  readonly title: Title;
  readonly aspects: Readonly<Record<Aspect, string>>;
}

interface PlanSide {
  readonly steps: ReadonlyMap<string, StepSide>;
  /** By step, then by `<unit path>:<duty>`. */
  readonly duties: ReadonlyMap<string, ReadonlyMap<string, Owing>>;
}

interface Owing {
  readonly unit: string;
  readonly duty: Duty;
}

function sideOf({ plan, unitPlans }: Prepared): PlanSide {
  const duties = new Map<string, Map<string, Owing>>();
  for (const { path, body } of unitPlans)
    for (const duty of body.duties) {
      const all = duties.get(duty.step) ?? new Map<string, Owing>();
      duties.set(duty.step, all);
      all.set(`${path}:${duty.id}`, { unit: path, duty });
    }
  const steps = plan.steps.map(
    (step) => [step.id, { title: step.title, aspects: aspectsOf(step) }] as const,
  );
  return { steps: new Map(steps), duties };
}

const NO_DUTIES: ReadonlyMap<string, Owing> = new Map();

function stepDiff(id: string, before: PlanSide, after: PlanSide): StepDiff | null {
  const [old, now] = [before.steps.get(id), after.steps.get(id)];
  const { title } = now ?? old ?? { title: { zh: id, en: id } };
  const [owed, owes] = [before.duties.get(id) ?? NO_DUTIES, after.duties.get(id) ?? NO_DUTIES];
  const diff: StepDiff = {
    step: id,
    title,
    was: old && now && !isSameTitle(old.title, now.title) ? old.title : null,
    appears: [...owes].filter(([key]) => !owed.has(key)).map(([, owing]) => owedOf(owing)),
    goes: [...owed].filter(([key]) => !owes.has(key)).map(([, owing]) => owedOf(owing)),
    moves: movesOf(owed, owes),
    changes: old && now ? changesOf(old, now) : [],
  };
  const isEmpty =
    diff.was === null &&
    [diff.appears, diff.goes, diff.moves, diff.changes].every(({ length }) => length === 0);
  // A step that no unit owes, in one plan only, is still a difference.
  return isEmpty && old && now ? null : diff;
}

const isSameTitle = (a: Title, b: Title): boolean => a.zh === b.zh && a.en === b.en;

const owedOf = ({ unit, duty: { id, dueAt } }: Owing): Owed => ({
  unit,
  occurrence: namesOf(id).occurrence,
  dueAt,
});

const changesOf = (old: StepSide, now: StepSide): Change[] =>
  ASPECTS.filter((aspect) => old.aspects[aspect] !== now.aspects[aspect]).map((aspect) => ({
    aspect,
    from: old.aspects[aspect],
    to: now.aspects[aspect],
  }));

/** Instants that differ, the same move at many units told once. */
function movesOf(owed: ReadonlyMap<string, Owing>, owes: ReadonlyMap<string, Owing>): Move[] {
  const moves = new Map<string, { move: Move; units: string[] }>();
  for (const [key, { unit, duty }] of owes) {
    const old = owed.get(key);
    if (!old) continue;
    const [were, are] = [instantsOf(old.duty), instantsOf(duty)];
    for (const what of ['opens', 'due', 'begins', 'ends'] as const) {
      const [from, to] = [were[what], are[what]];
      if (from === to) continue;
      const { occurrence } = namesOf(duty.id);
      const name = JSON.stringify([what, occurrence, from, to]);
      const known = moves.get(name) ?? {
        move: { what, occurrence, from, to, units: [] },
        units: [],
      };
      known.units.push(unit);
      moves.set(name, known);
    }
  }
  return [...moves.values()].map(({ move, units }) => ({ ...move, units }));
}

// The due time of a watch or a series is the end of its span: said once.
function instantsOf({ openAt, dueAt, series, watch }: Duty) {
  const span = series ?? watch;
  return {
    opens: openAt,
    due: span ? null : dueAt,
    begins: span?.fromAt ?? null,
    ends: span?.untilAt ?? null,
  };
}

function ladderDiffs(old: SeasonPlan, now: SeasonPlan): LadderDiff[] {
  const wordsIn = ({ ladders }: SeasonPlan, name: string): string | null =>
    ladders[name] ? ladderWords(ladders[name]) : null;
  return [...new Set([...Object.keys(old.ladders), ...Object.keys(now.ladders)])]
    .sort()
    .map((ladder) => ({
      ladder,
      from: wordsIn(old, ladder),
      to: wordsIn(now, ladder),
      steps: climbersOf([...old.steps, ...now.steps], ladder),
    }))
    .filter(({ from, to }) => from !== to);
}

const climbersOf = (steps: readonly StepSource[], name: string): string[] =>
  [
    ...new Set(
      steps
        .filter(({ ladder, accept }) => ladder === name || accept?.ladder === name)
        .map(({ id }) => id),
    ),
  ].sort();

function apart<Thing>(
  old: readonly Thing[],
  now: readonly Thing[],
  keyOf: (thing: Thing) => string,
): Apart<Thing> {
  const [had, has] = [new Set(old.map(keyOf)), new Set(now.map(keyOf))];
  return {
    appears: now.filter((thing) => !had.has(keyOf(thing))),
    goes: old.filter((thing) => !has.has(keyOf(thing))),
  };
}
