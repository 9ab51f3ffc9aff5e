import type { Reserve } from '../../registers/substitutes.js';
import { byRow, checkingSeats } from '../../rooms/check-seats.js';
import {
  placeOf,
  type RoomFault,
  type RoomFaultCode,
  type RoomWorld,
  type Seat,
} from '../../rooms/seat.js';
import { freeReserves, substitutesIn, type Around } from '../../rooms/substitutes.js';
import { reasonsIn } from '../../text/register-words.js';
import { rosterWords } from '../../text/room-words.js';
import { breathing } from '../breathe.js';
import type { RosterFault } from './read-roster.js';

/** A fault of somebody's place, and who could lawfully take it. */
export interface SeatFault extends RosterFault {
  readonly person: string;
  readonly name: string;
  /** Site, session and rooms. */
  readonly place: string;
  readonly substitutes: readonly Reserve[];
}

/** Nobody reads more; and looking for substitutes takes longer than finding faults. */
const MOST_REPLACED = 200;

/** What another person in his place would mend. */
const MENDED_BY_ANOTHER: ReadonlySet<RoomFaultCode> = new Set([
  ...(['not-eligible', 'twice', 'engaged', 'same-school', 'own-county', 'same-county'] as const),
]);

export interface Checked {
  readonly found: readonly RoomFault[];
  readonly faults: readonly SeatFault[];
}

/** Every fault of these places, in words, with lawful substitutes out of the reserve of the session. */
export async function checkedSeats(
  seats: readonly Seat[],
  accepted: readonly Seat[],
  world: RoomWorld,
  columnOf: (field: string) => { readonly column: number; readonly heading: string },
): Promise<Checked> {
  const found = await faultsIn(seats, accepted, world);
  const around: Around = { seats: [...accepted, ...seats], world };
  const reserves = new Map<string, readonly Seat[]>();
  const inReserve = (session: string): readonly Seat[] => {
    const own = reserves.get(session) ?? freeReserves(around, session);
    reserves.set(session, own);
    return own;
  };
  let offered = 0;
  const substitutesFor = ({ seat, code }: RoomFault): readonly Reserve[] => {
    if (seat.duty !== 'invigilator' || !MENDED_BY_ANOTHER.has(code)) return [];
    offered += 1;
    return offered > MOST_REPLACED ? [] : substitutesIn(seat, inReserve(seat.session), around);
  };
  const faults = found.map(
    (fault): SeatFault => ({
      ...{ row: fault.seat.row, ...columnOf(fault.field), code: fault.code },
      ...rosterWords(fault.code, detailOf(fault)),
      ...{ person: fault.seat.person, name: nameOf(fault.seat, world), place: placeOf(fault.seat) },
      substitutes: substitutesFor(fault),
    }),
  );
  return { found, faults };
}

/** Others come in between. */
async function faultsIn(
  seats: readonly Seat[],
  accepted: readonly Seat[],
  world: RoomWorld,
): Promise<RoomFault[]> {
  const breathe = breathing();
  const pieces: (readonly RoomFault[])[] = [];
  for (const piece of checkingSeats(seats, accepted, world)) {
    pieces.push(piece);
    await breathe();
  }
  return byRow(pieces);
}

const nameOf = ({ person, name }: Seat, world: RoomWorld): string =>
  name || (world.person(person).name ?? '');

const detailOf = ({ code, about, reasons }: RoomFault): { zh: string; en: string } =>
  code === 'not-eligible'
    ? { zh: reasonsIn(reasons, 'zh'), en: reasonsIn(reasons, 'en') }
    : { zh: about, en: about };
