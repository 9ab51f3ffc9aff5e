import { OPEN } from '../../adapters/store/list-types.js';
import type { Store } from '../../adapters/store/store.js';
import type { DutyView, Season, Unit } from '../../adapters/store/types.js';
import type { FoundPerson } from '../../adapters/store/desk-search.js';
import { readShortCode, shortCode, unitPart, unitPartOf } from '../../policy/short-code.js';
import { readyUnits, type ReadyUnit } from './ready-units.js';
import { deskRefusal } from './refusing.js';

export interface Found {
  readonly season: Season;
  readonly duty: DutyView;
  readonly code: string;
}

/** A person on the telephone with what is open on his posts. */
export interface Caller {
  readonly season: Season;
  readonly person: string;
  readonly name: string;
  readonly posts: readonly FoundPerson[];
  readonly duties: readonly Found[];
}

const MOST_UNITS = 20;
const MOST_PERSONS = 40;
const MOST_DUTIES = 60;

/** What a duty desk finds by what it hears: a short code, a name, a unit. */
export function createPhoneBook({ store }: { readonly store: Store }) {
  return {
    /**
     * The duties of this code in running seasons: nearly always one, of some hundred thousand now and then two.
     * Throws where it is no code at all: one character was misheard.
     */
    async byCode(said: string): Promise<readonly Found[]> {
      const code = readShortCode(said);
      if (code === null) throw deskRefusal('unknown-code');
      const found = await Promise.all(
        (await running()).map(async (season) => {
          const paths = await store.deskSearch.paths(season.id);
          const near = paths.filter((path) => unitPart(season.id, path) === unitPartOf(code));
          const ids = await store.deskSearch.dutyIds(season.id, near);
          const meant = ids.filter((one) => shortCode({ season: season.id, ...one }) === code);
          return Promise.all(
            meant.map(async ({ path, duty }) => ({
              ...{ season, code },
              duty: await store.duty(season.id, path, duty),
            })),
          );
        }),
      );
      return found.flat().flatMap(({ duty, ...rest }) => (duty ? [{ ...rest, duty }] : []));
    },

    /** Open duties of the units that are called so. */
    async byUnit(text: string): Promise<readonly Found[]> {
      if (text.trim() === '') return [];
      const all = await Promise.all(
        (await running()).map(async (season) => {
          const units = await store.deskSearch.units(season.id, text.trim(), MOST_UNITS);
          const lists = await Promise.all(
            units.map(({ path }) =>
              store.duties({ season: season.id, path, status: OPEN, limit: MOST_DUTIES }),
            ),
          );
          return lists.flat().map((duty) => foundOf(season, duty));
        }),
      );
      return all.flat().filter(({ duty }) => duty.kind !== 'series');
    },

    /** Persons who are called so, each with what is open on his posts. */
    async callers(text: string): Promise<readonly Caller[]> {
      if (text.trim() === '') return [];
      const all = await Promise.all((await running()).map((season) => callersIn(season, text)));
      return all.flat();
    },

    /** Units that are called so, have this code, or on whose posts somebody so called is: those that may begin something. */
    async sites(said: string): Promise<readonly ReadyUnit[]> {
      if (said.trim() === '') return [];
      const found = (await running()).map(async (season) =>
        readyUnits({ store }, season, await unitsIn(season, said.trim())),
      );
      return (await Promise.all(found)).flat();
    },
  };

  async function unitsIn(season: Season, said: string): Promise<readonly Unit[]> {
    const code = readShortCode(said);
    const { units, persons, paths } = store.deskSearch;
    if (code === null) {
      const posts = await persons(season.id, said, MOST_PERSONS);
      const held = [...new Set(posts.map(({ post }) => post.split('#')[0] ?? ''))];
      return unique([
        ...(await units(season.id, said, MOST_UNITS)),
        ...(await named(season, held)),
      ]);
    }
    const isMeant = (path: string): boolean =>
      shortCode({ season: season.id, path, duty: null }) === code;
    return named(season, (await paths(season.id)).filter(isMeant));
  }

  async function named(season: Season, paths: readonly string[]): Promise<readonly Unit[]> {
    const lists = await Promise.all(
      paths.slice(0, MOST_UNITS).map((path) => store.deskSearch.units(season.id, path, MOST_UNITS)),
    );
    return lists.flat().filter(({ path }) => paths.includes(path));
  }

  async function callersIn(season: Season, text: string): Promise<readonly Caller[]> {
    const rows = await store.deskSearch.persons(season.id, text.trim(), MOST_PERSONS);
    const persons = [...new Set(rows.map(({ person }) => person))];
    return Promise.all(
      persons.map(async (person) => {
        const posts = rows.filter((row) => row.person === person);
        const held = posts.map(({ post }) => post);
        const open = await store.deskSearch.openOf(season.id, held, MOST_DUTIES);
        const duties = open
          .filter(({ kind }) => kind !== 'series')
          .map((duty) => foundOf(season, duty));
        return { season, person, name: posts[0]?.name ?? person, posts, duties };
      }),
    );
  }

  async function running(): Promise<readonly Season[]> {
    return (await store.seasons()).filter(({ status }) => status !== 'closed');
  }
}

const unique = (units: readonly Unit[]): Unit[] => [
  ...new Map(units.map((unit) => [unit.path, unit])).values(),
];

const foundOf = (season: Season, duty: DutyView): Found => ({
  ...{ season, duty },
  code: shortCode({ season: season.id, path: duty.path, duty: duty.duty }),
});
