import {
  epochMs,
  NEVER,
  type Duty,
  type EpochMs,
  type Firing,
  type Ladder,
  type Post,
  type Progress,
} from './model.js';
import { openingOf } from './span.js';
import { watchEnd } from './watch.js';

/**
 * The words owed about a duty, in order. On the owner's clock: opening, reminders, the due instant,
 * the rungs, and the repeats of the last; once submitted, on the acceptor's: please accept, his due
 * instant, his rungs. `Progress.next` counts through them: reminders below 0, the due instant at 0, the
 * rungs above – so that another version of the plan may have other reminders and every rung its place.
 */
export const OPENING = -1_000;

export interface Word extends Firing {
  readonly to: readonly Post[];
  /** Others than who owes it hear that nothing has been said. */
  readonly unspoken?: true;
}

/** Whether what the duty wakes for is no word, but an occurrence to bring, or its own end. */
export const isTurn = (duty: Duty, { wakeAt, run }: Progress): boolean =>
  duty.series !== undefined || (wakeAt !== NEVER && wakeAt === watchEnd(duty, run));

/** The first reminder after an instant, or the due instant when none is left. */
export function firstAfter(duty: Duty, progress: Progress, after: EpochMs): number {
  let next = -duty.remindBeforeMs.length;
  while (next < 0 && instantOf(duty, progress, next) <= after) next += 1;
  return next || 0;
}

/**
 * The place of a duty under another version of the plan, whose reminders and ladder may be others: what
 * lies behind is not told anew, and the ladder is climbed on from the rung it stands on.
 */
export function placeAfter(duty: Duty, progress: Progress, after: EpochMs): number {
  if (progress.next === OPENING) return OPENING;
  if (progress.next < 0) return firstAfter(duty, progress, after);
  let { next } = progress;
  while (
    next > 0 &&
    next < ladderOf(duty, progress).rungs.length &&
    instantOf(duty, progress, next) <= after
  )
    next += 1;
  return next;
}

/** The place behind the word that is next. */
export function following(duty: Duty, progress: Progress): number {
  const { next, status, run } = progress;
  if (next !== OPENING) return next + 1;
  if (status === 'submitted') return 0;
  // How long before its due instant a clock starts that waited for an event, no plan can know.
  if (duty.after && run?.startAt) return firstAfter(duty, progress, run.startAt);
  return -duty.remindBeforeMs.length || 0;
}

/** The word that is next, if there is one. */
export function nextWord(duty: Duty, progress: Progress): Word | undefined {
  const { next, wakeAt: owedAt, status } = progress;
  if (owedAt === NEVER || isTurn(duty, progress)) return undefined;
  const place = sayable(duty, progress, placeIn(duty, progress, next));
  return {
    duty: duty.id,
    action: place.action,
    rung: place.rung,
    owedAt,
    side: status === 'submitted' ? 'acceptor' : 'owner',
    to: addressees(duty, progress, place),
    ...(warnedAt(duty, place).length > 0 && { unspoken: true }),
  };
}

/** The place of a word in its duty's schedule. */
export function placeOf({ remindBeforeMs }: Duty, { action, rung }: Firing): number {
  if (action === 'open') return OPENING;
  if (action === 'remind') return rung - remindBeforeMs.length;
  return action === 'escalate' ? rung + 1 : 0;
}

/** Whether a word was said on the clock that runs, as far as the state still knows. */
export function wasSaid(duty: Duty, progress: Progress, firing: Firing): boolean {
  const { saidAt, next, status } = progress;
  if (saidAt === null || (firing.side === 'acceptor') !== (status === 'submitted')) return false;
  const place = placeOf(duty, firing);
  return (
    place < next && (firing.owedAt === saidAt || instantOf(duty, progress, place) === firing.owedAt)
  );
}

/**
 * What is to be hurried once a rung was told: nothing, or, where the rung was only shown to the coordinator before
 * its time, the rung that is the same word to whom it is meant for.
 */
export function hurriedAfter(duty: Duty, progress: Progress, told: Firing): EpochMs | null {
  const rungs = ladderOf(duty, progress).rungs;
  const [shown, meant] = told.action === 'escalate' ? rungs.slice(told.rung, told.rung + 2) : [];
  if (!shown?.preview || !meant || progress.hurriedAt === null) return null;
  return epochMs(told.owedAt + meant.afterMs - shown.afterMs);
}

/** When the word after the next one is owed, as things stand. */
export const afterNext = (duty: Duty, progress: Progress): EpochMs =>
  instantOf(duty, progress, following(duty, progress));

/** The base from which the rung that is next falls on `at`: the ladder waits until then. */
export function waitingUntil(duty: Duty, progress: Progress, at: EpochMs): EpochMs {
  const { action, rung } = placeIn(duty, progress, progress.next);
  const offset = action === 'escalate' ? offsetOf(duty.ladder, rung) : NEVER;
  return offset === NEVER ? progress.baseAt : epochMs(at - offset);
}

/** Whether a word comes because the promise was not kept: whatever rung falls at its instant or later. */
export const breaksPromise = ({ action, owedAt }: Firing, { promiseAt }: Progress): boolean =>
  action === 'escalate' && promiseAt !== null && promiseAt <= owedAt;

/** The ladder of the clock that runs: the owner's, or once submitted the acceptor's. */
export const ladderOf = (duty: Duty, { status }: Progress): Ladder =>
  status === 'submitted' && duty.accept ? duty.accept.ladder : duty.ladder;

/** The acceptor's due instant, once there is something to accept. */
export const acceptDueAt = ({ accept }: Duty, { status, submittedAt }: Progress): EpochMs | null =>
  accept && status === 'submitted' && submittedAt !== null
    ? epochMs(submittedAt + accept.withinMs)
    : null;

interface Place {
  readonly action: Firing['action'];
  readonly rung: number;
}

function placeIn(duty: Duty, { status }: Progress, next: number): Place {
  if (next === OPENING) return { action: 'open', rung: -1 };
  if (next < 0) return { action: 'remind', rung: duty.remindBeforeMs.length + next };
  if (next > 0) return { action: 'escalate', rung: next - 1 };
  return { action: duty.kind === 'gate' && status !== 'submitted' ? 'gate' : 'due', rung: -1 };
}

// Beyond the ladder's end its last rung speaks, where a promise is broken then.
function sayable(duty: Duty, progress: Progress, { action, rung }: Place): Place {
  if (action !== 'escalate') return { action, rung };
  const { rungs, repeat } = ladderOf(duty, progress);
  return { action, rung: Math.min(rung, rungs.length - 1 + (repeat?.times ?? 0)) };
}

/** When the word at a place falls due; NEVER where the schedule has none there. */
export function instantOf(duty: Duty, progress: Progress, next: number): EpochMs {
  const { action, rung } = placeIn(duty, progress, next);
  const acceptDue = acceptDueAt(duty, progress);
  if (progress.status === 'submitted' && acceptDue === null) return NEVER;
  switch (action) {
    case 'open':
      return acceptDue === null
        ? (openingOf(duty, progress.run) ?? NEVER)
        : (progress.submittedAt ?? NEVER);
    case 'remind':
      return epochMs(progress.dueAt - (duty.remindBeforeMs[rung] ?? 0));
    case 'due':
    case 'gate':
      return acceptDue ?? progress.dueAt;
    case 'escalate': {
      const ladder = ladderOf(duty, progress);
      const offset = offsetOf(ladder, rung);
      if (offset !== NEVER) return epochMs((acceptDue ?? progress.baseAt) + offset);
      // A promise broken when the ladder has ended is heard by the last rung once more.
      return ladder.rungs.length > 0 ? (progress.promiseAt ?? NEVER) : NEVER;
    }
  }
}

function offsetOf({ rungs, repeat }: Ladder, rung: number): number {
  const own = rungs[rung];
  if (own) return own.afterMs;
  const last = rungs.at(-1);
  const times = rung - rungs.length + 1;
  return last && repeat && times <= repeat.times ? last.afterMs + times * repeat.everyMs : NEVER;
}

function addressees(duty: Duty, progress: Progress, { action, rung }: Place): Post[] {
  const onAcceptor = progress.status === 'submitted';
  if (action === 'escalate') {
    const { rungs } = ladderOf(duty, progress);
    const told = rungs[rung] ?? rungs.at(-1);
    return told ? [told.to] : [];
  }
  if (onAcceptor && duty.accept) return [duty.accept.by];
  const above = warnedAt(duty, { action, rung });
  // One message per answerer or signatory who has not spoken yet, and only to those.
  const silent = silentLines(duty, progress).map(({ by }) => by);
  if (duty.kind === 'ask') return unique([...silent, ...above]);
  if (duty.kind === 'signed') return unique([...openPlaces(duty, progress), ...above]);
  return unique([progress.doer ?? duty.doer, ...silent, ...above]);
}

/** The level above, at the reminder at which it hears who has not spoken. */
const warnedAt = (duty: Duty, { action, rung }: Place): readonly Post[] =>
  action === 'remind' && duty.warn
    ? duty.warn.filter(({ beforeMs }) => beforeMs === duty.remindBeforeMs[rung]).map(({ to }) => to)
    : [];

/** The posts that have not signed yet; one that stands twice signs by two holders. */
export const openPlaces = ({ sign }: Duty, { signatures }: Progress): readonly Post[] =>
  (sign?.posts ?? []).filter((_, n) => !signatures?.some(({ post }) => post === n));

/** The lines, of an ask or of joint departments, that nobody has answered. */
export const silentLines = (duty: Duty, { answers }: Progress): Duty['lines'] =>
  answers === null ? duty.lines : duty.lines.filter((_, n) => answers[n] === '.');

const unique = <Thing>(things: readonly Thing[]): Thing[] => [...new Set(things)];
