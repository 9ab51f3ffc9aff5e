import type { FormValue, Refusal } from './model.js';

/** Numbers by room; a room that is not there is as it should be. */
export type ByRoom = ReadonlyMap<number, number>;

/** Why what was said of rooms cannot be taken; `detail` names the room or the word that is meant. */
export interface RoomsFault {
  readonly refused: Extract<Refusal, 'rooms-unreadable' | 'room-unknown' | 'room-twice'>;
  readonly detail: string;
}

// Far more than a site with an exception in each of its rooms takes.
const LONGEST = 4_000;
const MOST_QUOTED = 40;
const WORD = /^(\d{1,4})(?::(\d{1,5}))?$/;
const BREAKS = /[\s,、;。]+/;
/** Nothing to report, as people write it. */
const NOTHING: ReadonlySet<string> = new Set(['', '无', '0']);

/**
 * Rooms by exception (例外填报): `007:2 012:1` – two of room 7, one of room 12, of all others nothing. A room alone
 * counts one. Chinese punctuation, wide digits and blanks around a colon are taken as they are meant. `rooms`: how many
 * the unit has, numbered from 1.
 */
export function readRooms(said: FormValue | undefined, rooms: number): ByRoom | RoomsFault {
  const text = textOf(said);
  if (text === null || text.length > LONGEST)
    return { refused: 'rooms-unreadable', detail: String(said).slice(0, MOST_QUOTED) };
  const found = new Map<number, number>();
  for (const word of wordsIn(text)) {
    const [, room = '', number = '1'] = WORD.exec(word) ?? [];
    if (room === '') return { refused: 'rooms-unreadable', detail: word.slice(0, MOST_QUOTED) };
    const at = Number(room);
    if (at < 1 || at > rooms) return { refused: 'room-unknown', detail: room };
    if (found.has(at)) return { refused: 'room-twice', detail: nameOfRoom(at) };
    found.set(at, Number(number));
  }
  return new Map([...found].filter(([, number]) => number > 0).sort(([a], [b]) => a - b));
}

/** The same written one way, by room: as it is kept, and read again. */
export const roomsText = (byRoom: ByRoom): string =>
  [...byRoom].map(([room, number]) => `${nameOfRoom(room)}:${number}`).join(' ');

/** What all rooms make together. */
export const sumOfRooms = (byRoom: ByRoom): number =>
  [...byRoom.values()].reduce((total, number) => total + number, 0);

/** As it stands at its door. */
export const nameOfRoom = (room: number): string => String(room).padStart(3, '0');

// A room alone comes from a command line as a number.
function textOf(said: FormValue | undefined): string | null {
  if (said === undefined) return '';
  if (typeof said === 'boolean') return null;
  return String(said).normalize('NFKC').trim();
}

const wordsIn = (text: string): string[] =>
  NOTHING.has(text)
    ? []
    : text
        .replace(/\s*:\s*/g, ':')
        .split(BREAKS)
        .filter(Boolean);
