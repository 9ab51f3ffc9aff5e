import { anchorsOf, type Anchors, type Unanchored } from './anchors.js';
import type { Calendar } from './calendar.js';
import { groupedBy } from './grouped.js';
import type { EpochMs, Ladder, Post } from './model.js';
import type {
  PostHolder,
  SeasonPlan,
  SessionSource,
  StepSource,
  Target,
  UnitSource,
} from './season-plan.js';
import { postOf, unitOfPost } from './tree.js';
import type { WorkYear } from './workdays.js';

/** Something that a plan says and that cannot be: found only once instants and posts are resolved. */
export interface CompileFault {
  readonly code:
    | Unanchored['code']
    | 'circular-step'
    | 'circular-done'
    | 'done-elsewhere'
    | 'done-misplaced'
    | 'open-after-due'
    | 'warn-before-open'
    | 'hands-not-two'
    | 'span-missing'
    | 'span-reversed'
    | 'series-too-dense'
    | 'series-empty'
    | 'lines-none'
    | 'lines-too-many'
    | 'line-repeats'
    | 'unknown-unit'
    | 'unknown-ladder';
  readonly step: string;
  readonly unit: string;
  readonly detail: string;
  /** Which key of the step says it: `['series', 'from']`. */
  readonly at: readonly (string | number)[];
}

/** What compiling takes besides the plan. */
export interface Known {
  /** Days off and make-up working days, of any country. */
  readonly workYears?: readonly WorkYear[];
  /** Who holds which post: lines of an ask may be one a holder. */
  readonly posts?: readonly PostHolder[];
}

/** What is the same for all units. */
export interface Season {
  readonly plan: SeasonPlan;
  readonly anchors: Anchors;
  readonly steps: ReadonlyMap<string, StepSource>;
  readonly units: ReadonlyMap<string, UnitSource>;
  readonly holders: ReadonlyMap<Post, readonly PostHolder[]>;
  readonly faults: CompileFault[];
  /** Resolved instants by moment, exam and session, lists of instants by their span: few, asked for often. */
  readonly known: Map<string, EpochMs>;
  readonly lists: Map<string, readonly EpochMs[]>;
  /** Lines made so far: a plan of a few lines must not fill the memory. */
  lineCount: number;
}

/** One step at one unit. */
export interface Scene {
  readonly season: Season;
  readonly unit: UnitSource;
  readonly step: StepSource;
  /** Of this unit: its ladders by name, its posts by target. */
  readonly ladders: Map<string, Ladder>;
  readonly posts: Map<Target, Post>;
}

/** Where a moment or a target is written: in which step's key, and for which session. */
export interface Spot {
  readonly session: SessionSource | null;
  readonly at: CompileFault['at'];
}

// A fault of a template is a fault of every unit: past this, more of them help nobody.
const MOST_FAULTS = 10_000;

export function seasonOf(plan: SeasonPlan, calendar: Calendar, known: Known): Season {
  return {
    plan,
    anchors: anchorsOf(plan, calendar, known.workYears),
    steps: new Map(plan.steps.map((step) => [step.id, step])),
    units: new Map(plan.units.map((unit) => [unit.path, unit])),
    holders: groupedBy(known.posts ?? [], ({ post }) => post),
    faults: [],
    known: new Map(),
    lists: new Map(),
    lineCount: 0,
  };
}

/** Writes a fault down and answers null, so that a caller can stop with it. */
export function report(
  { season: { faults }, step, unit }: Scene,
  code: CompileFault['code'],
  detail: string,
  at: CompileFault['at'],
): null {
  if (faults.length < MOST_FAULTS)
    faults.push({ code, step: step.id, unit: unit.path, detail, at });
  return null;
}

/** The post that a target means for this unit; a fault where that unit does not exist. */
export function postFor(scene: Scene, target: Target, ...at: CompileFault['at']): Post {
  const known = scene.posts.get(target);
  if (known !== undefined) return known;
  const post = postOf(target, scene.unit.path);
  // Only what names a unit can name one that is not there; told anew for each step that does.
  if (/[/#]/.test(target) && !scene.season.units.has(unitOfPost(post)))
    report(scene, 'unknown-unit', target, at);
  else scene.posts.set(target, post);
  return post;
}
