import { epochMs, type EpochMs, type Told, type UnitEvent } from '../../src/engine/model.js';
import { firingKey } from '../../src/engine/simulate.js';

const HOURS_8 = 8 * 3_600_000;
const LATE_MS = 60_000;

/** An instant as it stands on a wall clock in Shanghai: `on('2027-06-16 09:00')`. */
export const on = (civil: string): EpochMs =>
  epochMs(Date.parse(`${civil.replace(' ', 'T')}:00+08:00`));

/** The wall clock in Shanghai at an instant, to the minute. */
export const clockAt = (at: number): string =>
  new Date(at + HOURS_8).toISOString().slice(0, 16).replace('T', ' ');

/** Short posts make short notes: `county/one#leader` is `one#leader`. */
const short = (post: string): string => post.split('/').at(-1) ?? post;

/** A word as a reader would note it: when it was owed, what, to whom, and how late it went out. */
export const noteOf = ({ owedAt, at, action, rung, side, to, broken }: Told): string =>
  [
    clockAt(owedAt),
    side === 'acceptor' ? `accept-${action}` : action,
    ...(rung < 0 ? [] : [rung]),
    to.map(short).join('+'),
    ...(broken ? ['broken'] : []),
    ...(at - owedAt > LATE_MS ? [`late: ${clockAt(at)}`] : []),
  ].join(' ');

/** The words of a log, in its order; those about one duty where one is named. */
export const notesOf = (events: readonly UnitEvent[], duty?: string): string[] =>
  events
    .filter((event) => event.type === 'told')
    .filter((event) => duty === undefined || event.duty === duty)
    .map(noteOf);

/** What was done, told apart from words: `2027-06-13 09:00 submitted`. */
export const deedsOf = (events: readonly UnitEvent[], duty: string): string[] =>
  events
    .filter((event) => 'duty' in event && event.duty === duty && !('action' in event))
    .map((event) => `${clockAt(event.at)} ${event.type}${'by' in event ? ` ${event.by}` : ''}`);

/** The words that a log accounts for, told, overtaken or judged: what simulation must agree with. */
export const firingsOf = (unit: string, events: readonly UnitEvent[]): string[] =>
  events.flatMap((event) => ('action' in event ? [firingKey(unit, event)] : []));
