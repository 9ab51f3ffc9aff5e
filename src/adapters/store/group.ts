import type { Kysely } from 'kysely';
import { gathering } from './gather.js';
import { record } from './record.js';
import type { Tables } from './schema.js';
import { RecordConflict, type UnitRecord } from './types.js';

/** Bounds how long one transaction holds the event loop: about 15 ms. */
const RECORDS_A_COMMIT = 50;

/**
 * Records of many units that arrive together share a commit, since syncing the file costs more
 * than all the rest. Each still gets its own answer, and only once it is durable: a conflict
 * concerns its unit alone, and when one record spoils the commit each is tried by itself.
 */
export const groupRecords = (
  db: Kysely<Tables>,
  now: () => number,
): ((unit: UnitRecord) => Promise<void>) =>
  gathering({ most: RECORDS_A_COMMIT }, (group) => commit(db, now(), group));

async function commit(
  db: Kysely<Tables>,
  now: number,
  group: readonly UnitRecord[],
): Promise<readonly PromiseSettledResult<void>[]> {
  let spoiled = false;
  try {
    return await db.transaction().execute(async (trx) => {
      const outcomes: PromiseSettledResult<void>[] = [];
      for (const unit of group) {
        spoiled = true;
        outcomes.push(await conflictAsOutcome(record(trx, now, unit)));
        spoiled = false;
      }
      return outcomes;
    });
  } catch (reason) {
    // A busy file or a full disk fails all alike: trying each would only keep them waiting longer.
    if (!spoiled || group.length === 1) return group.map(() => ({ status: 'rejected', reason }));
    const alone: PromiseSettledResult<void>[] = [];
    for (const unit of group) alone.push(...(await commit(db, now, [unit])));
    return alone;
  }
}

/** A conflict is found before anything is written, so the transaction can go on without it. */
async function conflictAsOutcome(written: Promise<void>): Promise<PromiseSettledResult<void>> {
  try {
    return { status: 'fulfilled', value: await written };
  } catch (reason) {
    if (reason instanceof RecordConflict) return { status: 'rejected', reason };
    throw reason;
  }
}
