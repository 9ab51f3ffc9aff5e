import { epochMs, type EpochMs } from '../../engine/model.js';
import type { Db } from './schema.js';

/** What a coordinator has added to a word before it goes out. */
export interface WordLine {
  /** Eight signs: of its firing and the post it is for. */
  readonly word: string;
  readonly path: string;
  readonly duty: string;
  readonly text: string;
  readonly by: string;
  readonly name: string;
  /** Real time. */
  readonly at: EpochMs;
}

/** Lines that stand in words of others. */
export const wordLinesOn = (db: Db) => ({
  /** Put again, the newer line stands. */
  async put(season: string, line: WordLine): Promise<void> {
    const { word, ...rest } = line;
    await db
      .insertInto('word_lines')
      .values({ season, word, ...rest })
      .onConflict((on) => on.columns(['season', 'word']).doUpdateSet(rest))
      .execute();
  },
  /** Of a season; few, since each was written by somebody. */
  async all(season: string): Promise<readonly WordLine[]> {
    const rows = await db
      .selectFrom('word_lines')
      .selectAll()
      .where('season', '=', season)
      .orderBy('at')
      .orderBy('word')
      .execute();
    return rows.map(({ season: _, at, ...row }) => ({ ...row, at: epochMs(at) }));
  },
});
