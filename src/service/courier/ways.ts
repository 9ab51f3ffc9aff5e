import type { Ledger } from '../../adapters/store/ledger.js';
import type { Urgency } from '../../courier/model.js';
import { epochMs } from '../../engine/model.js';
import { orderFor, type Channels } from './channel-order.js';
import type { Address, Channel, Letter, Sent } from './channel-port.js';

/** As many as an HTTP channel keeps connections; a death repeats at most so many messages. */
const LANES = 16;
/** A slot is left to what is critical and will look for one within this. */
const YIELDS_MS = 1_000;
/** A channel answers within 10 s; whoever does not is given up. */
const PATIENCE_MS = 12_000;
/** So many failures in a row, and a channel is left alone for a while. */
const FAILURES = 3;
const REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

/** A channel with what this process knows of it. */
export interface Way {
  readonly name: string;
  /** Real time before which it is not to be tried: it failed again and again, or asked for patience; 0: now. */
  restsUntil(): number;
  /** Waits until there is room beside the others that are being sent; what is critical goes first. */
  inLane<Result>(isCritical: boolean, work: () => Promise<Result>): Promise<Result>;
  /** Never throws. */
  send(letter: Letter): Promise<Sent>;
  /** Null: no limit. `taken`: a slot of the limit, to be given back. */
  slot(isCritical: boolean): Promise<Slot>;
}

export type Slot =
  | { readonly isFree: true; giveBack(isUsed: boolean): Promise<void> }
  | { readonly isFree: false; readonly freeInMs: number };

/** The channels as ways to a person: those that reach him, in the order in which they are to be tried. */
export function createWays(
  channels: Channels,
  ledger: Pick<Ledger, 'takeSlot' | 'giveBackSlot' | 'slotFreeInMs'>,
  now: () => number,
  patienceMs = PATIENCE_MS,
) {
  const ways = new Map(
    channels.all.map(({ channel }) => [
      channel.name,
      { channel, way: wayOf(channel, { ledger, now, patienceMs }) },
    ]),
  );
  return {
    hasAny: (rehearsal: boolean): boolean =>
      channels.all.some(({ channel }) => channel.isForRehearsals === rehearsal),
    /** What is rehearsed and what is real never go the same way. */
    to: (address: Address, rehearsal: boolean, urgency: Urgency): readonly Way[] =>
      orderFor(channels, address, urgency).flatMap((name) => {
        const known = ways.get(name);
        const isOne =
          known?.channel.isForRehearsals === rehearsal && known.channel.reaches(address);
        return known && isOne ? [known.way] : [];
      }),
  };
}

interface WayParts {
  readonly ledger: Pick<Ledger, 'takeSlot' | 'giveBackSlot' | 'slotFreeInMs'>;
  readonly now: () => number;
  readonly patienceMs: number;
}

function wayOf(channel: Channel, { ledger, now, patienceMs }: WayParts): Way {
  const { name, perMinute } = channel;
  const inLane = lanes(channel.lanes ?? LANES);
  let failures = 0;
  let restsUntil = 0;
  const note = (sent: Sent): Sent => {
    if (sent.outcome !== 'later') {
      failures = 0;
      restsUntil = 0;
    } else if (sent.afterMs !== null) {
      restsUntil = now() + Math.min(Math.max(sent.afterMs, 0), LONGEST_REST_MS);
    } else {
      failures += 1;
      const doubled = REST_MS * 2 ** Math.max(0, failures - FAILURES);
      if (failures >= FAILURES) restsUntil = now() + Math.min(doubled, LONGEST_REST_MS);
    }
    return sent;
  };
  return {
    ...{ name, inLane },
    restsUntil: () => (restsUntil > now() ? restsUntil : 0),
    send: async (letter) => note(await patiently(() => channel.send(letter), patienceMs)),
    async slot(isCritical) {
      if (perMinute === null) return { isFree: true, giveBack: async () => undefined };
      const yieldsAt = epochMs(now() + YIELDS_MS);
      const slot = await ledger.takeSlot(name, perMinute, isCritical ? null : yieldsAt);
      if (slot === null)
        return { isFree: false, freeInMs: await ledger.slotFreeInMs(name, perMinute) };
      return { isFree: true, giveBack: (isUsed) => ledger.giveBackSlot(name, slot, isUsed) };
    },
  };
}

/** What a channel throws against its promise, and its silence, is a failure like any other. */
async function patiently(send: () => Promise<Sent>, patienceMs: number): Promise<Sent> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<Sent>((resolve) => {
    timer = setTimeout(
      () => resolve({ outcome: 'later', reason: 'time-out', afterMs: null }),
      patienceMs,
    );
  });
  try {
    return await Promise.race([send(), patience]);
  } catch (error) {
    return { outcome: 'later', reason: reasonOf(error), afterMs: null };
  } finally {
    clearTimeout(timer);
  }
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.name : String(error)).slice(0, 100);

/** At most so many at once, the critical ones first, else in the order in which they came. */
function lanes(most: number): Way['inLane'] {
  const critical: (() => void)[] = [];
  const others: (() => void)[] = [];
  let running = 0;
  return async (isCritical, work) => {
    const waiting = isCritical ? critical : others;
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = critical.shift() ?? others.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
