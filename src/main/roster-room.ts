import { openSeal } from '../adapters/secrets/keys.js';
import type { Routes } from '../api/api.js';
import { rosterRoutes } from '../api/routes/roster.js';
import { createConcerned } from '../service/concerned.js';
import { createAddressBook } from '../service/courier/address-book.js';
import type { Channels } from '../service/courier/channel-order.js';
import type { Guard } from '../service/guarded.js';
import { guardedRoster } from '../service/roster/guarded.js';
import { reachableBy } from '../service/roster/reachable.js';
import { createRoster } from '../service/roster/roster.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

/** The roster's room of the API, each visitor within his rights. */
export function rosterRoom(
  { lang }: Pick<Place, 'lang'>,
  { store, keys }: Pick<Parts, 'store' | 'keys'>,
  channels: Channels,
  guard: Guard,
): Routes {
  const now = Date.now;
  const book = createAddressBook({ store, seal: openSeal(keys), lang });
  const roster = createRoster({ store, now, reachable: reachableBy(channels, book, store) });
  const concerned = createConcerned({ store, now });
  return rosterRoutes((visitor) => guardedRoster({ roster, guard, concerned }, visitor));
}
