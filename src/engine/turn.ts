import { epochMs, type Duty, type EpochMs, type Progress, type UnitEvent } from './model.js';
import { openOccurrences } from './rebase.js';
import { MOST_OPEN, nextOccurrence } from './series.js';
import { dutyAt, find, type Dependent, type Plan, type State } from './state.js';
import { isUncovered } from './watch.js';

// A wrong year in a message would bring a half-hourly series 17,520 occurrences at once.
const LONGEST_AGO_MS = 7 * 86_400_000;

/** What a series or a watch does at the instant for which it wakes: no word, but a turn of its own. */
export function turnOf(
  plan: Plan,
  state: State,
  duty: Duty,
  progress: Progress,
  now: EpochMs,
): UnitEvent[] {
  // A rehearsal runs as if it were never late.
  const at = plan.script ? progress.wakeAt : now;
  return duty.series ? seriesTurn(plan, state, duty, progress, at) : watchEnds(duty, progress, at);
}

function seriesTurn(
  plan: Plan,
  state: State,
  duty: Duty,
  { run, wakeAt }: Progress,
  at: EpochMs,
): UnitEvent[] {
  const open = openOccurrences(plan, state, duty.id);
  const next = run && nextOccurrence(duty, run);
  if (next) {
    const [oldest] = open;
    const missed = oldest && open.length >= MOST_OPEN ? [closed(oldest, at, true)] : [];
    const { ordinal, dueAt } = next;
    const id = `${duty.id}@${ordinal}`;
    return [...missed, { type: 'begun', duty: id, at, series: duty.id, ordinal, dueAt }];
  }
  const endAt = run?.endAt ?? null;
  // The event that ends it has not come: somebody has to hear that nothing is asked any more.
  if (endAt === null) return [closed(duty, at, true)];
  const beyond = open.filter(({ id }) => (find(plan, state, id)?.progress.dueAt ?? 0) > endAt);
  return [
    ...beyond.map((one) => closed(one, at, false)),
    { type: 'accepted', duty: duty.id, by: 'series', at: wakeAt },
  ];
}

const closed = ({ id, answerable }: Duty, at: EpochMs, isTold: boolean): UnitEvent => ({
  type: 'voided',
  duty: id,
  by: 'series',
  at,
  ...(isTold && { to: [answerable] }),
});

// As of its end: nothing that happens later covers a minute that lies behind.
function watchEnds(duty: Duty, progress: Progress, at: EpochMs): UnitEvent[] {
  const { run, baseAt, wakeAt: endAt } = progress;
  const to = [duty.answerable];
  const last = isUncovered(progress, endAt) ? endAt - baseAt : 0;
  const gapMs = (run?.gapMs ?? 0) + last;
  if (gapMs === 0) return [{ type: 'accepted', duty: duty.id, by: 'watch', at: endAt }];
  const gap: UnitEvent[] =
    last > 0 ? [{ type: 'uncovered', duty: duty.id, at, fromAt: baseAt, untilAt: endAt, to }] : [];
  return [...gap, { type: 'expired', duty: duty.id, at, gapMs, to }];
}

/** What an event sets going: the clocks that wait for the duty it has ended. */
export function armedBy(plan: Plan, state: State, event: UnitEvent): UnitEvent[] {
  if (event.type === 'adopted') return armedLate(plan, state, event.at);
  if (!ends(event)) return [];
  const waiting = [
    ...(plan.dependents.get(event.duty) ?? []),
    ...begunWaiting(plan, state, event.duty),
  ];
  const isGivenUp = event.type === 'voided';
  if (waiting.length === 0 || (!isGivenUp && !isDone(find(plan, state, event.duty)?.progress)))
    return [];
  const happenedAt = happenedAtOf(event);
  return waiting.flatMap((one) => armedOne(plan, state, one, happenedAt, event.at));
}

/** What was done first and recorded later counts from when it was done; a wrong year counts as a week. */
export function happenedAtOf({ at, happenedAt = at }: Pick<Ending, 'at' | 'happenedAt'>): EpochMs {
  return epochMs(Math.min(Math.max(happenedAt, at - LONGEST_AGO_MS), at));
}

/** What a procedure has brought stands in no plan: its clocks are looked for among the duties added. */
const begunWaiting = (plan: Plan, { added }: State, duty: string): Dependent[] =>
  added.flatMap(({ after }, n) =>
    after?.duty === duty
      ? [{ place: plan.duties.length + n, edge: 'due', offsetMs: after.offsetMs } as const]
      : [],
  );

type Ending = Extract<UnitEvent, { type: 'submitted' | 'accepted' | 'waived' | 'voided' }>;

// A series given up, since what would have ended it never came, ends too: whatever waits for it would be
// owed by nobody, and nobody would know.
const ends = (event: UnitEvent): event is Ending =>
  event.type === 'submitted' ||
  event.type === 'accepted' ||
  event.type === 'waived' ||
  (event.type === 'voided' && event.by === 'series');

function armedOne(
  plan: Plan,
  state: State,
  { place, edge, offsetMs }: Dependent,
  happenedAt: EpochMs,
  at: EpochMs,
): UnitEvent[] {
  const duty = dutyAt(plan, state, place);
  const progress = duty && find(plan, state, duty.id)?.progress;
  if (!progress || progress.acceptedAt !== null) return [];
  const known = edge === 'until' ? progress.run?.endAt : progress.run?.startAt;
  if (known !== null) return [];
  const instant = epochMs(happenedAt + offsetMs);
  return [{ type: 'armed', duty: duty.id, at, edge, instant }];
}

// Another version of the plan may wait for what has been done long ago.
function armedLate(plan: Plan, state: State, at: EpochMs): UnitEvent[] {
  return [...plan.dependents].flatMap(([id, waiting]) => {
    const awaited = find(plan, state, id)?.progress;
    const doneAt = isDone(awaited) ? awaited?.acceptedAt : null;
    return doneAt ? waiting.flatMap((one) => armedOne(plan, state, one, doneAt, at)) : [];
  });
}

const isDone = (progress: Progress | undefined): boolean =>
  progress?.status === 'accepted' || progress?.status === 'waived';
