import { sheetOf } from './check-seats.js';
import type { Seat } from './seat.js';

/** A site without an accepted roster for a session. */
export type Undrawn = Pick<Seat, 'session' | 'site'>;

/** As much of a unit as is asked for here. */
interface Place {
  readonly path: string;
  readonly rooms: number;
}

/**
 * The sites at or below a unit for which nothing stands, each with the sessions that `sitting` gives it. A site is a unit
 * with rooms that has nobody with rooms below it; `accepted` names sheets as `sheetOf` does.
 */
export function sitesWithoutRoster(
  units: readonly Place[],
  under: string,
  sitting: (site: string) => readonly string[],
  accepted: ReadonlySet<string>,
): readonly Undrawn[] {
  const held = units.filter(({ path, rooms }) => rooms > 0 && isWithin(path, under));
  const parents = new Set(held.flatMap(({ path }) => above(path)));
  return held
    .filter(({ path }) => !parents.has(path))
    .flatMap(({ path: site }) => sitting(site).map((session) => ({ session, site })))
    .filter((one) => !accepted.has(sheetOf(one)));
}

const isWithin = (path: string, under: string): boolean =>
  path === under || path.startsWith(`${under}/`);

/** The paths above one: `a/b/c` has `a` and `a/b`. */
const above = (path: string): string[] => {
  const parts = path.split('/');
  return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('/'));
};
