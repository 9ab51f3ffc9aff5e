import { itemAt } from './agenda.js';
import { epochMs, type Duty, type Progress, type UnitEvent } from './model.js';
import { occurrenceOf } from './series.js';
import { advanced, rearmed, revised, untouched } from './revise.js';
import { OPENING } from './schedule.js';
import { find, withProgress, type Plan, type State } from './state.js';
import { crewOf, crewText, lacking, nextRelief, without } from './watch.js';

type Of<Type extends UnitEvent['type']> = Extract<UnitEvent, { type: Type }>;

/** The next occurrence takes the place of a finished one, so that the state stays bounded. */
export function begun(plan: Plan, state: State, event: Of<'begun'>): State {
  const found = find(plan, state, event.series);
  if (!found?.progress.run) return state;
  const { at, duty, progress } = found;
  const run = { ...found.progress.run, count: event.ordinal };
  const series = withProgress(state, at, advanced(duty, progress, run));
  const next = occurrenceOf(duty, event.ordinal, event.dueAt, progress.doer ?? duty.doer);
  const place = freePlace(plan, series, event.series, next.id);
  const added = [...series.added];
  added[place] = next;
  return withProgress({ ...series, added }, plan.duties.length + place, untouched(next));
}

/** The place in `added` that the next occurrence of a series takes: that of a finished one, if any. */
export function freePlace(plan: Plan, state: State, series: string, id: string): number {
  // A series that begins anew brings ids that stand there from before.
  const same = state.added.findIndex((one) => one.id === id);
  if (same >= 0) return same;
  const isFree = ({ ofSeries }: Duty, n: number): boolean => {
    if (ofSeries !== series) return false;
    const { acceptedAt, openChildren } = itemAt(state.agenda, plan.duties.length + n);
    return acceptedAt !== null && openChildren === 0;
  };
  const place = state.added.findIndex(isFree);
  return place < 0 ? state.added.length : place;
}

/** The clock of a duty whose event has happened; of a series or a watch one of its edges. */
export function armed(duty: Duty, progress: Progress, event: Of<'armed'>): Progress {
  const { run } = progress;
  if (run === null) return progress;
  const { edge, instant, at } = event;
  if (edge === 'until') return advancedOrSame(duty, progress, { ...run, endAt: instant });
  if (edge === 'due') {
    const begun = revised(duty, progress, { run: { ...run, startAt: at }, next: OPENING });
    // What was signed for or submitted before its clock began needs no word that opens it.
    if (progress.status === 'submitted') return revised(duty, begun, { next: progress.next });
    return revised(duty, begun, { dueAt: instant, baseAt: instant, level: 0 });
  }
  const started = { ...run, startAt: instant };
  if (!duty.watch) return advanced(duty, progress, started);
  const isManned = run.crew !== null && lacking(duty.watch, crewOf(progress)) === 0;
  const { dueAt, baseAt } = !isManned
    ? { dueAt: instant, baseAt: instant }
    : nextRelief(duty.watch, started, instant);
  const fresh = rearmed(duty, revised(duty, progress, { run: started }), dueAt, at);
  return revised(duty, fresh, { baseAt });
}

const advancedOrSame = (duty: Duty, progress: Progress, run: Progress['run']): Progress =>
  duty.series && run ? advanced(duty, progress, run) : revised(duty, progress, { run });

/** Another crew is on duty: due again at the end of its shift. */
export function relieved(duty: Duty, progress: Progress, event: Of<'relieved'>): Progress {
  const { watch } = duty;
  const { run } = progress;
  if (!watch || run === null) return progress;
  const { crew, since } = event;
  const next = { ...run, crew, crewSince: since, count: run.count + 1 };
  const signed = revised(duty, progress, { run: next, signatures: null, content: null });
  if (run.startAt === null) return signed;
  const { dueAt, baseAt } = nextRelief(watch, next, since);
  return revised(duty, rearmed(duty, signed, dueAt, event.at), { baseAt });
}

/** Somebody has left: where too few remain, the ladder starts at once. */
export function left(duty: Duty, progress: Progress, event: Of<'left'>): Progress {
  const { run } = progress;
  if (run === null) return progress;
  const crew = crewText(without(crewOf(progress), event.person));
  const changes = { run: { ...run, crew } };
  const { at } = event;
  if (!event.isShort) {
    const fewer = revised(duty, progress, changes);
    const { startAt } = run;
    const isAhead = startAt !== null && at < startAt;
    // A crew that took the first shift over early and is short before it begins has not taken it over.
    const isShortThen = duty.watch && isAhead && lacking(duty.watch, crewOf(fewer)) > 0;
    return isShortThen ? rearmed(duty, fewer, startAt, at) : fewer;
  }
  return revised(duty, progress, { ...changes, dueAt: at, baseAt: at, level: 0, next: 0 });
}

/** A gap is counted; over the watch's end nothing more can be covered. */
export const uncovered = ({ run }: Progress, event: Of<'uncovered'>): Partial<Progress> =>
  run === null ? {} : { run: { ...run, gapMs: run.gapMs + (event.untilAt - event.fromAt) } };

/** Over, with gaps: overdue from its end, until somebody waives it; a ladder under way goes on. */
export function expired(duty: Duty, progress: Progress): Progress {
  const { run, baseAt } = progress;
  if (run === null) return progress;
  const over = { ...run, isOver: true };
  const endAt = epochMs(run.endAt ?? baseAt);
  if (baseAt < endAt) return revised(duty, progress, { run: over });
  return revised(duty, progress, { run: over, dueAt: endAt, baseAt: endAt, level: 0, next: 0 });
}
