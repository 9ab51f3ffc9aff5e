import { groupedBy } from '../engine/grouped.js';
import { checkPatrols } from './check-patrols.js';
import { checkOnce, checkPerson } from './check-people.js';
import { checkRoom } from './check-room.js';
import { type RoomFault, type RoomWorld, type Seat } from './seat.js';

/** What a roster speaks of: one session at one site. */
export const sheetOf = ({ session, site }: Pick<Seat, 'session' | 'site'>): string =>
  `${session} ${site}`;

/**
 * Every fault of a roster, by row (B2, B3, B5, B6, B12): the same whatever the order of its rows, but for the row at which
 * a pair is reported. `accepted` are the places of other sites and sessions that stand already. O(n log n).
 */
export const checkSeats = (
  seats: readonly Seat[],
  accepted: readonly Seat[],
  world: RoomWorld,
): RoomFault[] => byRow([...checkingSeats(seats, accepted, world)]);

/** The same piece by piece, for whoever has something else to do in between; `byRow` puts the pieces together. */
export function* checkingSeats(
  seats: readonly Seat[],
  accepted: readonly Seat[],
  world: RoomWorld,
): Generator<readonly RoomFault[]> {
  yield checkOnce(seats, accepted, world);
  for (const own of groupedBy(seats, sheetOf).values()) yield checkSheet(own, world);
}

/** Faults in the order of the rows that they are about. */
export const byRow = (pieces: readonly (readonly RoomFault[])[]): RoomFault[] =>
  pieces.flat().sort((a, b) => a.seat.row - b.seat.row);

/** What can be said of one session at one site without looking at the others. */
function checkSheet(seats: readonly Seat[], world: RoomWorld): readonly RoomFault[] {
  const faults = seats.flatMap((seat) => checkPerson(seat, world));
  const inRooms = seats.filter(({ duty }) => duty === 'invigilator');
  for (const room of groupedBy(inRooms, ({ rooms: [one = ''] }) => one).values())
    faults.push(...checkRoom(room, world));
  return [...faults, ...checkPatrols(seats, world)];
}
