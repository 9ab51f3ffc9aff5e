import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { EpochMs } from '../../engine/model.js';
import type { Db, Tables } from './schema.js';
import type { DutyFilter, DutyView, GateFacts, OverdueFilter } from './types.js';
import { inSubtree, units } from './units.js';
import { distinctDuties, dutiesGiven, type DutyKey } from './duty-keys.js';
import { inGroups, instant } from './rows.js';
import { KEYS_A_QUESTION } from './rows-given.js';
import { toView, views, viewsOf } from './views.js';

type OnBoard = ExpressionBuilder<Tables, 'board'>;

/** Duties late at an instant of the plan, the longest overdue first. */
export async function overdue(db: Db, filter: OverdueFilter): Promise<readonly DutyView[]> {
  const { at } = filter;
  const rows = await filtered(db, filter)
    .where((eb) => (typeof at === 'number' ? eb('board.late_at', '<=', at) : lateBySeason(eb, at)))
    .orderBy('board.late_at')
    .orderBy('board.path')
    .orderBy('board.duty')
    .execute();
  return rows.map(toView);
}

function lateBySeason(
  eb: OnBoard,
  instants: Readonly<Record<string, EpochMs>>,
): Expression<SqlBool> {
  return eb.or(
    Object.entries(instants).map(([season, at]) =>
      eb.and([eb('board.season', '=', season), eb('board.late_at', '<=', at)]),
    ),
  );
}

/** Duties as they stand, by due instant. */
export async function duties(db: Db, filter: DutyFilter): Promise<readonly DutyView[]> {
  const rows = await filtered(db, filter)
    .orderBy('board.due_at')
    .orderBy('board.path')
    .orderBy('board.duty')
    .execute();
  return rows.map(toView);
}

/** One duty, or null. */
export async function duty(
  db: Db,
  season: string,
  path: string,
  id: string,
): Promise<DutyView | null> {
  const row = await views(db)
    .where('board.season', '=', season)
    .where('board.path', '=', path)
    .where('board.duty', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toView(row);
}

/** Of many duties at once; those that there are, in no order. */
export async function dutyViews(db: Db, keys: readonly DutyKey[]): Promise<readonly DutyView[]> {
  const found: DutyView[] = [];
  const ask = async (group: readonly DutyKey[]): Promise<void> => {
    for (const row of await viewsOf(db, dutiesGiven(db, group)).execute()) found.push(toView(row));
  };
  await inGroups(distinctDuties(keys), ask, KEYS_A_QUESTION);
  return found;
}

function filtered(db: Db, filter: DutyFilter) {
  const { season, under, path, department, phase, level, step, status, limit } = filter;
  let query = views(db, under);
  if (season !== undefined)
    query = query.where('board.season', '=', season).where('units.season', '=', season);
  if (path !== undefined) query = query.where('board.path', '=', path);
  if (department !== undefined) query = query.where((eb) => concerns(eb, department));
  if (phase !== undefined) query = query.where('steps.phase', '=', phase);
  if (level !== undefined) query = query.where('board.level', '=', level);
  if (step !== undefined) query = query.where('board.step', '=', step);
  if (status !== undefined) query = query.where('board.status', 'in', status);
  if (limit !== undefined) query = query.limit(limit);
  return query;
}

/** What the department owes itself, and what its posts do or answer for at other units. */
function concerns(eb: OnBoard, department: string): Expression<SqlBool> {
  return eb.or([
    eb('board.path', '=', department),
    holdsPost(eb, 'board.doer', department),
    holdsPost(eb, 'board.answerable', department),
  ]);
}

/** Posts are `<unit path>#<role>`; `$` is the character after `#`. */
const holdsPost = (eb: OnBoard, post: 'board.doer' | 'board.answerable', path: string) =>
  eb.and([eb(post, '>=', `${path}#`), eb(post, '<', `${path}$`)]);

/**
 * How the duties of these steps stand at a unit, in all below it and in the units named above it, with
 * the units below themselves:
 * whoever's `asOf` has not passed the gate's instant must be asked, or counts as silent.
 */
export async function gateFacts(
  db: Db,
  season: string,
  under: string,
  steps: readonly string[],
  above: readonly string[] = [],
): Promise<GateFacts> {
  if (steps.length === 0) return { units: await units(db, season, under), duties: [] };
  const rows = await db
    .selectFrom('units')
    .innerJoin('board', (join) =>
      join.onRef('board.season', '=', 'units.season').onRef('board.path', '=', 'units.path'),
    )
    .select(['board.path', 'board.duty', 'board.step', 'board.status', 'board.accepted_at'])
    .where('units.season', '=', season)
    .where('board.season', '=', season)
    .where('board.step', 'in', steps)
    .where((eb) =>
      above.length === 0
        ? inSubtree(eb, under)
        : eb.or([inSubtree(eb, under), eb('units.path', 'in', above)]),
    )
    .orderBy('board.path')
    .orderBy('board.duty')
    .execute();
  const duties = rows.map(({ accepted_at, ...row }) => ({
    ...row,
    acceptedAt: instant(accepted_at),
  }));
  return { units: await units(db, season, under), duties };
}
