import type { RawBuilder } from 'kysely';
import { epochMs } from '../../engine/model.js';
import { texts } from '../../text/texts.js';
import { named } from './duty-keys.js';
import { instant } from './rows.js';
import type { Db } from './schema.js';
import type { DutyView } from './types.js';
import { inSubtree } from './units.js';

/**
 * The board joined with what people read: titles of unit and step, phase, label, source. With
 * `under`, only that unit and all below it.
 */
export function views(db: Db, under?: string) {
  return (under === undefined ? wholeBoard(db) : subtree(db, under))
    .leftJoin('steps', (join) =>
      join.onRef('steps.season', '=', 'board.season').onRef('steps.step', '=', 'board.step'),
    )
    .leftJoin('sessions', (join) =>
      join
        .onRef('sessions.season', '=', 'board.season')
        .onRef('sessions.session', '=', 'board.session'),
    )
    .selectAll('board')
    .select(WORDS);
}

const WORDS = [
  'units.kind as unit_kind',
  'units.title_zh as unit_zh',
  'units.title_en as unit_en',
  'units.as_of as unit_as_of',
  'steps.title_zh as step_zh',
  'steps.title_en as step_en',
  'sessions.title_zh as session_zh',
  'sessions.title_en as session_en',
  'steps.phase as phase',
  'steps.label as label',
  'steps.source as source',
] as const;

/** The same of the duties that `keys` answers. Cross joins keep SQLite in this order. */
export const viewsOf = (db: Db, keys: RawBuilder<unknown>) =>
  db
    .selectFrom(named(keys))
    .crossJoin('board')
    .crossJoin('units')
    .leftJoin('steps', (join) =>
      join.onRef('steps.season', '=', 'board.season').onRef('steps.step', '=', 'board.step'),
    )
    .leftJoin('sessions', (join) =>
      join
        .onRef('sessions.season', '=', 'board.season')
        .onRef('sessions.session', '=', 'board.session'),
    )
    .whereRef('board.season', '=', 'named.season')
    .whereRef('board.path', '=', 'named.path')
    .whereRef('board.duty', '=', 'named.duty')
    .whereRef('units.season', '=', 'board.season')
    .whereRef('units.path', '=', 'board.path')
    .selectAll('board')
    .select(WORDS);

const wholeBoard = (db: Db) =>
  db
    .selectFrom('units')
    .innerJoin('board', (join) =>
      join.onRef('board.season', '=', 'units.season').onRef('board.path', '=', 'units.path'),
    );

/**
 * A cross join, since SQLite then goes from unit to unit: for one site among 8,000, 0.1 ms, not 50.
 */
const subtree = (db: Db, path: string) =>
  db
    .selectFrom('units')
    .crossJoin('board')
    .whereRef('board.season', '=', 'units.season')
    .whereRef('board.path', '=', 'units.path')
    .where((eb) => inSubtree(eb, path));

type ViewRow = Awaited<ReturnType<ReturnType<typeof views>['execute']>>[number];

export function toView(row: ViewRow): DutyView {
  return {
    season: row.season,
    path: row.path,
    unit: {
      kind: row.unit_kind,
      title: { zh: row.unit_zh, en: row.unit_en },
      asOf: instant(row.unit_as_of),
    },
    duty: row.duty,
    step: row.step,
    session: row.session,
    sessionTitle: bothOf(row.session_zh, row.session_en),
    title: titleOf(row),
    phase: row.phase,
    label: row.label,
    source: row.source,
    kind: row.kind,
    status: row.status,
    dueAt: epochMs(row.due_at),
    lateAt: instant(row.late_at),
    level: row.level,
    returns: row.returns,
    doer: row.doer,
    answerable: row.answerable,
    promiseAt: instant(row.promise_at),
    toldAt: instant(row.told_at),
    told: JSON.parse(row.told),
    nextAt: instant(row.next_at),
    nextAction: row.next_action,
    nextTo: JSON.parse(row.next_to),
    acceptedAt: instant(row.accepted_at),
    unreached: JSON.parse(row.unreached),
    missing: row.missing,
    seq: row.seq,
  };
}

const bothOf = (zh: string | null, en: string | null): DutyView['sessionTitle'] =>
  zh === null || en === null ? null : { zh, en };

const ORAL = /^oral-\d+$/;

/** The plan's title; a duty added at run time has its own, one for both languages. Of a procedure's the step has two. */
function titleOf({ title, step, step_zh, step_en }: ViewRow): DutyView['title'] {
  // What was recorded for somebody bears the name of the duty it is about.
  if (title !== null && ORAL.test(step))
    return { zh: texts('zh').desks.oralTitle(title), en: texts('en').desks.oralTitle(title) };
  const about = title !== null && step_zh !== null && title.startsWith(`${step_zh}：`);
  if (about) return { zh: title, en: `${step_en}: ${title.slice(step_zh.length + 1)}` };
  return { zh: title ?? step_zh ?? step, en: title ?? step_en ?? step };
}
