import type { FeedEvent, FeedFilter, FeedPart, FeedPlace } from '../../adapters/store/feed.js';
import { NotReachable } from '../outcome.js';
import type { Parts } from '../service.js';

/** One thing that a listener hears: an event, or that there is nothing new. `id` is where to go on from. */
export interface FeedMessage {
  readonly id: string;
  readonly event: FeedEvent | null;
}

export interface ListenWish {
  readonly filter: FeedFilter;
  /** The `id` behind which to begin; null: with what comes from now on. */
  readonly from: FeedPlace | null;
  /** Whether this listener may hear of an event. */
  readonly sees: (event: FeedEvent) => Promise<boolean>;
  /** Asked before anything is said, and at each pulse: false ends the listening, as when a right was taken away. */
  readonly mayStay: () => Promise<boolean>;
  /** Ended by whoever listens, or by the hub when he takes nothing for too long. */
  readonly leaving: AbortController;
}

/** Events kept for all who are up to date; others read the store. */
const KEPT = 2_000;
const EVENTS_A_PART = 200;
/** Quiet connections are taken for dead by whatever lies between. */
const PULSE_MS = 15_000;
/** Whoever takes nothing for so long is not there. */
const PATIENCE_MS = 60_000;
const MOST_LISTENERS = 1_000;
/** While much is said at once, rights are asked for so often. */
const PROVED_MS = 1_000;

export type FeedHub = ReturnType<typeof createFeedHub>;

/**
 * All listeners of a process with one reader of the feed. Nothing is queued for anybody: each asks for what
 * comes behind his place when he has taken the last – of what was kept here, or, when he was slow, of the store.
 */
export function createFeedHub({ store, now }: Pick<Parts, 'store' | 'now'>) {
  const listeners = new Set<Listener>();
  let kept: FeedEvent[] = [];
  /** Everything between these two is kept; null: nothing is. */
  let from: FeedPlace | null = null;
  let upTo: FeedPlace | null = null;
  let pulsedAt = now();
  let round = 0;

  return {
    /** Looks for what is new and wakes those who wait; to be called again and again, twice a second. */
    async poll(): Promise<void> {
      await store.feed.number();
      if (listeners.size === 0) {
        kept = [];
        from = upTo = null;
        return;
      }
      const hasNews = await readOn();
      const isPulse = now() - pulsedAt >= PULSE_MS;
      if (isPulse) pulsedAt = now();
      if (hasNews || isPulse) wakeAll();
      for (const one of listeners)
        if (one.waitingSince !== null && now() - one.waitingSince > PATIENCE_MS) one.leave();
    },
    /** Events behind a place, as they come, until somebody leaves. Refuses more listeners than a process can serve. */
    listen,
    size: () => listeners.size,
  };

  async function readOn(): Promise<boolean> {
    // The first round: whoever came before it may have missed what is not kept.
    let hasNews = upTo === null;
    if (upTo === null) from = upTo = await store.feed.end();
    for (let isAtEnd = false; !isAtEnd; ) {
      const part: FeedPart = await store.feed.after(upTo, {}, EVENTS_A_PART);
      isAtEnd = part.isAtEnd;
      upTo = part.place;
      kept.push(...part.events);
      hasNews ||= part.events.length > 0;
      const [dropped] = kept.splice(0, Math.max(0, kept.length - KEPT)).slice(-1);
      if (dropped) from = dropped.place;
    }
    return hasNews;
  }

  async function* listen(wish: ListenWish): AsyncGenerator<FeedMessage> {
    if (listeners.size >= MOST_LISTENERS)
      throw new NotReachable('订阅人数已满，请稍后再试 · too many listeners, try again later');
    const { leaving } = wish;
    const listener: Listener = {
      ...{ waitingSince: null, wake: null, leave: () => leaving.abort() },
    };
    listeners.add(listener);
    const onLeave = () => listener.wake?.();
    leaving.signal.addEventListener('abort', onLeave);
    try {
      for await (const message of messages(wish, listener)) {
        listener.waitingSince = now();
        yield message;
        listener.waitingSince = null;
      }
    } finally {
      leaving.signal.removeEventListener('abort', onLeave);
      listeners.delete(listener);
    }
  }

  async function* messages(wish: ListenWish, listener: Listener): AsyncGenerator<FeedMessage> {
    const { filter, sees, mayStay, leaving } = wish;
    let place = wish.from ?? (await store.feed.end());
    let heardAt = now();
    let provedAt = now();
    yield { id: idOf(place), event: null };
    while (!leaving.signal.aborted) {
      const seen = round;
      const part =
        keptBehind(place, filter) ?? (await store.feed.after(place, filter, EVENTS_A_PART));
      let isProved = false;
      for (const event of part.events) {
        if (leaving.signal.aborted) return;
        if (!(await sees(event))) continue;
        if (!isProved || now() - provedAt >= PROVED_MS) {
          if (!(await mayStay())) return;
          isProved = true;
          provedAt = now();
          // His rights may be others by now.
          if (!(await sees(event))) continue;
        }
        heardAt = now();
        yield { id: idOf(event.place), event };
      }
      place = part.place;
      if (!part.isAtEnd) continue;
      if (now() - heardAt >= PULSE_MS) {
        heardAt = now();
        yield { id: idOf(place), event: null };
      }
      if (now() - provedAt >= PULSE_MS) {
        if (!(await mayStay())) return;
        provedAt = now();
      }
      if (round === seen) await woken(listener, leaving.signal);
    }
  }

  /** What is kept behind a place; null where it lies before all that is kept. */
  function keptBehind(place: FeedPlace, filter: FeedFilter): FeedPart | null {
    if (from === null || upTo === null || isBehind(from, place)) return null;
    const events = kept.filter((event) => isBehind(event.place, place) && isMeant(event, filter));
    return { events, place: isBehind(upTo, place) ? upTo : place, isAtEnd: true };
  }

  function wakeAll(): void {
    round += 1;
    for (const one of listeners) one.wake?.();
  }
}

interface Listener {
  /** Since when he has not come for the next; null: he is waiting for it himself. */
  waitingSince: number | null;
  wake: (() => void) | null;
  readonly leave: () => void;
}

function woken(listener: Listener, { aborted }: AbortSignal): Promise<void> {
  if (aborted) return Promise.resolve();
  return new Promise((resolve) => {
    listener.wake = () => {
      listener.wake = null;
      resolve();
    };
  });
}

const isBehind = (place: FeedPlace, other: FeedPlace): boolean =>
  place.no > other.no || (place.no === other.no && place.seq > other.seq);

const isMeant = ({ season: of, path }: FeedEvent, { season, under }: FeedFilter): boolean =>
  (season === undefined || of === season) &&
  (under === undefined || path === under || path.startsWith(`${under}/`));

/** A place as clients carry it. */
export const idOf = ({ no, seq }: FeedPlace): string => `${no}-${seq}`;

/** The place that an id means; null for what is none. */
export function placeOf(id: string): FeedPlace | null {
  const [, no, seq] = /^(\d{1,15})-(\d{1,16})$/.exec(id) ?? [];
  if (no === undefined || seq === undefined) return null;
  const place = { no: Number(no), seq: Number(seq) };
  return Number.isSafeInteger(place.seq) ? place : null;
}
