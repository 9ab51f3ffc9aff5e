import type { Action, Duty, EpochMs, Kind, Post, Progress, Status } from './model.js';
import { acceptDueAt, nextWord, openPlaces, silentLines } from './schedule.js';
import { isHanging } from './span.js';
import { find, type Plan, type State } from './state.js';
import { crewOf, lacking } from './watch.js';

/** How one duty stands, as the board shows it (任务台账): one row a duty, written with its events. */
export interface BoardRow {
  readonly duty: string;
  readonly step: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly dueAt: EpochMs;
  /** From when it counts as overdue on the clock that runs now, the owner's or the acceptor's. */
  readonly lateAt: EpochMs | null;
  readonly level: number;
  readonly returns: number;
  readonly doer: Post;
  readonly answerable: Post;
  readonly promiseAt: EpochMs | null;
  readonly toldAt: EpochMs | null;
  readonly told: readonly Post[];
  readonly nextAt: EpochMs | null;
  readonly nextAction: Action | null;
  readonly nextTo: readonly Post[];
  readonly acceptedAt: EpochMs | null;
  /** Posts that a word of the present clock did not reach. */
  readonly unreached: readonly Post[];
  /** How many lines, signatures or needs are wanting. */
  readonly missing: number;
  /** Only for duties added while the season runs; others have theirs in the plan. */
  readonly title: string | null;
}

/** The row of a duty as the unit's state has it; null for a duty the unit does not know. */
export function rowOf(plan: Plan, state: State, id: string): BoardRow | null {
  const found = find(plan, state, id);
  return found ? row(found.duty, found.progress) : null;
}

function row(duty: Duty, progress: Progress): BoardRow {
  const word = nextWord(duty, progress);
  return {
    duty: duty.id,
    step: duty.step,
    kind: duty.kind,
    status: progress.status,
    dueAt: progress.dueAt,
    lateAt: lateAtOf(duty, progress),
    level: progress.level,
    returns: progress.returns,
    doer: progress.doer ?? duty.doer,
    answerable: duty.answerable,
    promiseAt: progress.promiseAt,
    toldAt: progress.toldAt,
    told: progress.told ?? [],
    nextAt: word?.owedAt ?? null,
    nextAction: word?.action ?? null,
    nextTo: word?.to ?? [],
    acceptedAt: progress.acceptedAt,
    unreached: [...new Set((progress.unreached ?? []).map(({ post }) => post))],
    missing: wanting(duty, progress),
    title: progress.title,
  };
}

/** The instant from which a duty counts as overdue; null once nothing can be late. */
export function lateAtOf(duty: Duty, progress: Progress): EpochMs | null {
  const { status } = progress;
  if (status === 'submitted') return acceptDueAt(duty, progress);
  // A series is never late itself, its occurrences are; what waits for an event owes nothing yet.
  if (duty.series || isHanging(duty, progress.run ?? null)) return null;
  if (duty.watch && status === 'open') return progress.baseAt;
  return status === 'open' || status === 'signed-for' || status === 'returned'
    ? progress.dueAt
    : null;
}

function wanting(duty: Duty, progress: Progress): number {
  if (progress.acceptedAt !== null) return 0;
  if (duty.kind === 'signed') return openPlaces(duty, progress).length;
  if (duty.watch) return lacking(duty.watch, crewOf(progress));
  return silentLines(duty, progress).length + (progress.missing?.length ?? 0);
}
