import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import type { LedgerLine } from '../../src/adapters/store/ledger-types.js';
import type { PlanCommit } from '../../src/adapters/store/types.js';
import { USUAL_SETTINGS } from '../../src/courier/settings.js';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { createCourier, type CourierParts } from '../../src/service/courier/courier.js';
import type { Channels } from '../../src/service/courier/channel-order.js';
import type { Channel, Letter, Sent } from '../../src/service/courier/channel-port.js';
import type { Undelivered } from '../../src/service/courier/delivery-port.js';
import type { LetterMaker } from '../../src/service/courier/letter-port.js';
import { TEN } from './a-courier-word.js';
import { aCommit, aRecord } from './a-plan.js';
import { anAddress } from './a-store.js';

export { added, TEN, word } from './a-courier-word.js';

/** A clock that stands until it is told to go on. */
function aClock(at = TEN) {
  let now = at;
  return {
    now: () => epochMs(now),
    goOn: (ms: number) => {
      now += ms;
    },
    at: (ms: number) => {
      now = ms;
    },
  };
}

/** Counts what it gets, and answers as it is told; takes everything unless told otherwise. */
export function aChannel(
  name: string,
  parts: Partial<Channel> & { readonly answer?: (letter: Letter, nth: number) => Sent } = {},
) {
  const got: Letter[] = [];
  const { answer = () => ({ outcome: 'taken', ref: null }), ...rest } = parts;
  const channel: Channel = {
    ...{ name, isForRehearsals: false, reaches: () => true, perMinute: null },
    async send(letter) {
      got.push(letter);
      return answer(letter, got.length);
    },
    ...rest,
  };
  return { channel, got };
}

const channelsOf = (...all: readonly Channel[]): Channels => {
  const order = all.map(({ name }) => name);
  return {
    all: all.map((channel) => ({ channel, kind: 'file', carries: 'sensitive', links: false })),
    order: { critical: order, urgent: order, ordinary: order },
  };
};

/** Letters whose lines are the numbers of their notices. */
const plainLetters: LetterMaker = {
  async make({ id, to, urgency, rehearsal, lang, notices, counted }) {
    const lines = notices.slice(0, notices.length - counted).map((notice) => ({
      ...{ text: `${notice.id}`, bare: `${notice.id}`, label: 'internal' as const, code: null },
    }));
    const letter = { id, to, urgency, rehearsal, lang, subject: '', lines, more: counted };
    return { letter: { ...letter, link: null, thread: null }, silent: [], quarantined: [] };
  },
};

type Wish = Partial<Omit<CourierParts, 'channels'>> & { readonly channels?: readonly Channel[] };

/** A courier whose persons are called like the posts they hold: `c/a/1#doer`. */
export function aCourierOn(store: Store, now: CourierParts['now'], wish: Wish = {}) {
  const reported: (Undelivered & { readonly path: string })[] = [];
  const alarms: string[] = [];
  const { channels = [], ...parts } = wish;
  const courier = createCourier({
    ...{ store, now, name: 'one', letters: plainLetters, settings: USUAL_SETTINGS },
    addressing: { chain: async () => (post) => [post] },
    addresses: { of: async (person) => ({ to: { person, name: person }, lang: 'zh' }) },
    deliveries: {
      report: async (_, path, items) => {
        reported.push(...items.map((item) => ({ ...item, path })));
      },
    },
    brake: { withheld: async () => new Map() },
    alarm: (line) => alarms.push(line),
    ...parts,
    channels: channelsOf(...channels),
  });
  /** All that is due now: in, out, and reported. */
  const round = async () => {
    for (;;) {
      const notices = await store.claimNotices(200);
      if (notices.length === 0) break;
      await courier.takeIn(notices);
    }
    await courier.report();
    while ((await courier.send()) > 0);
  };
  return { courier, round, reported, alarms };
}

/** A store on a standing clock with the plan, what is recorded in it, and a courier. */
export async function aCourier(wish: Wish = {}, commit: PlanCommit = aCommit(), url?: string) {
  const clock = aClock();
  const store = await openStore(url ?? (await anAddress()), { now: clock.now });
  onTestFinished(() => store.close());
  await store.commitPlan({ ...commit, clock: null });
  let seq = 0;
  return {
    ...{ store, clock },
    ...aCourierOn(store, clock.now, wish),
    /** Makes these things happen at the site. */
    async happen(...events: readonly UnitEvent[]) {
      await store.record(aRecord(seq + 1, events));
      seq += events.length;
    },
    lines: (): Promise<readonly LedgerLine[]> => store.ledger.lines({ season: 's', limit: 500 }),
  };
}

export const MINUTE_MS = 60_000;
