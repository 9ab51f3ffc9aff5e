import { epochMs } from '../../engine/model.js';
import { instant } from './rows.js';
import type { Db } from './schema.js';
import type { DutyView } from './types.js';

/** The board joined with what people read: titles of unit and step, phase, label, source. */
export function views(db: Db) {
  return db
    .selectFrom('board')
    .innerJoin('units', (join) =>
      join.onRef('units.season', '=', 'board.season').onRef('units.path', '=', 'board.path'),
    )
    .leftJoin('steps', (join) =>
      join.onRef('steps.season', '=', 'board.season').onRef('steps.step', '=', 'board.step'),
    )
    .selectAll('board')
    .select([
      'units.kind as unit_kind',
      'units.title_zh as unit_zh',
      'units.title_en as unit_en',
      'units.as_of as unit_as_of',
      'steps.title_zh as step_zh',
      'steps.title_en as step_en',
      'steps.phase as phase',
      'steps.label as label',
      'steps.source as source',
    ]);
}

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
    missing: row.missing,
    seq: row.seq,
  };
}

/** The plan's title; a duty added at run time has its own, one for both languages. */
function titleOf({ title, step, step_zh, step_en }: ViewRow): DutyView['title'] {
  return { zh: title ?? step_zh ?? step, en: title ?? step_en ?? step };
}
