import { itemAt } from './agenda.js';
import type { Command, Duty, DutyCommand, Progress } from './model.js';
import { isDone } from './needs.js';
import { no, type Refused } from './outcome.js';
import { nextOccurrence } from './series.js';
import { dutiesOf, find, type Plan, type State } from './state.js';

export interface Named {
  readonly duty: Duty;
  readonly progress: Progress;
}
type Naming = Pick<DutyCommand, 'step' | 'occurrence'> & { readonly type: Command['type'] };

// These may mean a series as a whole; everything else is about one of its occurrences.
const ON_SERIES: ReadonlySet<Command['type']> = new Set(['waive', 'handOn', 'object']);

/** Finds the duty a command means: by its id, or by its step where only one occurrence is open. */
export function dutyNamed(plan: Plan, state: State, named: Naming): Named | Refused {
  const { type, step, occurrence } = named;
  const id = occurrence === undefined ? step : `${step}@${occurrence}`;
  const exact = find(plan, state, id);
  if (exact?.duty.series && !ON_SERIES.has(type)) return openOf(plan, state, exact);
  if (exact) return exact;
  const forgotten = forgottenIn(plan, state, id);
  if (forgotten) return forgotten;
  if (occurrence !== undefined) return no('unknown-step', id);
  const all = dutiesOf(plan, state, step).filter(({ duty }) => !duty.series);
  return onlyOpen(all) ?? no('unknown-step', step);
}

function onlyOpen(all: readonly Named[]): Named | Refused | null {
  const open = all.filter(({ progress }) => !isDone(progress));
  const [only] = open.length > 0 ? open : all.slice(-1);
  if (!only) return null;
  return open.length > 1 ? no('which-occurrence', open.map(({ duty }) => duty.id).join(' ')) : only;
}

function openOf(plan: Plan, state: State, { duty, progress }: Named): Named | Refused {
  const known = state.added.flatMap((one, n) =>
    one.ofSeries === duty.id
      ? [{ duty: one, progress: itemAt(state.agenda, plan.duties.length + n) }]
      : [],
  );
  return onlyOpen(known) ?? no(isDone(progress) ? 'already-done' : 'not-begun', duty.id);
}

/** An occurrence whose place another one has taken is done; one that is still to come has not begun. */
function forgottenIn(plan: Plan, state: State, id: string): Refused | null {
  const cut = id.lastIndexOf('@');
  const ordinal = Number(id.slice(cut + 1));
  const series = cut < 0 ? undefined : find(plan, state, id.slice(0, cut));
  const run = series?.progress.run;
  if (!series?.duty.series || !run || !Number.isSafeInteger(ordinal) || ordinal < 1) return null;
  if (ordinal <= run.count) return no('already-done', id);
  return isDone(series.progress) || !nextOccurrence(series.duty, { ...run, count: ordinal - 1 })
    ? null
    : no('not-begun', id);
}
