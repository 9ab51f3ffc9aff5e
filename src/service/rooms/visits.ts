import { RoomsMoved } from '../../adapters/store/rooms.js';
import type { VisitSheet } from '../../adapters/store/room-visits.js';
import { inside, visitsIn, type Visit, type VisitNote } from '../../rooms/visits.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { moved } from './accept.js';
import { roomsSaid } from './roster-columns.js';
import { standingIn } from './standing.js';
import { entriesIn, listVisits, notesOf, type VisitList } from './visit-list.js';
import { visitRefusal } from './visit-refusal.js';
import { nameOfPerson } from './visitor-name.js';
import { roomSeason, type RoomSeason } from './world.js';

/** Somebody enters a room: who, why, when. */
export interface EnterWish {
  readonly session: string;
  readonly site: string;
  readonly room: string;
  /** Number on the register. */
  readonly person?: string;
  /** Of one who is not on it. */
  readonly name?: string;
  readonly reason: string;
  /** Plan time; absent: now. */
  readonly happenedAt?: number;
  /** Who says so. */
  readonly by: string;
}

/** He leaves it again. */
export interface LeaveWish extends Pick<EnterWish, 'session' | 'site' | 'happenedAt' | 'by'> {
  /** The number of his entry. */
  readonly nth: number;
}

/** The list after something was written down in it; `nth` is the entry that it is about. */
export interface NotedVisit extends VisitList {
  readonly nth: number;
}

type RoomParts = Pick<Parts, 'store' | 'now'>;
const TRIES = 8;

/** Writes down that somebody entered a room (F5). Throws `Refusal`. */
export async function enterRoom(
  parts: RoomParts,
  id: string,
  wish: EnterWish,
  recordedBy: string,
): Promise<NotedVisit> {
  const season = await roomSeason(parts, id);
  const entries = entriesIn(season, wish);
  const { session, site, reason, by } = wish;
  if (!entries.reasons.some((one) => one.id === reason))
    throw visitRefusal('bad-reason', entries.reasons.map((one) => one.id).join('、'));
  const room = await roomOf(parts, season, wish);
  const { person, name } = await nameOfPerson(parts, id, wish);
  const { happenedAt, recordedAt } = await whenOf(parts, id, wish);
  const nth = await write(parts, { season: id, session, site }, by, (visits) => {
    const already = inside(visits).find(
      (one) => one.room === room && (person === '' ? one.name === name : one.person === person),
    );
    if (already) throw visitRefusal('already-inside', room);
    const said = { room, person, name, reason, by, recordedBy };
    return { is: 'entered', ...said, happenedAt, recordedAt };
  });
  return { ...(await listVisits(parts, id, session, site)), nth };
}

/** Writes down that he left it again. Throws `Refusal`. */
export async function leaveRoom(
  parts: RoomParts,
  id: string,
  wish: LeaveWish,
  recordedBy: string,
): Promise<NotedVisit> {
  const season = await roomSeason(parts, id);
  entriesIn(season, wish);
  const { session, site, nth, by } = wish;
  const { happenedAt, recordedAt } = await whenOf(parts, id, wish);
  await write(parts, { season: id, session, site }, by, (visits) => {
    const visit = visits.find((one) => one.nth === nth);
    if (!visit) throw visitRefusal('no-such-visit', String(nth));
    if (visit.left) throw visitRefusal('already-left', visit.name);
    if (happenedAt < visit.happenedAt) throw visitRefusal('left-before', visit.name);
    return { is: 'left', of: nth, by, recordedBy, happenedAt, recordedAt };
  });
  return { ...(await listVisits(parts, id, session, site)), nth };
}

/** Adds what `next` makes of the list as it stands, and answers its number; whoever is second looks again. */
async function write(
  { store, now }: RoomParts,
  sheet: VisitSheet,
  by: string,
  next: (visits: readonly Visit[]) => VisitNote,
): Promise<number> {
  for (let n = 1; ; n += 1) {
    const notes = await notesOf({ store }, sheet);
    try {
      const body = next(visitsIn(notes));
      await store.roomVisits.add(sheet, notes.length, { at: now(), by, body });
      return notes.length + 1;
    } catch (error) {
      if (!(error instanceof RoomsMoved)) throw error;
      if (n === TRIES) throw moved();
    }
  }
}

/** As rosters number it; where a roster stands, it is one of its rooms. */
async function roomOf(
  { store }: RoomParts,
  { id }: RoomSeason,
  { session, site, room: said }: EnterWish,
): Promise<string> {
  const [room, more] = roomsSaid(said) ?? [];
  if (room === undefined || more !== undefined) throw visitRefusal('bad-room', said);
  const { seats } = await standingIn(store, id, [session]);
  const rooms = seats.filter((seat) => seat.site === site).flatMap((seat) => seat.rooms);
  if (rooms.length > 0 && !rooms.includes(room)) throw visitRefusal('no-such-room', room);
  return room;
}

async function whenOf(
  parts: RoomParts,
  id: string,
  { happenedAt }: Pick<EnterWish, 'happenedAt'>,
): Promise<{ happenedAt: number; recordedAt: number }> {
  const now = await planNow(parts, await known(parts, id));
  if (happenedAt !== undefined && happenedAt > now) throw visitRefusal('not-yet', '');
  return { happenedAt: happenedAt ?? now, recordedAt: now };
}
