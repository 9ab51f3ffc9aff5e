import { plainName, roomFault, type RoomFault, type RoomWorld, type Seat } from './seat.js';

/**
 * Who may share a room (B3): the number that the plan asks for, no two of one school, and in the circulating scheme
 * nobody at home and so many counties at least. `seats` are the invigilators of one room; a pair is reported once, at the
 * later row.
 */
export function checkRoom(seats: readonly Seat[], world: RoomWorld): RoomFault[] {
  const faults = numberIn(seats, world);
  for (const [n, seat] of seats.entries()) {
    const known = world.person(seat.person);
    faults.push(...alone(seat, known, world), ...beside(seat, seats.slice(0, n), world));
  }
  const last = seats.at(-1);
  if (last && isNarrow(seats, world))
    faults.push(
      roomFault(last, 'same-county', 'county', String(world.rules.circulating?.counties)),
    );
  return faults;
}

/** Whether somebody may take a place beside these in a room: the same rules, for one who is not there yet. */
export function fitsRoom(seat: Seat, others: readonly Seat[], world: RoomWorld): boolean {
  const wrong = [...alone(seat, world.person(seat.person), world), ...beside(seat, others, world)];
  return wrong.length === 0 && !isNarrow([...others, seat], world);
}

function numberIn(seats: readonly Seat[], { rules }: RoomWorld): RoomFault[] {
  const { perRoom } = rules.invigilators;
  const last = seats.at(-1);
  if (!last || seats.length === perRoom) return [];
  const code = seats.length < perRoom ? 'room-short' : 'room-full';
  return [roomFault(last, code, 'room', `${seats.length}/${perRoom}`)];
}

/** What can be said of him without looking at the others. */
function alone(
  seat: Seat,
  known: { readonly school: string; readonly county: string },
  { rules, countyOf }: RoomWorld,
): RoomFault[] {
  const faults: RoomFault[] = [];
  if (rules.schools.apart && seat.school === '' && known.school === '')
    faults.push(roomFault(seat, 'school-unknown', 'school'));
  if (!rules.circulating) return faults;
  const counties = countiesOf(seat, known);
  if (counties.length === 0) faults.push(roomFault(seat, 'county-unknown', 'county'));
  if (counties.includes(countyOf(seat.site)))
    faults.push(roomFault(seat, 'own-county', 'county', countyOf(seat.site)));
  return faults;
}

function beside(seat: Seat, others: readonly Seat[], world: RoomWorld): RoomFault[] {
  if (!world.rules.schools.apart) return [];
  const own = schoolsOf(seat, world);
  const same = others.find((other) => schoolsOf(other, world).some((one) => own.includes(one)));
  return same ? [roomFault(seat, 'same-school', 'school', same.person)] : [];
}

/** Fewer counties than the scheme asks for, of rooms that have as many people. */
function isNarrow(seats: readonly Seat[], world: RoomWorld): boolean {
  const { circulating } = world.rules;
  if (!circulating) return false;
  const counties = new Set(
    seats.flatMap((seat) => countiesOf(seat, world.person(seat.person)).slice(0, 1)),
  );
  return counties.size < Math.min(circulating.counties, seats.length);
}

/** Roster and register may each know a school of his: either is his. */
const schoolsOf = (seat: Seat, world: RoomWorld): string[] =>
  [seat.school, world.person(seat.person).school].map(plainName).filter(Boolean);

/** The register's word on his county comes first. */
const countiesOf = (seat: Seat, { county }: { readonly county: string }): string[] =>
  [county, seat.county].filter(Boolean);
