import type { Ledger } from '../../adapters/store/ledger.js';
import type { Attempt, Untaken } from '../../adapters/store/ledger-types.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import type { Letter, Sent } from './channel-port.js';
import type { Slot, Way } from './ways.js';

/** A message that is to go out: for the first time, or once more. */
export interface Outgoing {
  readonly id: string;
  readonly isCritical: boolean;
  /** Since when it has been tried. */
  readonly madeAt: EpochMs;
  readonly tries: number;
  readonly ways: readonly Way[];
  /** Null: there is nothing to say after all, and it has been settled. */
  letter(): Promise<Letter | null>;
  /** Puts it on record, with its first attempt. */
  begin(channel: string): Promise<void>;
  /** Whether it is on record already. */
  readonly isBegun: boolean;
}

/** What became of it. `at`: when to look again. */
export type Dispatched =
  | { readonly to: 'taken' | 'nobody' | 'nothing' }
  /** On record and tried again; or, where every channel failed for long, its words wait again. */
  | { readonly to: 'wait' | 'words'; readonly at: EpochMs }
  /** Nothing was tried: a limit is used up, or every channel rests. */
  | { readonly to: 'later'; readonly isLimited: boolean; readonly at: EpochMs };

export interface DispatchParts {
  readonly ledger: Pick<Ledger, 'again' | 'conclude' | 'dispose'>;
  readonly now: () => EpochMs;
  /** Whether the claim on the person still stands: without it another courier may be at it. */
  readonly isHeld: () => boolean;
}

/** A word that nobody takes for so long is trouble, and its unit hears of it. */
const TROUBLE_MS = 30_000;
const FIRST_PAUSE_MS = 5_000;
const LEAST_WAIT_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/** So long until a message is tried again that no channel took. */
const pauseMs = (tries: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 6));

/**
 * Sends a message by the first channel that takes it. One that refuses, fails or rests is passed over for the next;
 * one whose limit is used up is waited for, unless the matter is critical. All is on record before and after.
 */
export async function dispatch(parts: DispatchParts, outgoing: Outgoing): Promise<Dispatched> {
  const { ways, isCritical } = outgoing;
  let isBegun = outgoing.isBegun;
  let failed: Attempt | null = null;
  let isHopeless = true;
  let again: { at: number; isLimited: boolean } | null = null;
  const putOff = (at: number, isLimited: boolean) => {
    if (again === null || at < again.at) again = { at, isLimited };
  };
  for (const way of ways) {
    const rests = way.restsUntil();
    if (rests > 0) {
      putOff(rests, false);
      continue;
    }
    const slot = await way.slot(isCritical);
    if (!slot.isFree) {
      putOff(parts.now() + Math.max(slot.freeInMs, LEAST_WAIT_MS), true);
      if (isCritical) continue;
      break;
    }
    if (failed) await parts.ledger.conclude(failed, { to: 'next' }, parts.now());
    failed = null;
    const tried = await tryOn(parts, outgoing, way, slot, isBegun);
    if (tried === 'nothing') return { to: 'nothing' };
    if (tried === 'lost') return { to: 'later', isLimited: false, at: epochMs(parts.now() + 1) };
    isBegun = true;
    if (tried === 'taken') return { to: 'taken' };
    if (tried.outcome === 'later') isHopeless = false;
    failed = tried;
  }
  const later = again as { at: number; isLimited: boolean } | null;
  return conclusion(parts, outgoing, {
    isBegun,
    failed,
    isHopeless: isHopeless && later === null,
    later,
  });
}

interface Tally {
  readonly isBegun: boolean;
  /** The last attempt, which is not concluded yet. */
  readonly failed: Attempt | null;
  /** Every channel refused. */
  readonly isHopeless: boolean;
  readonly later: { readonly at: number; readonly isLimited: boolean } | null;
}

async function conclusion(
  { ledger, now }: DispatchParts,
  { id, madeAt, tries }: Outgoing,
  { isBegun, failed, isHopeless, later }: Tally,
): Promise<Dispatched> {
  const conclude = (then: Untaken) =>
    failed ? ledger.conclude(failed, then, now()) : ledger.dispose(id, then, now());
  if (isHopeless) {
    if (isBegun) await conclude({ to: 'nobody', reason: failed?.reason ?? 'no-channel' });
    return { to: 'nobody' };
  }
  if (!isBegun)
    return {
      ...{ to: 'later', isLimited: later?.isLimited ?? false },
      at: epochMs(later?.at ?? now() + FIRST_PAUSE_MS),
    };
  const at = epochMs(Math.max(later?.at ?? 0, now() + pauseMs(tries)));
  if (now() - madeAt < TROUBLE_MS) {
    await conclude({ to: 'wait', tryAt: at });
    return { to: 'wait', at };
  }
  await conclude({ to: 'words' });
  return { to: 'words', at };
}

/** One attempt, alone in its lane from before it is on record until after. */
async function tryOn(
  { ledger, now, isHeld }: DispatchParts,
  outgoing: Outgoing,
  way: Way,
  slot: Slot & { readonly isFree: true },
  isBegun: boolean,
): Promise<Attempt | 'taken' | 'nothing' | 'lost'> {
  let isUsed = false;
  try {
    const letter = await outgoing.letter();
    if (letter === null) return 'nothing';
    return await way.inLane(outgoing.isCritical, async () => {
      if (!isHeld()) return 'lost';
      if (isBegun) await ledger.again(outgoing.id, way.name, now());
      else await outgoing.begin(way.name);
      isUsed = true;
      const attempt = attemptOf(outgoing.id, way.name, await way.send(letter));
      if (attempt.outcome !== 'taken') return attempt;
      await ledger.conclude(attempt, { to: 'taken' }, now());
      return 'taken';
    });
  } finally {
    await slot.giveBack(isUsed);
  }
}

const LONGEST_REASON = 200;

const attemptOf = (message: string, channel: string, sent: Sent): Attempt => ({
  ...{ message, channel, outcome: sent.outcome },
  ref: sent.outcome === 'taken' ? sent.ref : null,
  reason: sent.outcome === 'taken' ? null : sent.reason.slice(0, LONGEST_REASON),
});
