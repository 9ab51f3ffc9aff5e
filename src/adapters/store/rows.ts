import type { BoardRow } from '../../engine/board.js';
import { type EpochMs, epochMs } from '../../engine/model.js';
import type { BoardLine, Db } from './schema.js';

/** Keeps a statement far below the databases' limits on parameters (SQLite: 32,766). */
const ROWS_A_STATEMENT = 100;

/** Hands on `rows` in groups small enough for one statement each; none for no rows. */
export async function inGroups<T>(
  rows: readonly T[],
  write: (group: readonly T[]) => Promise<unknown>,
  most = ROWS_A_STATEMENT,
): Promise<void> {
  for (let i = 0; i < rows.length; i += most) await write(rows.slice(i, i + most));
}

export const instant = (ms: number | null): EpochMs | null => (ms === null ? null : epochMs(ms));

/** What a unit says of a duty, as a line of the board after event `seq`. */
export function toBoardLine(season: string, path: string, seq: number, row: BoardRow): BoardLine {
  return {
    season,
    path,
    duty: row.duty,
    step: row.step,
    session: sessionOf(row),
    kind: row.kind,
    status: row.status,
    due_at: row.dueAt,
    late_at: row.lateAt,
    level: row.level,
    returns: row.returns,
    doer: row.doer,
    answerable: row.answerable,
    promise_at: row.promiseAt,
    told_at: row.toldAt,
    told: JSON.stringify(row.told),
    next_at: row.nextAt,
    next_to: JSON.stringify(row.nextTo),
    next_action: row.nextAction,
    accepted_at: row.acceptedAt,
    // A unit of an older build says nothing of it.
    unreached: JSON.stringify(row.unreached ?? []),
    missing: row.missing,
    title: row.title,
    seq,
  };
}

/** A duty's id is its step's, or `<step>@<session>`. */
function sessionOf({ duty, step }: BoardRow): string | null {
  return duty.startsWith(`${step}@`) ? duty.slice(step.length + 1) : null;
}

/** Writes lines over what stands there, unless that tells a later state. */
export async function putBoardLines(db: Db, lines: readonly BoardLine[]): Promise<void> {
  await inGroups(lines, (group) =>
    db
      .insertInto('board')
      .values(group)
      .onConflict((conflict) =>
        conflict
          .columns(['season', 'path', 'duty'])
          .doUpdateSet((eb) => ({
            kind: eb.ref('excluded.kind'),
            status: eb.ref('excluded.status'),
            due_at: eb.ref('excluded.due_at'),
            late_at: eb.ref('excluded.late_at'),
            level: eb.ref('excluded.level'),
            returns: eb.ref('excluded.returns'),
            doer: eb.ref('excluded.doer'),
            answerable: eb.ref('excluded.answerable'),
            promise_at: eb.ref('excluded.promise_at'),
            told_at: eb.ref('excluded.told_at'),
            told: eb.ref('excluded.told'),
            next_at: eb.ref('excluded.next_at'),
            next_to: eb.ref('excluded.next_to'),
            next_action: eb.ref('excluded.next_action'),
            accepted_at: eb.ref('excluded.accepted_at'),
            unreached: eb.ref('excluded.unreached'),
            missing: eb.ref('excluded.missing'),
            // A unit's state carries no titles: it may know one only when the duty is added.
            title: eb.fn.coalesce('excluded.title', 'board.title'),
            seq: eb.ref('excluded.seq'),
          }))
          .whereRef('board.seq', '<=', 'excluded.seq'),
      )
      .execute(),
  );
}
