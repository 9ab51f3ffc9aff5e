import {
  dutyList,
  MOST_LINES,
  type DutyLine,
  type DutyWish,
  type SeasonAsked,
} from './reads/duty-list.js';
import type { Parts } from './service.js';

export interface OverdueWish
  extends Pick<DutyWish, 'season' | 'under' | 'department' | 'phase' | 'level' | 'narrowed'> {
  readonly sort?: 'late' | 'level';
  /** Of the page before. */
  readonly cursor?: string;
  /** 1 to 500, and as many where it is not said. */
  readonly limit?: number;
}

/** A duty that is late, with the persons behind its posts today. */
export interface OverdueLine extends DutyLine {
  readonly lateMs: number;
}

export interface OverdueList {
  readonly seasons: readonly SeasonAsked[];
  readonly lines: readonly OverdueLine[];
  /** Cursor of the next page; null: this is the last one. */
  readonly next: string | null;
}

/**
 * What is late now, who was told of it, and who is next: from the board, the longest late first, or who was told
 * highest. A page of it; season after season where none is named.
 */
export async function overdueIn(
  parts: Pick<Parts, 'store' | 'now'>,
  wish: OverdueWish = {},
): Promise<OverdueList> {
  const { sort = 'late', cursor, limit = MOST_LINES, ...filter } = wish;
  const page = { sort, limit, ...(cursor !== undefined && { cursor }) };
  const { seasons, lines, next } = await dutyList(parts, { ...filter, isOverdue: true }, page);
  return { seasons, lines: lines.map((line) => ({ ...line, lateMs: line.lateMs ?? 0 })), next };
}
