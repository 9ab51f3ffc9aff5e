import type { Kysely } from 'kysely';
import { epochMs, type UnitPlan } from '../../engine/model.js';
import type { PostHolder } from '../../engine/season-plan.js';
import { inGroups } from './rows.js';
import type { Db, SeasonRow, SeasonStatus, Tables } from './schema.js';
import type { PlanVersion, Season } from './types.js';

/** The compiled plan of one unit, or null when no committed version has this hash. */
export async function unitPlan(db: Db, hash: string): Promise<UnitPlan | null> {
  const row = await db
    .selectFrom('unit_plans')
    .select('body')
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row === undefined ? null : JSON.parse(row.body);
}

/** The compiled plans that have these hashes, by hash. */
export async function unitPlans(
  db: Db,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, UnitPlan>> {
  const found = new Map<string, UnitPlan>();
  await inGroups([...new Set(hashes)], async (group) => {
    const rows = await db
      .selectFrom('unit_plans')
      .select(['hash', 'body'])
      .where('hash', 'in', group)
      .execute();
    for (const { hash, body } of rows) found.set(hash, JSON.parse(body));
  });
  return found;
}

/** The hash of each unit's compiled plan in one version, by path. */
export async function unitHashes(
  db: Db,
  season: string,
  version: number,
): Promise<Readonly<Record<string, string>>> {
  const rows = await db
    .selectFrom('unit_plans')
    .select(['path', 'hash'])
    .where('season', '=', season)
    .where('version', '=', version)
    .orderBy('path')
    .execute();
  return Object.fromEntries(rows.map(({ path, hash }) => [path, hash]));
}

/** The hash of one unit's compiled plan in one version; null: no such unit. */
export async function unitHash(
  db: Db,
  season: string,
  version: number,
  path: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('unit_plans')
    .select('hash')
    .where('season', '=', season)
    .where('version', '=', version)
    .where('path', '=', path)
    .executeTakeFirst();
  return row?.hash ?? null;
}

/** The plan as it was committed: the version asked for, else the season's present one. */
export async function planVersion(
  db: Kysely<Tables>,
  season: string,
  version?: number,
): Promise<PlanVersion | null> {
  const row = await db
    .selectFrom('plan_versions')
    .selectAll()
    .where('season', '=', season)
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    season: row.season,
    version: row.version,
    hash: row.hash,
    plan: JSON.parse(row.body),
    posts: JSON.parse(row.posts),
    createdAt: epochMs(row.created_at),
  };
}

/** A season as it stands, or null. */
export async function season(db: Db, id: string): Promise<Season | null> {
  const row = await db.selectFrom('seasons').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toSeason(row);
}

/** All seasons, the latest started first. */
export async function seasons(db: Db): Promise<readonly Season[]> {
  const rows = await db
    .selectFrom('seasons')
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toSeason);
}

/** Says what the season's workflow does; false when there is no such season. */
export async function setSeasonStatus(db: Db, id: string, status: SeasonStatus): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('seasons')
    .set({ status })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Who holds these posts on a day (`YYYY-MM-DD`, in the season's zone), by post and name. */
export async function holders(
  db: Db,
  seasonId: string,
  posts: readonly string[],
  day: string,
): Promise<readonly PostHolder[]> {
  if (posts.length === 0) return [];
  const rows = await db
    .selectFrom('post_holders')
    .selectAll()
    .where('season', '=', seasonId)
    .where('post', 'in', posts)
    .where((eb) => eb.or([eb('from_day', '=', ''), eb('from_day', '<=', day)]))
    .where((eb) => eb.or([eb('to_day', '=', ''), eb('to_day', '>=', day)]))
    .orderBy('post')
    .orderBy('person')
    .execute();
  return rows.map(({ post, person, name, title, from_day, to_day }) => ({
    post,
    person,
    name,
    title,
    from: from_day,
    to: to_day,
  }));
}

/** The posts that a person holds on a day. */
export async function heldBy(
  db: Db,
  seasonId: string,
  person: string,
  day: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('post_holders')
    .select('post')
    .where('season', '=', seasonId)
    .where('person', '=', person)
    .where((eb) => eb.or([eb('from_day', '=', ''), eb('from_day', '<=', day)]))
    .where((eb) => eb.or([eb('to_day', '=', ''), eb('to_day', '>=', day)]))
    .orderBy('post')
    .execute();
  return rows.map(({ post }) => post);
}

function toSeason(row: SeasonRow): Season {
  return {
    id: row.id,
    title: { zh: row.title_zh, en: row.title_en },
    status: row.status,
    version: row.version,
    planHash: row.plan_hash,
    timezone: row.timezone,
    examDay: row.exam_day,
    rehearsal: row.rehearsal === 1,
    clock: JSON.parse(row.clock),
    coordinator: row.coordinator,
    startedAt: epochMs(row.started_at),
  };
}
