import type { Routes } from '../api/api.js';
import { roomRoutes } from '../api/routes/rooms.js';
import { createConcerned } from '../service/concerned.js';
import type { Guard } from '../service/guarded.js';
import { guardedRooms } from '../service/rooms/guarded.js';
import { createRooms } from '../service/rooms/rooms.js';
import type { Parts } from './parts.js';

/** The room of the API for who invigilates where, each visitor within his rights. */
export function roomRosterRoom({ store }: Pick<Parts, 'store'>, guard: Guard): Routes {
  const now = Date.now;
  const rooms = createRooms({ store, now });
  const concerned = createConcerned({ store, now });
  return roomRoutes((visitor) => guardedRooms({ rooms, guard, concerned }, visitor));
}
