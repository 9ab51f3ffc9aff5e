import { mustAsk } from './needs.js';
import { agendaOf, itemAt, itemsOf } from './agenda.js';
import type { Duty, EpochMs, Post, Progress } from './model.js';
import { nextOccurrence, occurrenceOf, ordinalIn } from './series.js';
import { advanced, firstDue, rearmed, revised, untouched } from './revise.js';
import { OPENING, placeAfter } from './schedule.js';
import { isHanging, runUnder } from './span.js';
import { dutiesUnder, type Plan, type State } from './state.js';
import { isUncovered, nextRelief } from './watch.js';

/**
 * The state under another version of the plan: what is done stays done, a moved duty is armed anew
 * from `at`, what the plan no longer holds is kept among the added as void.
 */
export function rebased(plan: Plan, state: State, at: EpochMs): State {
  const before = new Map(itemsOf(state.agenda).map((progress) => [progress.id, progress]));
  const duties = dutiesUnder(plan, state);
  const planned = duties.map((duty) => {
    const progress = before.get(duty.id);
    return progress ? moved(duty, progress, at) : fresh(duty, at);
  });
  const kept = state.added.flatMap((duty) => {
    const progress = before.get(duty.id);
    if (plan.index.has(duty.id) || !progress) return [];
    const series = duty.ofSeries === undefined ? -1 : (plan.index.get(duty.ofSeries) ?? -1);
    return [keptUnder(duties[series], duty, progress, before, at)];
  });
  const agenda = agendaOf([...planned, ...kept.map(({ progress }) => progress)]);
  const asking = itemsOf(agenda).flatMap(({ id, asking: asks }) => (asks === null ? [] : [id]));
  return { ...state, added: kept.map(({ duty }) => duty), agenda, asking };
}

interface Kept {
  readonly duty: Duty;
  readonly progress: Progress;
}

// An open occurrence follows its series; every other added duty stays as it is.
function keptUnder(
  series: Duty | undefined,
  duty: Duty,
  progress: Progress,
  before: ReadonlyMap<string, Progress>,
  at: EpochMs,
): Kept {
  const old = duty.ofSeries === undefined ? undefined : before.get(duty.ofSeries);
  if (!series || !old || progress.acceptedAt !== null) return { duty, progress };
  const same = occurrenceUnder(series, old, ordinalIn(duty.id), duty.doer);
  return same ? { duty: same, progress: moved(same, progress, at) } : { duty, progress };
}

/** The occurrence as a changed series has it; null where it has none of this ordinal any more. */
export function occurrenceUnder(
  series: Duty,
  { run }: Progress,
  ordinal: number,
  doer?: Post,
): Duty | null {
  const under = run && runUnder(series, { ...run, count: ordinal - 1 });
  const next = under && nextOccurrence(series, under);
  return next?.ordinal === ordinal ? occurrenceOf(series, ordinal, next.dueAt, doer) : null;
}

/**
 * Whether a series or a watch that is not over begins anew: it was moved, and all of its new time lies
 * ahead. What was patrolled or guarded before says nothing about that.
 */
export function beginsAnew(duty: Duty, progress: Progress, at: EpochMs): boolean {
  const { run, acceptedAt, status } = progress;
  if (run === null || !(duty.series ?? duty.watch)) return false;
  if (acceptedAt !== null && status !== 'void') return false;
  const { startAt } = runUnder(duty, run);
  return startAt !== null && startAt > at && startAt !== run.startAt;
}

function moved(duty: Duty, before: Progress, at: EpochMs): Progress {
  // What other units answered, they answered to the needs of an earlier version.
  const isAskedAnew = mustAsk(duty) && before.acceptedAt === null && before.missing !== null;
  const progress = isAskedAnew ? revised(duty, before, { missing: null, judgedAt: null }) : before;
  const { status, openChildren } = progress;
  const isAnew = beginsAnew(duty, progress, at);
  if (isAnew) return revised(duty, untouched(duty), { openChildren, doer: progress.doer });
  // What an earlier version dropped and this one holds is owed again.
  if (status === 'void') return moved(duty, revised(duty, fresh(duty, at), { openChildren }), at);
  // Nobody is left to accept it.
  if (status === 'submitted' && duty.accept === null && openChildren === 0)
    return revised(duty, progress, { status: 'accepted', acceptedAt: at });
  if (progress.acceptedAt !== null || status === 'submitted') return revised(duty, progress, {});
  if (duty.series ?? duty.watch ?? duty.after) return movedRun(duty, progress, at);
  const isSame = progress.dueAt === duty.dueAt || progress.returns > 0;
  if (isSame) return placed(duty, progress, at);
  const isUnopened = progress.next === OPENING && duty.openAt !== null && duty.openAt > at;
  if (isUnopened)
    return revised(duty, progress, { dueAt: duty.dueAt, baseAt: duty.dueAt, promiseAt: null });
  return rearmed(duty, revised(duty, progress, { asking: null }), duty.dueAt, at);
}

// Only the rung that was to be hurried is hurried on.
function placed(duty: Duty, progress: Progress, at: EpochMs): Progress {
  const next = placeAfter(duty, progress, at);
  const hurriedAt = next === progress.next ? progress.hurriedAt : null;
  return revised(duty, progress, { next, hurriedAt });
}

// A series that joins a running season owes what lies ahead.
function fresh(duty: Duty, at: EpochMs): Progress {
  const begin = untouched(duty);
  let { run } = begin;
  if (!duty.series || run === null) return begin;
  for (let next = nextOccurrence(duty, run); next; next = nextOccurrence(duty, run)) {
    if (next.dueAt > at) break;
    run = { ...run, count: next.ordinal };
  }
  return advanced(duty, begin, run);
}

/** What an event has armed stays armed; what is still only planned is planned anew. */
export function movedRun(duty: Duty, progress: Progress, at: EpochMs): Progress {
  const run = runUnder(duty, progress.run ?? untouched(duty).run ?? EMPTY);
  const standing = revised(duty, progress, { run });
  if (duty.series) return advanced(duty, standing, run);
  if (isHanging(duty, run)) {
    const dueAt = firstDue(duty, run);
    return revised(duty, standing, { dueAt, baseAt: dueAt });
  }
  if (!duty.watch || run.isOver || isUncovered(progress, at)) return placed(duty, standing, at);
  const { dueAt, baseAt } =
    run.crew === null || run.startAt === null
      ? { dueAt: firstDue(duty, run), baseAt: firstDue(duty, run) }
      : nextRelief(duty.watch, run, run.crewSince ?? run.startAt);
  if (dueAt === progress.dueAt) return placed(duty, revised(duty, standing, { baseAt }), at);
  return revised(duty, rearmed(duty, standing, dueAt, at), { baseAt });
}

const EMPTY = {
  ...{ startAt: null, endAt: null, count: 0 },
  ...{ crew: null, crewSince: null, gapMs: 0, isOver: false },
} as const;

/** The unfinished occurrences of a series, the oldest first. */
export function openOccurrences(plan: Plan, state: State, series: string): Duty[] {
  return state.added
    .filter(
      ({ ofSeries }, n) =>
        ofSeries === series && itemAt(state.agenda, plan.duties.length + n).acceptedAt === null,
    )
    .sort((a, b) => ordinalIn(a.id) - ordinalIn(b.id));
}
