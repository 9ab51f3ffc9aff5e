import type { OpenMessage, Waits } from '../../adapters/store/ledger-types.js';
import type { Urgency } from '../../courier/model.js';
import { rankOf } from '../../courier/word.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import type { AddressBook } from './addressing-port.js';
import { dispatch } from './dispatch.js';
import type { LetterMaker } from './letter-port.js';
import type { LookUps } from './look-ups.js';
import { resumed } from './outgoing.js';
import { serveWords } from './serve-words.js';
import type { IntakeParts } from './take-in.js';
import type { createWays, Way } from './ways.js';

export interface ServeParts extends Pick<IntakeParts, 'store' | 'settings' | 'now'> {
  readonly lookUps: LookUps;
  readonly ways: ReturnType<typeof createWays>;
  readonly letters: LetterMaker;
  readonly addresses: AddressBook;
  readonly isHeld: () => boolean;
  readonly onHanded?: (lateMs: number, urgency: Urgency) => void;
  /** Hears of a text that could not be made. */
  readonly alarm: (line: string) => void;
}

/** When to look at a person again. */
export interface Next {
  readonly at: EpochMs;
  readonly rank: number;
}

/**
 * Sends one person what is due, in order: first what is on its way already, then what waits. A message that no channel
 * takes holds up what is no more urgent than it is. Answers when to look again; null: when something comes.
 */
export async function serve(parts: ServeParts, waits: Waits): Promise<Next | null> {
  const next: Next[] = [];
  const correspondent = await parts.addresses.of(waits.person);
  const waysFor = (urgency: Urgency) => parts.ways.to(correspondent.to, waits.rehearsal, urgency);
  let isHeldUp = false;
  for (const message of waits.messages) {
    if (message.tryAt > parts.now()) {
      next.push({ at: message.tryAt, rank: rankOf(message.urgency) });
      isHeldUp ||= message.urgency !== 'critical';
      continue;
    }
    const done = await dispatch(
      dispatching(parts),
      resumed(parts, message, correspondent, inOrder(waysFor(message.urgency), message)),
    );
    if ('at' in done) next.push({ at: done.at, rank: rankOf(message.urgency) });
    isHeldUp ||= 'at' in done && message.urgency !== 'critical';
  }
  next.push(...(await serveWords(parts, waits, { correspondent, waysFor, isHeldUp })));
  return next.length === 0
    ? null
    : {
        at: epochMs(Math.min(...next.map(({ at }) => at))),
        rank: Math.min(...next.map(({ rank }) => rank)),
      };
}

/** What dispatching needs of these. */
export const dispatching = ({ store, now, isHeld }: ServeParts) => ({
  ledger: store.ledger,
  now,
  isHeld,
});

/** What may have gone out before its process ended goes the same way again: there it can be told for a repeat. */
const inOrder = (ways: readonly Way[], { unknownOn }: OpenMessage): readonly Way[] =>
  [...ways].sort((one, other) => Number(other.name === unknownOn) - Number(one.name === unknownOn));
