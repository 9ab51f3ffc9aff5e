import { type RawBuilder, sql } from 'kysely';
import type { Status } from '../../engine/model.js';
import { compareTitled, titledSteps, type TitledStep } from './list-steps.js';
import { type DutyOrder, type DutyQuery, STATUSES } from './list-types.js';
import type { BoardLine, Db } from './schema.js';
import type { DutyView } from './types.js';

/**
 * A part of a list that an index has in its order already. A list is its segments one after another, so a page costs what
 * it shows, wherever in the list it stands.
 */
export interface Segment {
  readonly name: readonly string[];
  readonly where: ((of: ColumnOf) => RawBuilder<unknown>) | null;
  readonly columns: readonly RawBuilder<unknown>[];
  readonly keyOf: (view: DutyView) => readonly (string | number)[];
  readonly index: Index;
  /** Merged from one run of the index for each of these. */
  readonly statuses: readonly Status[] | null;
}

/** By which index a segment is read; `key`: by unit and duty. */
export type Index = 'board_due' | 'board_late' | 'board_step' | 'key';

/** How a condition names a column of the board. */
export type ColumnOf = (name: keyof BoardLine) => RawBuilder<unknown>;

const column = (name: string): RawBuilder<unknown> => sql.raw(`board.${name}`);
const [PATH, DUTY, DUE, LATE] = ['path', 'duty', 'due_at', 'late_at'].map(column) as [
  RawBuilder<unknown>,
  RawBuilder<unknown>,
  RawBuilder<unknown>,
  RawBuilder<unknown>,
];
// Later than every instant: a row comparison with null is neither true nor false.
const NEVER_LATE = Number.MAX_SAFE_INTEGER;

const byDue = {
  columns: [DUE, PATH, DUTY],
  keyOf: ({ dueAt, path, duty }: DutyView) => [dueAt, path, duty],
  index: 'board_due',
} as const;
const byName = {
  columns: [PATH, DUTY],
  keyOf: ({ path, duty }: DutyView) => [path, duty],
} as const;

/** A list's segments in its order, each with its rows ascending; a descending list takes all from the end. */
export async function segmentsOf(
  db: Db,
  query: DutyQuery,
  order: DutyOrder,
): Promise<readonly Segment[]> {
  const statuses = query.status ?? STATUSES;
  switch (order.sort) {
    case 'due':
      return [{ ...byDue, name: [], where: null, statuses }];
    case 'status':
      return STATUSES.filter((status) => statuses.includes(status)).map((status) => ({
        ...{ ...byDue, name: [String(STATUSES.indexOf(status))], statuses: null },
        where: (of) => sql`${of('status')} = ${status}`,
      }));
    case 'late':
      return lateSegments(query);
    case 'level':
      return [byLevel];
    case 'unit':
      return [
        {
          ...{ name: [], where: null, columns: [PATH, DUE, DUTY], index: 'key', statuses: null },
          keyOf: ({ path, dueAt, duty }) => [path, dueAt, duty],
        },
      ];
    case 'title':
      return titleSegments(await titledSteps(db, query.season, order.lang), order);
  }
}

/** Whether segment `name` comes before `other` in the ascending order. */
export function isBefore(
  { sort, lang }: DutyOrder,
  name: readonly string[],
  other: readonly string[],
): boolean {
  if (sort !== 'title') return (name[0] ?? '') < (other[0] ?? '');
  // The nameless segment is the last one.
  if (name.length === 0 || other.length === 0) return name.length > 0 && other.length === 0;
  return compareTitled(lang)(name, other) < 0;
}

function lateSegments({ overdueAt }: DutyQuery): readonly Segment[] {
  const late: Segment = {
    ...{ name: ['0'], where: (of) => sql`${of('late_at')} is not null`, statuses: null },
    ...{ columns: [LATE, PATH, DUTY], index: 'board_late' },
    keyOf: ({ lateAt, path, duty }) => [lateAt ?? NEVER_LATE, path, duty],
  };
  const never: Segment = {
    ...{ ...byName, name: ['1'], index: 'key', statuses: null },
    where: (of) => sql`${of('late_at')} is null`,
  };
  return overdueAt === undefined ? [late, never] : [late];
}

const byLevel: Segment = {
  ...{ name: [], where: null, index: 'key', statuses: null },
  columns: [sql`(-board.level)`, sql`coalesce(board.late_at, ${sql.lit(NEVER_LATE)})`, PATH, DUTY],
  keyOf: ({ level, lateAt, path, duty }) => [-level, lateAt ?? NEVER_LATE, path, duty],
};

function titleSegments(steps: readonly TitledStep[], { lang }: DutyOrder): Segment[] {
  const named = steps.map(({ step, title, isAdded }): Segment => {
    const own = isAdded ? sql`= ${title[lang]}` : sql`is null`;
    return {
      ...{ ...byName, name: [title[lang], step], index: 'board_step', statuses: null },
      where: (of) => sql`${of('step')} = ${step} and ${of('title')} ${own}`,
    };
  });
  const planned = steps.filter(({ isAdded }) => !isAdded).map(({ step }) => step);
  const isOther = (of: ColumnOf) =>
    planned.length === 0 ? sql`1 = 1` : sql`${of('step')} not in (${sql.join(planned)})`;
  // What the plan knows no more and has no title of its own is called by its id.
  const nameless: Segment = {
    ...{ ...byName, name: [], index: 'board_step', statuses: null },
    where: (of) => sql`${of('title')} is null and ${isOther(of)}`,
  };
  return [...named, nameless];
}
