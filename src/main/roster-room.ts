import type { Routes } from '../api/api.js';
import { rosterRoutes } from '../api/routes/roster.js';
import { createConcerned } from '../service/concerned.js';
import type { Guard } from '../service/guarded.js';
import { guardedRoster } from '../service/roster/guarded.js';
import type { IsReachable } from '../service/roster/report.js';
import { createRoster } from '../service/roster/roster.js';
import type { Parts } from './parts.js';

/** The roster's room of the API, each visitor within his rights. */
export function rosterRoom(
  { store }: Pick<Parts, 'store'>,
  guard: Guard,
  reachable: IsReachable = inRegister(store),
): Routes {
  const roster = createRoster({ store, now: Date.now, reachable });
  const concerned = createConcerned({ store, now: Date.now });
  return rosterRoutes((visitor) => guardedRoster({ roster, guard, concerned }, visitor));
}

/** Reachable is whose telephone or mail the register has. */
const inRegister =
  ({ registers }: Parts['store']): IsReachable =>
  async (persons) =>
    new Set((await registers.contacts(persons)).map(({ person }) => person));
