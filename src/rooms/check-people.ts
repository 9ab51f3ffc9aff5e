import { groupedBy } from '../engine/grouped.js';
import {
  placeOf,
  plainName,
  roomFault,
  type RoomFault,
  type RoomWorld,
  type Seat,
} from './seat.js';

/** Whether somebody may serve where the roster has him: who he is, what bars him, where else he must be. */
export function checkPerson(seat: Seat, world: RoomWorld): RoomFault[] {
  const { name, county } = world.person(seat.person);
  const faults: RoomFault[] = [];
  // A number typed wrongly is somebody else's.
  if (name !== null && seat.name !== '' && plainName(name) !== plainName(seat.name))
    faults.push(roomFault(seat, 'name-differs', 'name', name));
  // Whose training is asked for hangs on the county that sends him.
  if (county !== '' && seat.county !== '' && county !== seat.county)
    faults.push(roomFault(seat, 'county-differs', 'county', county));
  const reasons = world.barredBy(seat);
  if (reasons.length > 0) faults.push(roomFault(seat, 'not-eligible', 'person', '', reasons));
  const elsewhere = world.engagedAt(seat);
  if (elsewhere !== null) faults.push(roomFault(seat, 'engaged', 'person', elsewhere));
  return faults;
}

/**
 * Nobody has two places at one time; a patrol's rows at one site are one. `accepted` are places on rosters accepted before,
 * which stand: what clashes with them is reported at the row that comes.
 */
export function checkOnce(
  seats: readonly Seat[],
  accepted: readonly Seat[],
  { meet }: Pick<RoomWorld, 'meet'>,
): RoomFault[] {
  const coming = new Set(seats);
  const faults: RoomFault[] = [];
  for (const own of groupedBy([...accepted, ...seats], ({ person }) => person).values())
    for (const [n, seat] of own.entries()) {
      if (!coming.has(seat)) continue;
      const other = own
        .slice(0, n)
        .find((before) => meet(before.session, seat.session) && !isOne(before, seat));
      if (other) faults.push(roomFault(seat, 'twice', 'person', placeOf(other)));
    }
  return faults;
}

const isOne = (a: Seat, b: Seat): boolean =>
  a.duty === 'patrol' && b.duty === 'patrol' && a.site === b.site && a.session === b.session;
