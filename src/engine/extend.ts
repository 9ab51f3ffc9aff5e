import { itemAt } from './agenda.js';
import { isOfSession, withExtension } from './extension.js';
import { epochMs, type Duty, type EpochMs, type Progress, type UnitEvent } from './model.js';
import { movedRun, occurrenceUnder } from './rebase.js';
import { rearmed, revised } from './revise.js';
import { OPENING } from './schedule.js';
import { ordinalIn } from './series.js';
import { isHanging } from './span.js';
import { dutyAt, find, withProgress, type Plan, type State } from './state.js';

type Extended = Extract<UnitEvent, { type: 'extended' }>;

/**
 * The state with the session's open duties on their later clocks. What was done stays, and what a return has set for
 * one duty alone.
 */
export function extended(plan: Plan, before: State, event: Extended): State {
  const extensions = withExtension(before.extensions ?? [], event);
  let state: State = { ...before, extensions };
  for (const [place, { id, step }] of plan.duties.entries())
    if (isOfSession({ id, step }, event.session))
      state = movedAt(plan, before, state, place, event.at);
  return occurrencesMoved(plan, state, event);
}

function movedAt(plan: Plan, before: State, state: State, place: number, at: EpochMs): State {
  const was = dutyAt(plan, before, place);
  const duty = dutyAt(plan, state, place);
  if (!was || !duty) return state;
  return progressed(state, place, moved(was, duty, itemAt(state.agenda, place), at));
}

/** With it goes the question of a gate that is not due yet after all. */
function progressed(state: State, place: number, progress: Progress): State {
  const next = withProgress(state, place, progress);
  if (progress.asking !== null || !state.asking.includes(progress.id)) return next;
  return { ...next, asking: next.asking.filter((id) => id !== progress.id) };
}

/** An open occurrence of a series of the session follows it. */
function occurrencesMoved(plan: Plan, before: State, { session, at }: Extended): State {
  let state = before;
  for (const [n, was] of before.added.entries()) {
    const series = was.ofSeries === undefined ? undefined : find(plan, before, was.ofSeries);
    if (!series || !isOfSession(series.duty, session)) continue;
    const place = plan.duties.length + n;
    const progress = itemAt(before.agenda, place);
    if (!isMovable(progress)) continue;
    const duty = occurrenceUnder(series.duty, series.progress, ordinalIn(was.id), was.doer);
    if (!duty) continue;
    const added = state.added.map((one, at) => (at === n ? duty : one));
    state = progressed({ ...state, added }, place, moved(was, duty, progress, at));
  }
  return state;
}

/** Still owed, by the plan's own time: a return has set another. */
const isMovable = ({ acceptedAt, status, returns }: Progress): boolean =>
  acceptedAt === null && status !== 'submitted' && returns === 0;

/**
 * The clock of a duty that is due later, or, where an approval was amended, sooner. Not late any more, it is reminded
 * and climbs anew; late even so, it climbs on from where it stands.
 */
function moved(was: Duty, duty: Duty, progress: Progress, at: EpochMs): Progress {
  if (was === duty || !isMovable(progress)) return progress;
  if (duty.series ?? duty.watch) return movedRun(duty, progress, at);
  // A clock that an event has started runs from there.
  if (duty.after && !isHanging(duty, progress.run)) return progress;
  const byMs = duty.dueAt - was.dueAt;
  const { dueAt } = duty;
  const baseAt = epochMs(progress.baseAt + byMs);
  const promiseAt = progress.promiseAt === null ? null : epochMs(progress.promiseAt + byMs);
  if (byMs === 0 || progress.next === OPENING || dueAt <= at)
    return revised(duty, progress, { dueAt, baseAt, promiseAt });
  const asking = duty.kind === 'gate' ? null : progress.asking;
  const isLate = was.dueAt <= at;
  const anew = rearmed(duty, revised(duty, progress, { asking }), dueAt, at);
  return revised(duty, anew, { promiseAt: isLate ? null : promiseAt });
}
