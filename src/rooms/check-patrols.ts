import { groupedBy } from '../engine/grouped.js';
import { roomFault, type RoomFault, type RoomWorld, type Seat } from './seat.js';

/** How many rooms a sentence names. */
const MOST_NAMED = 10;

/**
 * One fixed-site patrol for so many rooms (B12): every room of a site has exactly one, nobody has more than the rule, and
 * none looks after a room that is not there. `seats` are those of one session at one site.
 */
export function checkPatrols(seats: readonly Seat[], { rules }: RoomWorld): RoomFault[] {
  const invigilators = seats.filter(({ duty }) => duty === 'invigilator');
  const rooms = new Set(invigilators.flatMap((seat) => seat.rooms));
  const patrols = seats.filter(({ duty }) => duty === 'patrol');
  const keeper = new Map<string, Seat>();
  const faults: RoomFault[] = [];
  for (const seat of patrols)
    for (const room of seat.rooms) {
      const before = keeper.get(room);
      if (!rooms.has(room)) faults.push(roomFault(seat, 'patrol-elsewhere', 'room', room));
      else if (before && before.person !== seat.person)
        faults.push(roomFault(seat, 'patrol-second', 'room', room));
      else keeper.set(room, before ?? seat);
    }
  for (const own of groupedBy(patrols, ({ person }) => person).values()) {
    const count = new Set(own.flatMap((seat) => seat.rooms)).size;
    const last = own.at(-1);
    if (last && count > rules.patrols.rooms)
      faults.push(roomFault(last, 'patrol-rooms', 'room', `${count}/${rules.patrols.rooms}`));
  }
  return [...faults, ...uncovered(invigilators, [...rooms], keeper)];
}

/** One sentence a site: a roster without its patrols is one fault, not fifty. */
function uncovered(
  invigilators: readonly Seat[],
  rooms: readonly string[],
  keeper: ReadonlyMap<string, Seat>,
): RoomFault[] {
  const bare = rooms.filter((room) => !keeper.has(room));
  const first = invigilators.find((seat) => seat.rooms.some((room) => !keeper.has(room)));
  if (!first) return [];
  const more = bare.length > MOST_NAMED ? `…（${bare.length}）` : '';
  const about = `${bare.slice(0, MOST_NAMED).join('、')}${more}`;
  return [roomFault(first, 'patrol-missing', 'room', about)];
}
