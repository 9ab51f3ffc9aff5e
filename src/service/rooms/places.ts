import type { SeasonPlan, Title, UnitSource } from '../../engine/season-plan.js';

/** What people call units and sessions, and what is meant; `null`: several are called so. */
export interface Places {
  readonly sessions: readonly string[];
  /** Whether the rules ask where somebody comes from. */
  readonly isCirculating: boolean;
  site(said: string): string | null;
  session(said: string): { readonly id: string } | { readonly unclear: readonly string[] } | null;
  /** Path of a county by its name or path; a path that is not in the plan is a county of its own. */
  county(said: string): string | null;
  /** Path of the county that a unit lies in: the nearest above it of the kind that the rules name, else itself. */
  countyOf(path: string): string;
  titleOf(path: string): Title;
  /** How many rooms the plan gives a site; 0: it does not say. */
  roomsAt(path: string): number;
}

const PATH = /^[a-z][a-z0-9-]{0,31}(?:\/[a-z0-9][a-z0-9-]{0,31}){1,6}$/;

/** The names of a season's plan, as a roster uses them. */
export function placesIn({
  units,
  sessions,
  rooms,
}: Pick<SeasonPlan, 'units' | 'sessions' | 'rooms'>): Places {
  const byPath = new Map(units.map((unit) => [unit.path, unit]));
  const byName = namesOf(units);
  const kind = rooms?.circulating?.kind;
  const sessionIds = sessions.map(({ id }) => id);
  const countyOf = (path: string): string => {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0)))
      if (byPath.get(at)?.kind === kind) return at;
    return path;
  };
  const named = (said: string): string | null =>
    byPath.has(said) ? said : (byName.get(plain(said)) ?? null);
  return {
    ...{ sessions: sessionIds, isCirculating: kind !== undefined, site: named },
    session(said) {
      if (sessionIds.includes(said)) return { id: said };
      const called = sessions.filter(({ title }) => [title.zh, title.en].includes(said));
      const [only] = called;
      if (only === undefined) return null;
      return called.length === 1 ? { id: only.id } : { unclear: called.map(({ id }) => id) };
    },
    county(said) {
      const path = named(said) ?? named(`${said}考区`) ?? (PATH.test(said) ? said : null);
      return path === null ? null : countyOf(path);
    },
    countyOf,
    titleOf: (path) => byPath.get(path)?.title ?? { zh: path, en: path },
    roomsAt: (path) => byPath.get(path)?.rooms ?? 0,
  };
}

/** Titles, and the last parts of paths, that only one unit has. */
function namesOf(units: readonly UnitSource[]): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const { path, title } of units)
    for (const name of new Set([plain(title.zh), plain(title.en), path.split('/').at(-1) ?? '']))
      found.set(name, found.has(name) ? null : path);
  return found;
}

const plain = (name: string): string => name.normalize('NFKC').replace(/\s/g, '');
