import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';
import type { DutyView, Unit } from './types.js';
import { toUnit } from './units.js';
import { toView, views } from './views.js';

export interface FoundPerson {
  readonly person: string;
  readonly name: string;
  readonly title: string;
  readonly post: string;
}

/** What a duty desk looks up while somebody waits on the telephone. */
export function deskSearchOn(db: Kysely<Tables>) {
  return {
    /** Units whose name or path contains this. */
    async units(season: string, text: string, limit: number): Promise<readonly Unit[]> {
      const like = likeOf(text);
      const rows = await db
        .selectFrom('units')
        .selectAll()
        .where('season', '=', season)
        .where((eb) =>
          eb.or([
            eb('title_zh', 'like', like),
            eb('title_en', 'like', like),
            eb('path', '=', text.toLowerCase()),
          ]),
        )
        .orderBy('path')
        .limit(limit)
        .execute();
      return rows.map(toUnit);
    },
    /** Persons on posts whose name contains this, or who have this id. */
    persons: (season: string, text: string, limit: number): Promise<readonly FoundPerson[]> =>
      db
        .selectFrom('post_holders')
        .select(['person', 'name', 'title', 'post'])
        .where('season', '=', season)
        .where((eb) => eb.or([eb('name', 'like', likeOf(text)), eb('person', '=', text)]))
        .orderBy('person')
        .orderBy('post')
        .limit(limit)
        .execute(),
    /** Every post of these persons in seasons that are not closed, with their names. */
    postsOf: (persons: readonly string[]) =>
      persons.length === 0
        ? Promise.resolve([])
        : db
            .selectFrom('post_holders')
            .innerJoin('seasons', 'seasons.id', 'post_holders.season')
            .select(['post_holders.season', 'person', 'name', 'title', 'post'])
            .where('seasons.status', '!=', 'closed')
            .where('person', 'in', persons)
            .orderBy('seasons.started_at', 'desc')
            .orderBy('post')
            .execute(),
    /** Whoever holds these posts in a season, whenever. */
    holdersOf: (season: string, posts: readonly string[]) =>
      posts.length === 0
        ? Promise.resolve([])
        : db
            .selectFrom('post_holders')
            .select(['person', 'name'])
            .where('season', '=', season)
            .where('post', 'in', posts)
            .orderBy('post')
            .orderBy('person')
            .limit(200)
            .execute(),
    /** Whoever is on a post of this unit on a day, by post. */
    staffOf: (season: string, path: string, day: string): Promise<readonly FoundPerson[]> =>
      db
        .selectFrom('post_holders')
        .select(['person', 'name', 'title', 'post'])
        .where('season', '=', season)
        // `$` is the character after `#`.
        .where('post', '>=', `${path}#`)
        .where('post', '<', `${path}$`)
        .where((eb) => eb.or([eb('from_day', '=', ''), eb('from_day', '<=', day)]))
        .where((eb) => eb.or([eb('to_day', '=', ''), eb('to_day', '>=', day)]))
        .orderBy('post')
        .orderBy('person')
        .limit(MOST_STAFF)
        .execute(),
    /** The paths of all units: what a code's first part is held against. */
    paths: async (season: string): Promise<readonly string[]> =>
      (await db.selectFrom('units').select('path').where('season', '=', season).execute()).map(
        ({ path }) => path,
      ),
    /** Ids of all duties of some units. */
    dutyIds: (season: string, paths: readonly string[]) =>
      paths.length === 0
        ? Promise.resolve([])
        : db
            .selectFrom('board')
            .select(['path', 'duty'])
            .where('season', '=', season)
            .where('path', 'in', paths)
            .execute(),
    /** Duties not done that these posts do or answer for, the first due first. */
    openOf: async (
      season: string,
      posts: readonly string[],
      limit: number,
    ): Promise<readonly DutyView[]> => {
      if (posts.length === 0) return [];
      const rows = await viewsOf(db, season, posts)
        .where('board.accepted_at', 'is', null)
        .orderBy('board.due_at')
        .orderBy('board.path')
        .orderBy('board.duty')
        .limit(limit)
        .execute();
      return rows.map(toView);
    },
    /** Duties done that these posts did or answered for, the last first. */
    doneOf: async (
      season: string,
      posts: readonly string[],
      limit: number,
    ): Promise<readonly DutyView[]> => {
      if (posts.length === 0) return [];
      const rows = await viewsOf(db, season, posts)
        .where('board.accepted_at', 'is not', null)
        .where('board.status', '!=', 'void')
        .orderBy('board.accepted_at', 'desc')
        .orderBy('board.path')
        .orderBy('board.duty')
        .limit(limit)
        .execute();
      return rows.map(toView);
    },
    /** What was recorded for somebody and waits for his own word, the first due first. */
    unconfirmed: async (season: string, limit: number): Promise<readonly DutyView[]> => {
      const rows = await views(db)
        .where('board.season', '=', season)
        .where('board.step', '>=', 'oral-')
        .where('board.step', '<', 'oral.')
        .where('board.accepted_at', 'is', null)
        .orderBy('board.due_at')
        .orderBy('board.path')
        .limit(limit)
        .execute();
      return rows.map(toView).filter(({ step }) => ORAL.test(step));
    },
  };
}

/** The duties of a season that these posts do or answer for. */
const viewsOf = (db: Kysely<Tables>, season: string, posts: readonly string[]) =>
  views(db)
    .where('board.season', '=', season)
    .where((eb) => eb.or([eb('board.doer', 'in', posts), eb('board.answerable', 'in', posts)]));

const ORAL = /^oral-\d+$/;
const MOST_STAFF = 100;

/** Contains this. Databases differ in what escapes a wildcard; one in a name is left out, and alone it finds nothing. */
function likeOf(text: string): string {
  const plain = text.replace(/[%_\\]/g, '');
  return plain === '' ? text.replace(/./gu, '\u0001') : `%${plain}%`;
}
