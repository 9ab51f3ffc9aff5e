import type { Kysely } from 'kysely';
import type { EpochMs, Post, UnitEvent, UnitPlan } from '../../engine/model.js';
import { epochMs } from '../../engine/model.js';
import { knownDuties } from '../../engine/procedure.js';
import { lockSeason } from './postgres.js';
import type { Db, Tables } from './schema.js';

/** Which secret somebody showed when he signed. */
export interface KeptSigning {
  readonly season: string;
  readonly path: string;
  readonly duty: string;
  readonly person: string;
  readonly post: Post;
  readonly secret: string;
  readonly offices: readonly string[];
  /** Plan time. */
  readonly at: EpochMs;
}

/** Secrets shown with signatures, and what the rights of two persons ask of a unit besides. */
export function signingsOn(db: Kysely<Tables>) {
  return {
    /**
     * Keeps a signature's secret, unless `fault` finds something in those kept since an instant; one signature
     * of a duty at a time, so that two with one secret cannot both be the first. Answers the fault.
     */
    keep: <Fault>(
      wanted: KeptSigning,
      since: EpochMs,
      fault: (before: readonly KeptSigning[]) => Fault | null,
    ): Promise<Fault | null> =>
      db.transaction().execute(async (trx) => {
        await lockSeason(trx, `sign ${wanted.season} ${wanted.path} ${wanted.duty}`);
        const before = await kept(trx, wanted.season, wanted.path, wanted.duty);
        const found = fault(before.filter(({ at }) => at >= since));
        if (found !== null) return found;
        await put(trx, wanted);
        return null;
      }),
    ofDuty: (season: string, path: string, duty: string) => kept(db, season, path, duty),
    ofUnit: (season: string, path: string) => kept(db, season, path),
    /** When the first secret of a season was kept; null where none was. */
    async firstAt(season: string): Promise<EpochMs | null> {
      const row = await db
        .selectFrom('signings')
        .select((eb) => eb.fn.min('at').as('at'))
        .where('season', '=', season)
        .executeTakeFirst();
      return row === undefined || row.at === null ? null : epochMs(row.at);
    },
    unitPlan: (season: string, path: string) => presentPlan(db, season, path),
    signedWith: (season: string, posts: readonly Post[]) => signedWith(db, season, posts),
    standIns: (season: string, path: string) => standIns(db, season, path),
  };
}

async function kept(
  db: Db,
  season: string,
  path: string,
  duty?: string,
): Promise<readonly KeptSigning[]> {
  let query = db
    .selectFrom('signings')
    .selectAll()
    .where('season', '=', season)
    .where('path', '=', path)
    .orderBy('at');
  if (duty !== undefined) query = query.where('duty', '=', duty);
  const rows = await query.execute();
  return rows.map((row) => ({
    ...row,
    offices: JSON.parse(row.offices) as string[],
    at: epochMs(row.at),
  }));
}

// Asked again by the same key within one instant of the plan, it is the same signature.
const put = (db: Db, { offices, ...row }: KeptSigning) =>
  db
    .insertInto('signings')
    .values({ ...row, offices: JSON.stringify(offices) })
    .onConflict((conflict) =>
      conflict
        .columns(['season', 'path', 'duty', 'person', 'at'])
        .doUpdateSet({ secret: row.secret, post: row.post }),
    )
    .execute();

/** The compiled plans of a season's present version. */
const presentPlans = (db: Db, season: string) =>
  db
    .selectFrom('unit_plans')
    .innerJoin('seasons', (join) =>
      join
        .onRef('seasons.id', '=', 'unit_plans.season')
        .onRef('seasons.version', '=', 'unit_plans.version'),
    )
    .select('unit_plans.body')
    .where('unit_plans.season', '=', season);

/** The compiled plan of a unit in its season's present version; null where there is none. */
async function presentPlan(db: Db, season: string, path: string): Promise<UnitPlan | null> {
  const row = await presentPlans(db, season).where('unit_plans.path', '=', path).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.body) as UnitPlan);
}

/** The posts that sign a duty together, of every duty in the season's plan that one of these posts signs. */
async function signedWith(
  db: Db,
  season: string,
  posts: readonly Post[],
): Promise<readonly (readonly Post[])[]> {
  const found = new Map<string, readonly Post[]>();
  for (const post of new Set(posts)) {
    const rows = await presentPlans(db, season)
      // Posts hold no sign that `like` reads for another.
      .where('unit_plans.body', 'like', `%"posts":[%"${post}"%`)
      .execute();
    for (const { body } of rows)
      for (const { sign } of knownDuties(JSON.parse(body) as UnitPlan))
        if (sign?.posts.includes(post)) found.set(sign.posts.join(' '), sign.posts);
  }
  return [...found.values()];
}

type StoodIn = Extract<UnitEvent, { type: 'stoodIn' }>;

/** Who stood in for which post of a unit, as its log has it. */
async function standIns(db: Db, season: string, path: string): Promise<readonly StoodIn[]> {
  const rows = await db
    .selectFrom('events')
    .select('body')
    .where('season', '=', season)
    .where('path', '=', path)
    .where('type', '=', 'stoodIn')
    .orderBy('seq')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as StoodIn);
}
