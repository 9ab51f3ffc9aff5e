import type {
  NewMessage,
  OpenMessage,
  OpenWord,
  Recipient,
  Settling,
  Waits,
} from '../../adapters/store/ledger-types.js';
import { SAME_EVENT } from '../../adapters/store/ledger-messages.js';
import { compose } from '../../courier/compose.js';
import type { Hours } from '../../courier/hours.js';
import type { Bundle, Urgency } from '../../courier/model.js';
import { rankOf, URGENCIES } from '../../courier/word.js';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import type { AddressBook, Correspondent } from './addressing-port.js';
import { dispatch, type Dispatched, type Outgoing } from './dispatch.js';
import type { LetterMaker, LetterOrder } from './letter-port.js';
import { messageId } from './message-id.js';
import type { IntakeParts } from './take-in.js';
import type { createWays, Way } from './ways.js';

export interface ServeParts
  extends Pick<IntakeParts, 'store' | 'brake' | 'traitsOf' | 'settings' | 'now'> {
  readonly ways: ReturnType<typeof createWays>;
  readonly letters: LetterMaker;
  readonly addresses: AddressBook;
  readonly isHeld: () => boolean;
  readonly onHanded?: (lateMs: number) => void;
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

const dispatching = ({ store, now, isHeld }: ServeParts) => ({ ledger: store.ledger, now, isHeld });

/** What may have gone out before its process ended goes the same way again: there it can be told for a repeat. */
const inOrder = (ways: readonly Way[], { unknownOn }: OpenMessage): readonly Way[] =>
  [...ways].sort((one, other) => Number(other.name === unknownOn) - Number(one.name === unknownOn));

interface Reached {
  readonly correspondent: Correspondent;
  readonly waysFor: (urgency: Urgency) => readonly Way[];
  readonly isHeldUp: boolean;
}

async function serveWords(
  parts: ServeParts,
  waits: Waits,
  { correspondent, waysFor, isHeldUp }: Reached,
): Promise<readonly Next[]> {
  const now = parts.now();
  const words = await stillOwed(parts, waits, now);
  if (words.length === 0) return [];
  const hours = await hoursOf(parts, words);
  const sentToday = await parts.store.ledger.sentSince(waits, dayOf(hours, words, now));
  const { settings } = parts;
  const composed = compose({
    ...{ words, sentToday, settings, now },
    hoursOf: (season) => hours.get(season) ?? NO_HOURS,
  });
  const next: Next[] = composed.nextAt === null ? [] : [{ at: composed.nextAt, rank: leastUrgent }];
  for (const bundle of composed.bundles) {
    // Whatever holds it up says itself when to look again.
    if (isHeldUp && bundle.urgency !== 'critical') continue;
    const mine = words.filter(({ notice }) => bundle.notices.includes(notice));
    const overtaken = overtakenBy(bundle, words, composed.overtaken);
    const done = await dispatch(
      dispatching(parts),
      fresh(parts, {
        ...{ waits, bundle, words: mine, overtaken, correspondent },
        ways: waysFor(bundle.urgency),
      }),
    );
    const after = await settleUndelivered(parts, done, { words: mine, overtaken });
    if (after) next.push({ at: after, rank: rankOf(bundle.urgency) });
  }
  return next;
}

const leastUrgent = URGENCIES.length - 1;
const NO_HOURS: Hours = { calendar: calendarOf('Asia/Shanghai'), sessions: [] };

/** What has been stopped, or is done by now, need not be said. */
async function stillOwed(
  { store, brake }: ServeParts,
  { person, words }: Waits,
  now: EpochMs,
): Promise<readonly OpenWord[]> {
  const withheld = await brake.withheld(words, now);
  const asking = words.flatMap(({ season, path, duty, kind }) =>
    duty !== null && ASKS.has(kind) ? [{ season, path, duty }] : [],
  );
  const done = new Set(
    (await store.ledger.boardFacts(asking)).flatMap(({ season, path, duty, status }) =>
      DONE.has(status) ? [`${season} ${path} ${duty}`] : [],
    ),
  );
  const settled = words.flatMap(({ notice, turn, season, path, duty, kind }): Settling[] => {
    const stopped = withheld.get(notice);
    if (stopped !== undefined) return [{ notice, turn, state: 'withheld', reason: stopped }];
    const isDone = ASKS.has(kind) && done.has(`${season} ${path} ${duty}`);
    return isDone ? [{ notice, turn, state: 'superseded', reason: 'done' }] : [];
  });
  if (settled.length > 0) await store.ledger.settle(person, settled, now);
  const gone = new Set(settled.map(({ notice }) => notice));
  return words.filter(({ notice }) => !gone.has(notice));
}

/** Words that ask somebody to do what may have been done meanwhile. */
const ASKS: ReadonlySet<string> = new Set(['open', 'remind', 'due', 'escalate']);
const DONE: ReadonlySet<string> = new Set(['accepted', 'waived', 'void']);

async function hoursOf(
  { traitsOf }: ServeParts,
  words: readonly OpenWord[],
): Promise<ReadonlyMap<string, Hours>> {
  const hours = new Map<string, Hours>();
  for (const season of new Set(words.map((word) => word.season))) {
    const traits = await traitsOf(season);
    if (traits) hours.set(season, traits.hours);
  }
  return hours;
}

/** When the person's day began, in the zone of the first season that he hears of. */
function dayOf(
  hours: ReadonlyMap<string, Hours>,
  [first]: readonly OpenWord[],
  now: EpochMs,
): EpochMs {
  const { calendar } = hours.get(first?.season ?? '') ?? NO_HOURS;
  return calendar.instant(calendar.dateOf(now), '00:00');
}

function overtakenBy(
  bundle: Bundle,
  words: readonly OpenWord[],
  overtaken: readonly { readonly notice: number; readonly by: number }[],
): readonly Settling[] {
  return overtaken.flatMap(({ notice, by }) => {
    const word = words.find((one) => one.notice === notice);
    if (!word || !bundle.notices.includes(by)) return [];
    const isSame = words.some((one) => one.notice === by && one.seq === word.seq);
    const reason = isSame ? SAME_EVENT : 'newer';
    return [{ notice, turn: word.turn, state: 'superseded', reason, overtakenBy: by }];
  });
}

/** What becomes of words that no message holds after all. */
async function settleUndelivered(
  { store, now, ways, onHanded }: ServeParts,
  done: Dispatched,
  {
    words,
    overtaken,
  }: { readonly words: readonly OpenWord[]; readonly overtaken: readonly Settling[] },
): Promise<EpochMs | null> {
  const at = now();
  const [{ person, rehearsal }] = words as readonly [OpenWord];
  if (done.to === 'taken') for (const { since } of words) onHanded?.(at - since);
  if (done.to === 'nobody') {
    const reason = ways.hasAny(rehearsal) ? 'no-address' : 'no-channel';
    const undeliverable = { state: 'undeliverable', reason } as const;
    const settled = [
      ...words.map(({ notice, turn }): Settling => ({ notice, turn, ...undeliverable })),
      ...overtaken.map((one) => (one.reason === SAME_EVENT ? { ...one, ...undeliverable } : one)),
    ];
    await store.ledger.settle(person, settled, at);
    return null;
  }
  if (done.to === 'later' && !done.isLimited)
    await store.ledger.trouble(
      person,
      words.map(({ notice }) => notice),
      at,
    );
  return 'at' in done ? done.at : null;
}

interface Fresh {
  readonly waits: Recipient;
  readonly bundle: Bundle;
  readonly words: readonly OpenWord[];
  readonly overtaken: readonly Settling[];
  readonly correspondent: Correspondent;
  readonly ways: readonly Way[];
}

function fresh(parts: ServeParts, of: Fresh): Outgoing {
  const { waits, bundle, words, overtaken, correspondent, ways } = of;
  const { person, rehearsal } = waits;
  const { urgency, counted } = bundle;
  const id = messageId(waits, words);
  let unsaid: readonly Settling[] = [];
  return {
    ...{ id, isCritical: urgency === 'critical', isBegun: false, ways },
    ...{ madeAt: parts.now(), tries: 0 },
    async letter() {
      const made = await letterFor(parts, correspondent, {
        ...{ id, urgency, rehearsal, counted, notices: bundle.notices },
      });
      unsaid = unsaidOf(made, words);
      // Nothing is left to say: then there is no message to settle it with.
      if (made.letter === null)
        await parts.store.ledger.settle(person, [...overtaken, ...unsaid], parts.now());
      return made.letter;
    },
    begin: (channel) => {
      const gone = new Set(unsaid.map(({ notice }) => notice));
      const notices = bundle.notices.filter((notice) => !gone.has(notice));
      const message: NewMessage = { id, person, rehearsal, urgency, counted, notices };
      return parts.store.ledger.begin(message, channel, [...overtaken, ...unsaid], parts.now());
    },
  };
}

function resumed(
  parts: ServeParts,
  message: OpenMessage,
  correspondent: Correspondent,
  ways: readonly Way[],
): Outgoing {
  const { id, urgency, rehearsal, counted, notices, madeAt, tries } = message;
  return {
    ...{ id, isCritical: urgency === 'critical', isBegun: true, ways, madeAt, tries },
    async letter() {
      const made = await letterFor(parts, correspondent, {
        id,
        urgency,
        rehearsal,
        counted,
        notices,
      });
      if (made.letter === null)
        await parts.store.ledger.dispose(id, { to: 'nobody', reason: 'text' }, parts.now());
      return made.letter;
    },
    begin: async () => undefined,
  };
}

interface Order extends Pick<LetterOrder, 'id' | 'urgency' | 'rehearsal' | 'counted'> {
  readonly notices: readonly number[];
}

async function letterFor(
  { store, letters, alarm }: ServeParts,
  { to, lang }: Correspondent,
  order: Order,
) {
  const rows = new Map((await store.noticesById(order.notices)).map((row) => [row.id, row]));
  const notices = order.notices.flatMap((id) => rows.get(id) ?? []);
  const made = await letters.make({ ...order, to, lang, notices });
  for (const { notice, reason } of made.quarantined)
    alarm(`notice ${notice} has no text: ${reason}`);
  return made;
}

/** Words that the letter does not say: overtaken or owed to nobody, and those whose text could not be made. */
const unsaidOf = (
  { silent, quarantined }: Awaited<ReturnType<LetterMaker['make']>>,
  words: readonly OpenWord[],
): readonly Settling[] => {
  const turns = new Map(words.map(({ notice, turn }) => [notice, turn]));
  const turnOf = (notice: number) => turns.get(notice) ?? 0;
  return [
    ...silent.map(
      (notice): Settling => ({
        notice,
        turn: turnOf(notice),
        state: 'superseded',
        reason: 'silent',
      }),
    ),
    ...quarantined.map(
      ({ notice }): Settling => ({
        ...{ notice, turn: turnOf(notice), state: 'undeliverable', reason: 'text' },
      }),
    ),
  ];
};
