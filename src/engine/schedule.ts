import { epochMs, NEVER, type Duty, type EpochMs, type Firing, type Ladder, type Post, type Progress } from './model.js';

/**
 * The words owed about a duty, in order. On the owner's clock: opening, reminders, the due instant,
 * the rungs, and the repeats of the last; once submitted, on the acceptor's: please accept, his due
 * instant, his rungs. `Progress.next` counts through them.
 */
export interface Word extends Firing {
  readonly to: readonly Post[];
}

/** How a duty begins. */
export function untouched(duty: Duty): Progress {
  return armed(duty, {
    id: duty.id,
    status: 'open',
    dueAt: duty.dueAt,
    baseAt: duty.dueAt,
    next: 0,
    wakeAt: NEVER,
    level: 0,
    returns: 0,
    openChildren: 0,
  });
}

/** The progress with the instant of its next word; every change of progress goes through here. */
export function armed(duty: Duty, progress: Progress): Progress {
  let { next } = progress;
  // A schedule without an opening instant begins at its first reminder.
  while (next === 0 && isOwed(progress) && duty.openAt === null) next = 1;
  const wakeAt = progress.asking || !isOwed(progress) ? NEVER : instantOf(duty, progress, next);
  return { ...progress, next, wakeAt };
}

/** The schedule of the owner's clock from its due instant on, skipping reminders before `after`. */
export function rearmed(duty: Duty, progress: Progress, dueAt: EpochMs, after: EpochMs): Progress {
  const fresh = { ...progress, dueAt, baseAt: dueAt, level: 0 };
  let next = 1;
  while (next <= duty.remindBeforeMs.length && instantOf(duty, fresh, next) <= after) next += 1;
  const { promiseAt: _kept, ...without } = fresh;
  return armed(duty, { ...without, next });
}

/** The word that is next, if there is one. */
export function nextWord(duty: Duty, progress: Progress): Word | undefined {
  if (progress.wakeAt === NEVER) return undefined;
  const { next, wakeAt: owedAt } = progress;
  const side = progress.status === 'submitted' ? 'acceptor' : 'owner';
  const place = placeIn(duty, progress, next);
  const firing = { duty: duty.id, owedAt, side, action: place.action, rung: place.rung } as const;
  return { ...firing, to: addressees(duty, progress, place) };
}

/** The base from which the rung that is next falls on `at`: the ladder waits until then. */
export function waitingUntil(duty: Duty, progress: Progress, at: EpochMs): EpochMs {
  const place = placeIn(duty, progress, progress.next);
  return epochMs(at - (place.action === 'escalate' ? offsetOf(duty.ladder, place.rung) : 0));
}

/** Whether a word may still be owed: not before a duty's children, not after its end. */
const isOwed = ({ status }: Progress): boolean =>
  status === 'open' || status === 'signed-for' || status === 'returned' || status === 'submitted';

/** The acceptor's due instant, once there is something to accept. */
export const acceptDueAt = ({ accept }: Duty, { status, submittedAt }: Progress): EpochMs | null =>
  accept && status === 'submitted' && submittedAt !== undefined
    ? epochMs(submittedAt + accept.withinMs)
    : null;

interface Place {
  readonly action: Firing['action'];
  readonly rung: number;
}

function placeIn(duty: Duty, { status }: Progress, next: number): Place {
  const reminders = status === 'submitted' ? 0 : duty.remindBeforeMs.length;
  if (next === 0) return { action: 'open', rung: -1 };
  if (next <= reminders) return { action: 'remind', rung: next - 1 };
  if (next === reminders + 1)
    return { action: duty.kind === 'gate' && status !== 'submitted' ? 'gate' : 'due', rung: -1 };
  return { action: 'escalate', rung: next - reminders - 2 };
}

function instantOf(duty: Duty, progress: Progress, next: number): EpochMs {
  const { action, rung } = placeIn(duty, progress, next);
  const acceptDue = acceptDueAt(duty, progress);
  if (progress.status === 'submitted' && acceptDue === null) return NEVER;
  switch (action) {
    case 'open':
      return acceptDue === null ? (duty.openAt ?? NEVER) : (progress.submittedAt ?? NEVER);
    case 'remind':
      return epochMs(progress.dueAt - (duty.remindBeforeMs[rung] ?? 0));
    case 'due':
    case 'gate':
      return acceptDue ?? progress.dueAt;
    case 'escalate': {
      const ladder = acceptDue === null ? duty.ladder : (duty.accept?.ladder ?? duty.ladder);
      const offset = offsetOf(ladder, rung);
      return offset === NEVER ? NEVER : epochMs((acceptDue ?? progress.baseAt) + offset);
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
    const { rungs } = onAcceptor && duty.accept ? duty.accept.ladder : duty.ladder;
    const told = rungs[rung] ?? rungs.at(-1);
    return told ? [told.to] : [];
  }
  if (onAcceptor && duty.accept) return [duty.accept.by];
  // One message per answerer or signatory who has not spoken yet, and only to those.
  if (duty.kind === 'ask') return unique(silentLines(duty, progress).map(({ by }) => by));
  if (duty.kind === 'signed')
    return (duty.sign?.posts ?? []).filter((_, n) => !progress.signatures?.some(({ post }) => post === n));
  return [progress.doer ?? duty.doer];
}

/** The lines of an ask that nobody has answered. */
export const silentLines = (duty: Duty, { answers }: Progress): Duty['lines'] =>
  answers === undefined ? duty.lines : duty.lines.filter((_, n) => answers[n] === '.');

const unique = <Thing>(things: readonly Thing[]): Thing[] => [...new Set(things)];
