import type { RoomsFor } from '../api/routes/rooms.js';
import { createConcerned } from '../service/concerned.js';
import type { Guard } from '../service/guarded.js';
import { guardedRooms } from '../service/rooms/guarded.js';
import { createRooms } from '../service/rooms/rooms.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

/** Who invigilates where, for API and pages: each visitor within his rights. */
export function openRooms(
  { lang }: Pick<Place, 'lang'>,
  { store }: Pick<Parts, 'store'>,
  guard: Guard,
): RoomsFor {
  const now = Date.now;
  const rooms = createRooms({ store, now, lang });
  const concerned = createConcerned({ store, now });
  return (visitor) => guardedRooms({ rooms, guard, concerned }, visitor);
}
