import type { Kysely } from 'kysely';
import { gathering, type Outcomes } from './gather.js';
import { begin, type Beginning } from './ledger-begin.js';
import { release, type Releasing } from './ledger-release.js';
import { take, type Taking } from './ledger-taken.js';
import { locksRows } from './postgres.js';
import type { Db, Tables } from './schema.js';

/** What a courier puts on record, a few at the same time. */
export type LedgerWrite =
  | ({ readonly do: 'begin' } & Beginning)
  | ({ readonly do: 'take' } & Taking)
  | ({ readonly do: 'release' } & Releasing);

/** Bounds how long one transaction holds the event loop. */
const WRITES_A_COMMIT = 64;
/** Connections that one courier writes by; a file has one. */
const SIDE_BY_SIDE = 3;

/**
 * What is written at the same time shares a commit, and a statement a sort. None of it follows from another: whoever
 * sends to a person waits for each before the next. When one spoils the commit, each is tried by itself.
 */
export const writtenTogether = (db: Kysely<Tables>): ((write: LedgerWrite) => Promise<void>) =>
  gathering(
    { most: WRITES_A_COMMIT, sideBySide: locksRows(db) ? SIDE_BY_SIDE : 1 },
    (writes: readonly LedgerWrite[]) => commit(db, writes),
  );

async function commit(db: Kysely<Tables>, writes: readonly LedgerWrite[]): Promise<Outcomes<void>> {
  let isSpoiled = false;
  try {
    await db.transaction().execute(async (trx) => {
      isSpoiled = true;
      await writeAll(trx, writes);
      isSpoiled = false;
    });
    return writes.map(() => ({ status: 'fulfilled', value: undefined }));
  } catch (reason) {
    // A busy file fails all alike: trying each would only keep them waiting longer.
    if (!isSpoiled || writes.length === 1)
      return writes.map(() => ({ status: 'rejected', reason }));
    const alone: PromiseSettledResult<void>[] = [];
    for (const write of writes) alone.push(...(await commit(db, [write])));
    return alone;
  }
}

async function writeAll(trx: Db, writes: readonly LedgerWrite[]): Promise<void> {
  await take(
    trx,
    writes.filter((write) => write.do === 'take'),
  );
  await begin(
    trx,
    writes.filter((write) => write.do === 'begin'),
  );
  await release(
    trx,
    writes.filter((write) => write.do === 'release'),
  );
}
