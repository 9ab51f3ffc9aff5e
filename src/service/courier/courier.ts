import { groupedBy } from '../../engine/grouped.js';
import type { Unreported } from '../../adapters/store/ledger-types.js';
import type { Notice } from '../../adapters/store/types.js';
import { planTime, type Clock } from '../../engine/clock.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import { rankOf, URGENCIES } from '../../courier/word.js';
import type { Urgency } from '../../courier/model.js';
import type { CourierSettings } from '../../courier/settings.js';
import type { Parts } from '../service.js';
import type { AddressBook, Addressing } from './addressing-port.js';
import type { Brake } from './brake-port.js';
import type { Channels } from './channel-order.js';
import type { DeliveryPort } from './delivery-port.js';
import type { LetterMaker } from './letter-port.js';
import { createLookUps } from './look-ups.js';
import { createPace } from './pace.js';
import { createSeasonTraits } from './season-hours.js';
import { serve } from './serve.js';
import { nextTurns, takeIn } from './take-in.js';
import { createWays } from './ways.js';

export interface CourierParts extends Pick<Parts, 'store'> {
  /** Of this process: claims bear it. */
  readonly name: string;
  readonly channels: Channels;
  readonly letters: LetterMaker;
  readonly addressing: Addressing;
  readonly addresses: AddressBook;
  readonly deliveries: DeliveryPort;
  readonly brake: Brake;
  readonly settings: CourierSettings;
  /** Real time. */
  readonly now: () => EpochMs;
  /** What the operator must hear of. */
  readonly alarm: (line: string) => void;
  /** A claim lapses so long after it was renewed last; absent: half a minute. */
  readonly claimMs?: number;
  /** A channel that has not answered for so long is given up; absent: twelve seconds. */
  readonly patienceMs?: number;
  /** Hears how long each word was on record before a channel took it. */
  readonly onHanded?: (lateMs: number, urgency: Urgency) => void;
}

export type Courier = ReturnType<typeof createCourier>;

const CLAIM_MS = 30_000;
const HURRYING_AT_ONCE = 16;
/** A person about whom something failed is looked at again after this. */
const AGAIN_MS = 5_000;
const REPORTED_AT_ONCE = 200;
/** What no channel has taken for so long, its unit hears of: within a minute of the first try. */
const UNTAKEN_MS = 40_000;
const MOST_TURNS = 5;

/**
 * Sends what the outbox owes. It decides nothing: whom a word is for the plan says, what follows when it reaches nobody,
 * its unit. Any number of couriers work on one PostgreSQL store, one at a time on a file.
 */
export function createCourier(parts: CourierParts) {
  const { store, name, now, alarm, claimMs = CLAIM_MS } = parts;
  // Half a claim before it lapses nothing is sent on the strength of it: an attempt takes a third at most.
  const trustedMs = claimMs / 2;
  const { ledger } = store;
  const ways = createWays(parts.channels, ledger, now, parts.patienceMs);
  const traitsOf = createSeasonTraits({ store });
  const shared = { ...parts, traitsOf, ways, lookUps: createLookUps({ ...parts, traitsOf }) };
  let trustedUntil = 0;
  const isHeld = () => performance.now() < trustedUntil;
  const pace = createPace();

  return {
    /** Takes notices in; they are the oldest that no courier has taken in. */
    takeIn: (notices: readonly Notice[]): Promise<void> =>
      takeIn({ ...shared, hasChannels: ways.hasAny }, notices),

    /**
     * Sends what is due, to some persons; answers to how many. `critical`: only to whom something critical is owed, beside
     * whatever else is being sent.
     */
    async send(only?: 'critical'): Promise<number> {
      const began = performance.now();
      const claimed = await ledger.claim(name, {
        ...{ limit: only ? HURRYING_AT_ONCE : pace.atOnce(), now: now(), forMs: claimMs },
        ...(only && { upTo: rankOf(only) }),
      });
      if (claimed.length === 0) return 0;
      trustedUntil = Math.max(trustedUntil, began + trustedMs);
      const waits = await ledger.waits(claimed);
      await Promise.all(waits.map(serveOne));
      if (!only) pace.took(claimed.length, performance.now() - began);
      return claimed.length;
    },

    /** To be called every few seconds, or claims lapse under long work. */
    async renew(): Promise<void> {
      const began = performance.now();
      await ledger.renew(name, claimMs);
      trustedUntil = began + trustedMs;
    },

    /** Where this is the only courier: what another one held before it is free. */
    beginAlone: (): Promise<void> => ledger.lapseAll(),

    /** What reached nobody, or nobody has answered, goes to whoever stands in, or back to its unit; answers how many words. */
    async report(): Promise<number> {
      const at = now();
      const found = [
        ...(await ledger.unreported(REPORTED_AT_ONCE, epochMs(at - UNTAKEN_MS))),
        ...(await unanswered(at)),
      ];
      const left: Unreported[] = [];
      for (const word of found) if (!(await handOn(word, at))) left.push(word);
      for (const group of groupedBy(left, ({ season, word }) => `${season} ${word.path}`).values())
        await tellUnit(group, at);
      return found.length;
    },
  };

  async function serveOne(waits: Parameters<typeof serve>[1]): Promise<void> {
    let next: Awaited<ReturnType<typeof serve>> = {
      ...{ at: epochMs(now() + AGAIN_MS), rank: rankOf(URGENCIES[0]) },
    };
    try {
      next = await serve({ ...shared, isHeld }, waits);
    } catch (error) {
      alarm(`${waits.person}: ${error instanceof Error ? error.message : String(error)}`);
    }
    // Where even this fails the claim lapses by itself.
    await ledger.release(name, waits, next);
  }

  /** What has waited for an answer for as long as the settings say. */
  async function unanswered(at: EpochMs): Promise<readonly Unreported[]> {
    const found = await Promise.all(
      URGENCIES.map(async (urgency) => {
        const patience = parts.settings.unansweredMs[urgency];
        if (patience === null) return [];
        return ledger.unanswered({
          ...{ urgency, before: epochMs(at - patience), limit: REPORTED_AT_ONCE },
        });
      }),
    );
    return found.flat();
  }

  /** To the next person of the post; false where there is none. */
  async function handOn(word: Unreported, at: EpochMs): Promise<boolean> {
    const traits = word.turn >= MOST_TURNS ? null : await traitsOf(word.season);
    if (traits === null) return false;
    const planAt = planTime(traits.season.clock as Clock, at);
    const next = await nextTurns(shared, [word.word], planAt);
    if (next.length === 0) return false;
    await ledger.addTurns(
      next.map((one) => ({ ...one, sendAt: at })),
      at,
    );
    await ledger.markReported([word], at);
    return true;
  }

  async function tellUnit(words: readonly Unreported[], at: EpochMs): Promise<void> {
    const [first] = words;
    if (first === undefined) return;
    const items = words.map(({ word, reason, since, outcome }) => ({
      ...{ seq: word.seq, duty: word.duty, to: word.post, reason, at: since },
      ...(outcome && { outcome }),
    }));
    try {
      await parts.deliveries.report(first.word.season, first.word.path, items);
    } catch (error) {
      // One unit that does not answer holds up no other; it is told with the next round.
      alarm(`${first.word.path}: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    await ledger.markReported(words, at);
  }
}
