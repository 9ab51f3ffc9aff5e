import { inPlace } from './substitutes.js';
import type { Seat } from './seat.js';

/** Why somebody leaves a room: a closed list, so that nothing about a candidate can be written there. */
export const REPLACED_FOR = ['relative', 'ill', 'absent', 'unfit', 'misconduct', 'other'] as const;
export type ReplacedFor = (typeof REPLACED_FOR)[number];

/** One invigilator gone, and one of the reserve in his place (B13). Instants of the plan. */
export interface Replacement {
  readonly site: string;
  readonly session: string;
  readonly room: string;
  readonly absent: string;
  readonly absentName: string;
  readonly person: string;
  readonly name: string;
  readonly reason: ReplacedFor;
  /** On whose word. */
  readonly inspector: string;
  readonly inspectorName: string;
  /** The chief who decided it. */
  readonly by: string;
  /** Who typed it in. */
  readonly recordedBy: string;
  readonly happenedAt: number;
  readonly recordedAt: number;
}

/** The place that a replacement is about; null where he does not stand there. */
export const placeLeft = (
  seats: readonly Seat[],
  { session, site, room, absent }: Pick<Replacement, 'session' | 'site' | 'room' | 'absent'>,
): Seat | null =>
  seats.find(
    (seat) =>
      seat.duty === 'invigilator' &&
      seat.session === session &&
      seat.site === site &&
      seat.rooms.includes(room) &&
      seat.person === absent,
  ) ?? null;

/**
 * The places after a replacement: whoever came is in the room and no reserve any more, whoever left is nowhere in that
 * session. Seats that do not hold the place stay as they are.
 */
export function afterReplacement(seats: readonly Seat[], one: Replacement): readonly Seat[] {
  const place = placeLeft(seats, one);
  const isReserve = (seat: Seat): boolean =>
    seat.duty === 'reserve' && seat.person === one.person && seat.session === one.session;
  const reserve = seats.find(isReserve);
  if (!place || !reserve) return seats;
  return seats
    .filter((seat) => !isReserve(seat))
    .map((seat) => (seat === place ? inPlace(reserve, place) : seat));
}
