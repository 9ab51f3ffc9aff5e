import type { OpenWord, Settling, Waits } from '../../adapters/store/ledger-types.js';
import { SAME_EVENT } from '../../adapters/store/ledger-messages.js';
import { compose } from '../../courier/compose.js';
import type { Hours } from '../../courier/hours.js';
import type { Bundle, Urgency } from '../../courier/model.js';
import { rankOf, URGENCIES } from '../../courier/word.js';
import { calendarOf } from '../../engine/calendar.js';
import type { EpochMs } from '../../engine/model.js';
import type { Correspondent } from './addressing-port.js';
import { dispatch, type Dispatched } from './dispatch.js';
import { fresh } from './outgoing.js';
import { dispatching, type Next, type ServeParts } from './serve.js';
import { stillOwed } from './still-owed.js';
import type { Way } from './ways.js';

/** How somebody is reached. */
interface Reached {
  readonly correspondent: Correspondent;
  readonly waysFor: (urgency: Urgency) => readonly Way[];
  readonly isHeldUp: boolean;
}

/** Sends what waits and may go out now; answers when to look again. */
export async function serveWords(
  parts: ServeParts,
  waits: Waits,
  { correspondent, waysFor, isHeldUp }: Reached,
): Promise<readonly Next[]> {
  const words = await stillOwed(parts, waits);
  if (words.length === 0) return [];
  const now = parts.now();
  const hours = await hoursOf(parts, words);
  const sentToday = await parts.lookUps.sentSince(waits, dayOf(hours, words, now));
  const { settings } = parts;
  const composed = compose({
    ...{ words, sentToday, settings, now },
    hoursOf: (season, path) => hours.get(`${season} ${path}`) ?? NO_HOURS,
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

/** By season and unit. */
async function hoursOf(
  { lookUps }: Pick<ServeParts, 'lookUps'>,
  words: readonly OpenWord[],
): Promise<ReadonlyMap<string, Hours>> {
  const hours = new Map<string, Hours>();
  for (const season of new Set(words.map((word) => word.season))) {
    const traits = await lookUps.traits(season);
    if (!traits) continue;
    const later = await lookUps.later(season);
    for (const { path } of words.filter((word) => word.season === season)) {
      const own = later.get(path);
      hours.set(`${season} ${path}`, own ? traits.hoursWith(own) : traits.hours);
    }
  }
  return hours;
}

/** When the person's day began, in the zone of the first season that he hears of. */
function dayOf(
  hours: ReadonlyMap<string, Hours>,
  [first]: readonly OpenWord[],
  now: EpochMs,
): EpochMs {
  const { calendar } = hours.get(`${first?.season} ${first?.path}`) ?? NO_HOURS;
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
  if (done.to === 'taken') for (const { since, urgency } of words) onHanded?.(at - since, urgency);
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
