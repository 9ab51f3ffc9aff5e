import { nearestFirst, type Reserve } from '../registers/substitutes.js';
import { fitsRoom } from './check-room.js';
import { checkPerson } from './check-people.js';
import type { RoomWorld, Seat } from './seat.js';

/** No list is longer: it is read on an exam day. */
const MOST_SUBSTITUTES = 5;

/** What is known of one session when somebody must be replaced. */
export interface Around {
  /** Every place in the session, and in those that share its time. */
  readonly seats: readonly Seat[];
  readonly world: RoomWorld;
}

/** The reserves of a session who have no place in its hours yet. */
export function freeReserves({ seats, world }: Around, session: string): Seat[] {
  const meeting = seats.filter((seat) => world.meet(seat.session, session));
  const placed = new Set(
    meeting.filter(({ duty }) => duty !== 'reserve').map(({ person }) => person),
  );
  return meeting.filter(
    (seat) => seat.duty === 'reserve' && seat.session === session && !placed.has(seat.person),
  );
}

/**
 * Whether a reserve may lawfully take a place: eligible there and that day, free, and by the rules of the room beside those
 * who stay in it.
 */
export const mayTake = (reserve: Seat, place: Seat, { seats, world }: Around): boolean =>
  isLawful(inPlace(reserve, place), stayingWith(place, seats), world);

/** Who could lawfully take a place, out of the reserve: those of the site, then the nearest; five at most. */
export function substitutesIn(
  place: Seat,
  reserves: readonly Seat[],
  { seats, world }: Around,
): readonly Reserve[] {
  const staying = stayingWith(place, seats);
  const found: Reserve[] = [];
  for (const isHere of [true, false]) {
    const near = reserves.filter(({ site }) => (site === place.site) === isHere);
    const byPerson = new Map(near.map((seat) => [seat.person, seat]));
    for (const one of nearestFirst(near.map(asReserve), place.site)) {
      if (found.length === MOST_SUBSTITUTES) return found;
      const reserve = byPerson.get(one.person);
      if (!reserve || found.some(({ person }) => person === one.person)) continue;
      if (isLawful(inPlace(reserve, place), staying, world)) found.push(one);
    }
  }
  return found;
}

const isLawful = (seat: Seat, staying: readonly Seat[], world: RoomWorld): boolean =>
  staying.every(({ person }) => person !== seat.person) &&
  checkPerson(seat, world).length === 0 &&
  fitsRoom(seat, staying, world);

const asReserve = ({ person, name, site }: Seat): Reserve => ({
  ...{ person, name, post: `${site}#reserve` },
});

/** The place as it would be with the reserve on it. */
export const inPlace = (reserve: Seat, place: Seat): Seat => ({
  ...place,
  ...{ person: reserve.person, name: reserve.name },
  ...{ school: reserve.school, county: reserve.county },
});

/** The other invigilators of the same room. */
const stayingWith = (place: Seat, seats: readonly Seat[]): Seat[] =>
  seats.filter(
    (seat) =>
      seat.duty === 'invigilator' &&
      seat.session === place.session &&
      seat.site === place.site &&
      seat.rooms[0] === place.rooms[0] &&
      seat.person !== place.person,
  );
