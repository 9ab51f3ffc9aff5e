import { createHash } from 'node:crypto';
import type { Circular, CircularKey, CircularOutcome } from '../../adapters/store/circulars.js';
import type { Store } from '../../adapters/store/store.js';
import { planTime, type Clock } from '../../engine/clock.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import type { AddressBook, Addressing } from './addressing-port.js';
import type { Channels } from './channel-order.js';
import type { Letter, LetterLine } from './channel-port.js';
import { createWays, type Way } from './ways.js';

export interface CircularParts {
  readonly store: Pick<Store, 'circulars' | 'season' | 'ledger'>;
  readonly channels: Channels;
  readonly addressing: Addressing;
  readonly addresses: AddressBook;
  /** Real time. */
  readonly now: () => EpochMs;
  /** What the operator must hear of. */
  readonly alarm: (line: string) => void;
  /** Into the file that stands beside all channels. */
  readonly write: (circular: Circular) => void;
}

const AT_ONCE = 20;
const PAUSE_MS = 30_000;
/** What comes later is no morning's word any more. */
const TOO_LATE_MS = 2 * 3_600_000;

/**
 * Sends what the service says by itself, each to whoever serves on its post, else to the next one there. On record before and
 * after; a process at a time does it. At least once, under the same id. What no channel takes within two hours is undelivered.
 */
export function createCircularCourier(parts: CircularParts) {
  const { store, now } = parts;
  const ways = createWays(parts.channels, store.ledger, now);
  const forms = new Map(
    parts.channels.all.map(({ channel, kind, carries }) => [
      channel.name,
      { isShort: kind === 'sms' || carries === 'public' },
    ]),
  );
  return {
    /** Answers how many have been tried. */
    async send(): Promise<number> {
      const due = await store.circulars.due(now(), AT_ONCE);
      for (const circular of due) await sendOne(circular);
      return due.length;
    },
  };

  async function sendOne(circular: Circular): Promise<void> {
    const outcome = await offered(circular);
    const at = now();
    const isGivenUp = outcome.state === 'waiting' && at - circular.madeAt >= TOO_LATE_MS;
    const settled = isGivenUp ? ({ ...outcome, state: 'undelivered' } as const) : outcome;
    if (settled.state !== 'waiting') parts.write(circular);
    await store.circulars.conclude(circular, settled, at);
    if (settled.state === 'undelivered')
      parts.alarm(`${circular.season}: ${circular.kind} for ${circular.post}: ${settled.reason}`);
  }

  /** Person by person, channel by channel, until one takes it. */
  async function offered(circular: Circular): Promise<CircularOutcome> {
    const nobody = { person: null, channel: null, tryAt: epochMs(now() + PAUSE_MS) };
    let readers: readonly Reader[] | null;
    try {
      readers = await readersOf(circular);
    } catch (error) {
      // One that cannot be addressed just now holds up no other.
      return { ...nobody, state: 'waiting', reason: shortened(messageOf(error)) };
    }
    if (readers === null) return { ...nobody, state: 'undelivered', reason: 'no-season' };
    let reason = readers.length === 0 ? 'nobody-holds' : 'no-address';
    let isHopeless = true;
    for (const reader of readers) {
      const { to, rehearsal } = reader;
      for (const way of ways.to(to, rehearsal, 'urgent')) {
        const tried = await tryOn(way, circular, reader);
        if (tried === null)
          return { ...nobody, state: 'handed', person: to.person, channel: way.name, reason: null };
        reason = tried.reason;
        isHopeless &&= tried.isRefused;
      }
    }
    return { ...nobody, state: isHopeless ? 'undelivered' : 'waiting', reason };
  }

  /** Whoever serves on the post, then whoever comes next there; null where there is no such season. */
  async function readersOf({ season: id, post }: CircularKey): Promise<readonly Reader[] | null> {
    const season = await store.season(id);
    if (season === null) return null;
    const planAt = planTime(season.clock as Clock, now());
    const chain = await parts.addressing.chain(season, [post], planAt);
    const known = await Promise.all(chain(post).map((person) => parts.addresses.of(person)));
    return known.map(({ to, lang }) => ({ to, lang, rehearsal: season.rehearsal }));
  }

  /** Null: taken. */
  async function tryOn(
    way: Way,
    circular: Circular,
    reader: Reader,
  ): Promise<{ readonly reason: string; readonly isRefused: boolean } | null> {
    if (way.restsUntil() > 0) return { reason: 'channel-rests', isRefused: false };
    const slot = await way.slot(false);
    if (!slot.isFree) return { reason: 'channel-busy', isRefused: false };
    let isUsed = false;
    try {
      await store.circulars.begin(circular, reader.to.person);
      const letter = letterOf(circular, reader, forms.get(way.name)?.isShort ?? false);
      isUsed = true;
      const sent = await way.send(letter);
      return sent.outcome === 'taken'
        ? null
        : { reason: shortened(sent.reason), isRefused: sent.outcome === 'refused' };
    } finally {
      await slot.giveBack(isUsed);
    }
  }
}

/** Somebody who is to read it. */
type Reader = Pick<Letter, 'to' | 'lang' | 'rehearsal'>;

const LONGEST_REASON = 200;
const shortened = (reason: string): string => reason.slice(0, LONGEST_REASON);
const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function letterOf({ body, ...key }: Circular, reader: Reader, isShort: boolean): Letter {
  const { subject, bare, lines } = body;
  const short: LetterLine = { text: bare, bare, label: 'public', code: null };
  const whole = lines.map((text): LetterLine => ({ text, bare, label: 'internal', code: null }));
  return {
    ...reader,
    ...{
      id: circularId(key, reader.to.person),
      urgency: 'urgent',
      subject: isShort ? '' : subject,
    },
    lines: isShort || whole.length === 0 ? [short] : whole,
    isAsWritten: true,
    ...{ more: 0, link: null, thread: null },
  };
}

/** One name a circular and person: a channel that can tell repeats apart does so by it. */
function circularId({ season, kind, owedAt, post }: CircularKey, person: string): string {
  const said = JSON.stringify([season, kind, owedAt, post, person]);
  return `c${createHash('sha256').update(said).digest('hex').slice(0, 24)}`;
}
