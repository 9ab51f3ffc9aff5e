import { groupedBy } from '../engine/grouped.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import { earliest, lastCallOf, nextMorning, sessionEnd, type Hours } from './hours.js';
import type { Bundle } from './model.js';
import { standing, type Standing } from './overtake.js';
import type { CourierSettings } from './settings.js';
import { byUrgency, sooner, type Word } from './word.js';

/** All that waits for one person, real or rehearsed, never both. */
export interface Waiting {
  readonly words: readonly Word[];
  /** Of a unit in a season: a session may last longer at one site than at the others. */
  readonly hoursOf: (season: string, path: string) => Hours;
  /** Messages to this person on this civil day, the critical ones left out. */
  readonly sentToday: number;
  readonly settings: CourierSettings;
  readonly now: EpochMs;
}

export interface Composed {
  /** In the order in which they go out. */
  readonly bundles: readonly Bundle[];
  readonly overtaken: readonly { readonly notice: number; readonly by: number }[];
  /** When to look again, if nothing else comes; null: nothing waits. */
  readonly nextAt: EpochMs | null;
}

/**
 * What goes out now. Each critical event at once and alone – but what one unit announces at one moment; of the rest one message as soon as one of them is due to
 * go, and then it takes along all that waits – but for what a running session holds back. Every word is in a bundle, or
 * overtaken, or still waits for `nextAt`.
 */
export function compose(waiting: Waiting): Composed {
  const { words, hoursOf, settings, now } = waiting;
  const all = standing(words, (word) =>
    earliest(word, hoursOf(word.season, word.path), settings, now),
  );
  const alone = all.filter(({ word }) => word.urgency === 'critical');
  const rest = all.filter(({ word }) => word.urgency !== 'critical');
  const at = digestAt(waiting, rest);
  const goes = at !== null && at <= now ? rest.filter((one) => !isHeld(waiting, one)) : [];
  const stays = rest.filter((one) => !goes.includes(one));
  const bundles = apart(alone.map(({ word }) => word).sort(byUrgency), settings).map((some) =>
    bundleOf(some, waiting),
  );
  if (goes.length > 0)
    bundles.push(bundleOf(goes.map(({ word }) => word).sort(byUrgency), waiting));
  return {
    bundles,
    // One that stays is looked at anew when it goes: a still newer one may come until then.
    overtaken: [...alone, ...goes].flatMap(({ word, overtaken }) =>
      overtaken.map((notice) => ({ notice, by: word.notice })),
    ),
    nextAt: digestAt({ ...waiting, sentToday: sentAfter(waiting, goes) }, stays),
  };
}

const ANNOUNCES: ReadonlySet<string> = new Set(['open', 'remind']);

/**
 * Critical words as messages. Seven loads that open at twenty to six are one message, since none of them waits for it; whatever is
 * due or wrong has its own.
 */
function apart(words: readonly Word[], { lines }: CourierSettings): readonly (readonly Word[])[] {
  const groups = groupedBy(words, ({ season, path, kind, notice }) =>
    ANNOUNCES.has(kind) ? JSON.stringify([season, path, kind]) : `${notice}`,
  );
  // Each of them is named: none is merely counted.
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / lines) }, (_, n) =>
      group.slice(n * lines, (n + 1) * lines),
    ),
  );
}

/** When the next message may go out: when the first of its words may, as the day's ceiling allows. */
function digestAt(waiting: Waiting, rest: readonly Standing[]): EpochMs | null {
  const { settings, sentToday, now, hoursOf } = waiting;
  const [first] = [...rest].sort((one, other) => one.at - other.at);
  if (first === undefined) return null;
  const { at, word } = first;
  const hours = hoursOf(word.season, word.path);
  if (hours.calendar.dateOf(at) > hours.calendar.dateOf(now)) return at;
  if (sentToday >= settings.ceiling) return later(at, nextMorning(hours, now, settings));
  if (sentToday < settings.ceiling - 1) return at;
  const call = lastCallOf(hours, now, settings);
  const pressing = rest.filter((one) => cannotWaitFor(call, one.word));
  if (pressing.length > 0) return epochMs(Math.min(...pressing.map((one) => one.at)));
  return later(at, call);
}

const cannotWaitFor = (call: EpochMs, { urgency, before }: Word): boolean =>
  urgency === 'urgent' && before !== null && before <= call;

const isHeld = ({ hoursOf, now }: Waiting, { word }: Standing): boolean =>
  sessionEnd(hoursOf(word.season, word.path), now) > now;

const sentAfter = ({ sentToday }: Waiting, goes: readonly Standing[]): number =>
  goes.length > 0 ? sentToday + 1 : sentToday;

const later = (one: EpochMs, other: EpochMs): EpochMs => (one > other ? one : other);

function bundleOf(words: readonly Word[], { settings, now }: Waiting): Bundle {
  const [first] = words as readonly [Word];
  return {
    person: first.person,
    rehearsal: first.rehearsal,
    urgency: words.map((word) => word.urgency).reduce(sooner),
    notices: words.map(({ notice }) => notice),
    counted: Math.max(0, words.length - settings.lines),
    sendAt: now,
  };
}
