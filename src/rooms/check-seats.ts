import { checkPatrols } from './check-patrols.js';
import { checkOnce, checkPerson } from './check-people.js';
import { checkRoom } from './check-room.js';
import { grouped, type RoomFault, type RoomWorld, type Seat } from './seat.js';

/** What a roster speaks of: one session at one site. */
export const sheetOf = ({ session, site }: Pick<Seat, 'session' | 'site'>): string =>
  `${session} ${site}`;

/**
 * Every fault of a roster, by row (B2, B3, B5, B6, B12): the same whatever the order of its rows, but for the row at which
 * a pair is reported. `accepted` are the places of other sites and sessions that stand already. O(n log n).
 */
export function checkSeats(
  seats: readonly Seat[],
  accepted: readonly Seat[],
  world: RoomWorld,
): RoomFault[] {
  const faults = [
    ...checkOnce(seats, accepted, world),
    ...seats.flatMap((seat) => checkPerson(seat, world)),
  ];
  for (const own of grouped(seats, sheetOf).values()) {
    const inRooms = own.filter(({ duty }) => duty === 'invigilator');
    for (const room of grouped(inRooms, ({ rooms: [one = ''] }) => one).values())
      faults.push(...checkRoom(room, world));
    faults.push(...checkPatrols(own, world));
  }
  return faults.sort((a, b) => a.seat.row - b.seat.row);
}
