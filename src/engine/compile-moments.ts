import { civilInstant, dayInstant, isInReach } from './anchors.js';
import { plusDays } from './calendar.js';
import { report, type Scene, type Spot } from './compile-scene.js';
import { epochMs, PROCEDURE_EPOCH, type After, type EpochMs, type SessionEdge } from './model.js';
import { parseMoment, type MomentAst } from './moment.js';
import type { ExamSource, Moment, SessionSource, StepSource } from './season-plan.js';
import { isHeldBy } from './tree.js';

/** An instant, only planned where it hangs on a real event. */
export interface Edge {
  readonly at: EpochMs;
  readonly after: After | null;
}

/** The moment at which a step is due: of what lasts, its end. */
export const dueMomentOf = ({ series, watch, due }: StepSource): Moment =>
  series?.until ?? watch?.until ?? due;

/** A duty's name for ever: the step's id, or `<step>@<session>`. */
export const dutyIdOf = (step: StepSource, session: SessionSource | null): string =>
  session ? `${step.id}@${session.id}` : step.id;

/** Resolves a moment of the scene's step; null after a fault was reported. */
export function edgeOf(scene: Scene, text: Moment, spot: Spot): Edge | null {
  const at = instantOf(scene, scene.step, text, spot, [scene.step.id]);
  if (at === null) return null;
  const ast = text.startsWith('done(') ? parseMoment(text) : null;
  const other = ast?.type === 'done' ? scene.season.steps.get(ast.step) : undefined;
  if (ast?.type !== 'done' || !other) return { at, after: null };
  const session = other.sessions === null ? null : spot.session;
  return { at, after: { duty: dutyIdOf(other, session), offsetMs: ast.offsetMs } };
}

// `owner` is the step in which the moment is written, `trail` the steps whose instants it hangs on.
function instantOf(
  scene: Scene,
  owner: StepSource,
  text: Moment,
  spot: Spot,
  trail: readonly string[],
): EpochMs | null {
  const { known } = scene.season;
  const exam = examMeant(scene, owner, spot.session);
  const name = `${text}|${exam?.id ?? ''}|${spot.session?.id ?? ''}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const ast = parseMoment(text);
  if (ast === null) return report(scene, 'unknown-moment', text, spot.at);
  // What hangs on another step differs by unit; what is wrong is to be said for each.
  if (ast.type === 'step' || ast.type === 'done') return onStep(scene, ast, text, spot, trail);
  const instant = absolute(scene, ast, exam, text, spot);
  if (instant !== null) known.set(name, instant);
  return instant;
}

/** Which exam a plain `E` means: the step's only one, else the session's, else the season's first. */
function examMeant(
  { season: { anchors } }: Scene,
  { exams }: StepSource,
  session: SessionSource | null,
): ExamSource | undefined {
  const name = exams?.length === 1 ? exams[0] : session?.exam;
  return name === undefined ? anchors.exams[0] : anchors.exams.find(({ id }) => id === name);
}

function absolute(
  scene: Scene,
  ast: Exclude<MomentAst, { type: 'step' | 'done' }>,
  exam: ExamSource | undefined,
  text: Moment,
  { session, at }: Spot,
): EpochMs | null {
  const { anchors } = scene.season;
  switch (ast.type) {
    case 'civil':
      return (
        civilInstant(anchors.calendar, ast.date, ast.time) ??
        report(scene, 'unknown-moment', text, at)
      );
    case 'begun':
      return plus(scene, PROCEDURE_EPOCH, ast.offsetMs, text, at);
    case 'session': {
      const edge = session && edgeInstant(scene, session, ast.edge);
      return plus(scene, edge, ast.offsetMs, text, at);
    }
    case 'exam':
    case 'workday': {
      const instant = dayInstant(ast, anchors, exam);
      if (typeof instant === 'number') return instant;
      const detail = instant.detail === '' ? text : `${text} (${instant.detail})`;
      return report(scene, instant.code, detail, at);
    }
  }
}

/** When a session starts, or ends; null where its exam is not there, or its year out of reach. */
export function edgeInstant(
  scene: Pick<Scene, 'season'>,
  session: SessionSource,
  edge: SessionEdge,
): EpochMs | null {
  const exam = examOf(scene, session);
  const { calendar } = scene.season.anchors;
  return exam ? civilInstant(calendar, plusDays(exam.firstDay, session.day), session[edge]) : null;
}

/** The exam of a session; absent: the season's first. */
export const examOf = (
  { season: { anchors } }: Pick<Scene, 'season'>,
  { exam }: SessionSource,
): ExamSource | undefined =>
  exam === undefined ? anchors.exams[0] : anchors.exams.find(({ id }) => id === exam);

function onStep(
  scene: Scene,
  { type, step, offsetMs }: Extract<MomentAst, { type: 'step' | 'done' }>,
  text: Moment,
  { session, at }: Spot,
  trail: readonly string[],
): EpochMs | null {
  const other = scene.season.steps.get(step);
  if (!other || !isHeldBy(other, scene.unit))
    return report(scene, type === 'done' ? 'done-elsewhere' : 'unknown-moment', text, at);
  if (type === 'done' && !isOnceWith(other, session))
    return report(scene, 'done-elsewhere', text, at);
  const path = [...trail, step];
  if (trail.includes(step))
    return report(scene, type === 'done' ? 'circular-done' : 'circular-step', path.join(' → '), at);
  const spot = { session: other.sessions === null ? null : session, at };
  const base = instantOf(scene, other, dueMomentOf(other), spot, path);
  return base === null ? null : plus(scene, base, offsetMs, text, at);
}

/** Offsets add up along a chain of steps: each sum stays within the years that can be counted in. */
function plus(
  scene: Scene,
  base: EpochMs | null,
  offsetMs: number,
  text: Moment,
  at: Spot['at'],
): EpochMs | null {
  const sum = (base ?? NaN) + offsetMs;
  return isInReach(sum) ? epochMs(sum) : report(scene, 'unknown-moment', text, at);
}

/** Whether exactly one duty of the other step is meant from here. */
const isOnceWith = ({ sessions }: StepSource, session: SessionSource | null): boolean =>
  sessions === null || (session !== null && sessions.includes(session.id));
