import type { Kysely } from 'kysely';
import type { BoardRow } from '../../engine/board.js';
import type { UnitPlan } from '../../engine/model.js';
import { parentOf } from '../../engine/compile.js';
import { custodySteps } from '../../engine/custody-source.js';
import { SEASON_PATH } from '../../engine/model.js';
import { lockSeason } from './postgres.js';
import { inGroups, toBoardLine } from './rows.js';
import type { Db, Tables } from './schema.js';
import { putShifts } from './shifts.js';
import { PlanConflict, type PlanCommit } from './types.js';

export interface Committed {
  readonly version: number;
  /** False: this content was the season's present version already. */
  readonly fresh: boolean;
}

/**
 * Makes a checked and compiled plan the season's next version, all or nothing: plan, units, steps,
 * people on posts, and a board row for each duty that has none. Content that is the present version
 * already is left alone, whatever version it was compiled as. Throws `PlanConflict` when the
 * compiled version is not the next one: somebody else has committed in between.
 */
export async function commitPlan(
  db: Kysely<Tables>,
  now: number,
  commit: PlanCommit,
): Promise<Committed> {
  return db.transaction().execute(async (trx) => {
    const { plan, hash } = commit;
    await lockSeason(trx, plan.season);
    const present = await trx
      .selectFrom('seasons')
      .select(['version', 'plan_hash'])
      .where('id', '=', plan.season)
      .executeTakeFirst();
    if (present?.plan_hash === hash) return { version: present.version, fresh: false };

    const root = rootPlan(commit);
    const next = (present?.version ?? 0) + 1;
    if (commit.unitPlans.some(({ body }) => body.version !== next))
      throw new PlanConflict(
        `${plan.season}: version ${root.version} was compiled, ${next} is next`,
      );

    await putSeason(trx, now, commit, root);
    await putPlans(trx, now, commit, next);
    await putUnits(trx, commit);
    await putSteps(trx, commit);
    await putSessions(trx, commit);
    await putHolders(trx, commit);
    await putShifts(trx, plan.season, commit.shifts ?? []);
    await putBoard(trx, commit);
    // With the season itself: not even its first word goes out before.
    if (present === undefined) await putShadow(trx, now, commit);
    return { version: next, fresh: true };
  });
}

function rootPlan({ plan, unitPlans }: PlanCommit): UnitPlan {
  const path = plan.units[0]?.path;
  const root = unitPlans.find((unit) => unit.path === path);
  if (root === undefined) throw new Error(`${plan.season}: the root has no compiled plan`);
  return root.body;
}

async function putSeason(trx: Db, now: number, commit: PlanCommit, root: UnitPlan): Promise<void> {
  const { plan } = commit;
  const changing = {
    title_zh: plan.title.zh,
    title_en: plan.title.en,
    version: root.version,
    plan_hash: commit.hash,
    timezone: plan.timezone,
    exam_day: plan.examDay,
    rehearsal: commit.rehearsal ? 1 : 0,
    clock: JSON.stringify(commit.clock ?? null),
    coordinator: root.coordinator,
  };
  await trx
    .insertInto('seasons')
    .values({ id: plan.season, status: 'running', started_at: now, ...changing })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
    .execute();
}

async function putShadow(trx: Db, now: number, { plan, shadow }: PlanCommit): Promise<void> {
  if (shadow === undefined) return;
  const { until, by } = shadow;
  await trx
    .insertInto('shadows')
    .values({ season: plan.season, until_at: until, by, at: now })
    .execute();
}

async function putPlans(trx: Db, now: number, commit: PlanCommit, version: number): Promise<void> {
  const season = commit.plan.season;
  await trx
    .insertInto('plan_versions')
    .values({
      season,
      version,
      hash: commit.hash,
      body: JSON.stringify(commit.plan),
      posts: JSON.stringify(commit.posts),
      created_at: now,
    })
    .execute();
  const rows = commit.unitPlans.map(({ path, hash, body }) => ({
    hash,
    season,
    version,
    path,
    body: JSON.stringify(body),
  }));
  await inGroups(rows, (group) => trx.insertInto('unit_plans').values(group).execute());
}

/**
 * A unit that left the plan keeps its row: its log hangs on it. The season has a row too, under a
 * path that no unit can have.
 */
async function putUnits(trx: Db, { plan, boardRows }: PlanCommit): Promise<void> {
  const own = { path: SEASON_PATH, kind: 'season', title: plan.title };
  const rows = [own, ...plan.units].map((unit) => ({
    season: plan.season,
    path: unit.path,
    kind: unit.kind,
    title_zh: unit.title.zh,
    title_en: unit.title.en,
    parent: parentOf(unit.path),
    // Until its first record the plan says when the unit must wake: one that never starts is
    // noticed.
    next_wake_at: firstWake(boardRows[unit.path] ?? []),
  }));
  await inGroups(rows, (group) =>
    trx
      .insertInto('units')
      .values(group.map((row) => ({ ...row, head: 0 })))
      .onConflict((conflict) =>
        conflict.columns(['season', 'path']).doUpdateSet((eb) => ({
          kind: eb.ref('excluded.kind'),
          title_zh: eb.ref('excluded.title_zh'),
          title_en: eb.ref('excluded.title_en'),
        })),
      )
      .execute(),
  );
}

function firstWake(rows: readonly BoardRow[]): number | null {
  const wakes = rows.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt]));
  return wakes.reduce<number | null>((first, at) => Math.min(first ?? at, at), null);
}

/** A step that left the plan keeps its title: its duties stay on the board, void. */
async function putSteps(trx: Db, { plan }: PlanCommit): Promise<void> {
  const rows = [...plan.steps, ...custodySteps(plan)].map((step) => ({
    season: plan.season,
    step: step.id,
    title_zh: step.title.zh,
    title_en: step.title.en,
    phase: step.phase,
    label: step.label,
    source: step.source,
  }));
  await inGroups(rows, (group) =>
    trx
      .insertInto('steps')
      .values(group)
      .onConflict((conflict) =>
        conflict.columns(['season', 'step']).doUpdateSet((eb) => ({
          title_zh: eb.ref('excluded.title_zh'),
          title_en: eb.ref('excluded.title_en'),
          phase: eb.ref('excluded.phase'),
          label: eb.ref('excluded.label'),
          source: eb.ref('excluded.source'),
        })),
      )
      .execute(),
  );
}

/** A session that left the plan keeps its title, too. */
async function putSessions(trx: Db, { plan }: PlanCommit): Promise<void> {
  const rows = plan.sessions.map(({ id, title }) => ({
    ...{ season: plan.season, session: id, title_zh: title.zh, title_en: title.en },
  }));
  await inGroups(rows, (group) =>
    trx
      .insertInto('sessions')
      .values(group)
      .onConflict((conflict) =>
        conflict.columns(['season', 'session']).doUpdateSet((eb) => ({
          title_zh: eb.ref('excluded.title_zh'),
          title_en: eb.ref('excluded.title_en'),
        })),
      )
      .execute(),
  );
}

async function putHolders(trx: Db, { plan, posts }: PlanCommit): Promise<void> {
  await trx.deleteFrom('post_holders').where('season', '=', plan.season).execute();
  const rows = posts.map(({ post, person, name, title, from, to }) => ({
    season: plan.season,
    post,
    person,
    name,
    title,
    from_day: from,
    to_day: to,
  }));
  await inGroups(rows, (group) => trx.insertInto('post_holders').values(group).execute());
}

async function putBoard(trx: Db, { plan, boardRows }: PlanCommit): Promise<void> {
  const lines = Object.entries(boardRows).flatMap(([path, rows]) =>
    rows.map((row) => toBoardLine(plan.season, path, 0, row)),
  );
  await inGroups(lines, (group) =>
    trx
      .insertInto('board')
      .values(group)
      .onConflict((conflict) => conflict.columns(['season', 'path', 'duty']).doNothing())
      .execute(),
  );
}
