import { epochMs, NEVER, type Duty, type EpochMs, type Post, type Run } from './model.js';
import { freshRun } from './span.js';

/** So many unfinished occurrences a series keeps; beyond them the oldest is closed as missed. */
export const MOST_OPEN = 32;

/**
 * So long a series goes on beyond its planned end, while the event that would end it has not
 * happened: then it is closed with a word to the answerable, or it would go on for ever.
 */
export const OVERRUN_MS = 7 * 86_400_000;

const MOST_PLANNED = 10_000;

/** The n-th of a series, from 1: when it opens and when it is due. */
export interface Occurrence {
  readonly ordinal: number;
  readonly openAt: EpochMs;
  readonly dueAt: EpochMs;
}

/**
 * The planned occurrences of a series as duties, in their order: `<series id>@<n>`, n from 1. The first
 * of a regular series is due one interval after its beginning, the last at or before its end. Edges that
 * hang on events count as planned. At most 10,000; none for any other duty.
 */
export function occurrencesOf(duty: Duty): Duty[] {
  const fresh = freshRun(duty);
  if (!duty.series || !fresh) return [];
  const { fromAt, untilAt } = duty.series;
  const occurrences: Duty[] = [];
  let run: Run = { ...fresh, startAt: fromAt, endAt: untilAt };
  for (let next = nextOccurrence(duty, run); next; next = nextOccurrence(duty, run)) {
    occurrences.push(occurrenceOf(duty, next.ordinal, next.dueAt));
    if (occurrences.length === MOST_PLANNED) break;
    run = { ...run, count: next.ordinal };
  }
  return occurrences;
}

/** The occurrence as a duty of its own: `<series id>@<ordinal>`, of the kind the series is of. */
export function occurrenceOf(
  duty: Duty,
  ordinal: number,
  dueAt: EpochMs,
  doer: Post = duty.doer,
): Duty {
  const { series, after: _after, watch: _watch, ...plain } = duty;
  const leadMs = series?.leadMs ?? 0;
  return {
    ...plain,
    id: `${duty.id}@${ordinal}`,
    kind: series?.of ?? 'task',
    doer,
    dueAt,
    openAt: leadMs > 0 ? epochMs(dueAt - leadMs) : null,
    // A reminder of what has not opened yet would only confuse.
    remindBeforeMs: duty.remindBeforeMs.filter((beforeMs) => beforeMs < leadMs),
    ofSeries: duty.id,
  };
}

/** The occurrence that comes next, or null when none does. */
export function nextOccurrence(duty: Duty, run: Run): Occurrence | null {
  const { startAt } = run;
  const { series } = duty;
  if (!series || startAt === null) return null;
  const limit = limitOf(duty, run);
  for (let ordinal = run.count + 1; ; ordinal += 1) {
    const dueAt =
      series.everyMs === null
        ? series.instants?.[ordinal - 1]
        : epochMs(startAt + ordinal * series.everyMs);
    if (dueAt === undefined || dueAt > limit) return null;
    // What was listed for before the series really began is not owed.
    if (dueAt < startAt) continue;
    return { ordinal, dueAt, openAt: epochMs(Math.max(dueAt - series.leadMs, startAt)) };
  }
}

/** When the series next acts: it brings an occurrence, or ends. */
export function seriesWake(duty: Duty, run: Run): EpochMs {
  if (run.startAt === null) return NEVER;
  return nextOccurrence(duty, run)?.openAt ?? limitOf(duty, run);
}

/** Where the series ends: at its end, or if that event has not happened, a week after it was planned. */
const limitOf = ({ series }: Duty, { endAt }: Run): EpochMs =>
  endAt ?? epochMs((series?.untilAt ?? 0) + OVERRUN_MS);

/** The ordinal in the id of an occurrence. */
export const ordinalIn = (id: string): number => Number(id.slice(id.lastIndexOf('@') + 1));
