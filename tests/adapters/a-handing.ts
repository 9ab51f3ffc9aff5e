import type { Store } from '../../src/adapters/store/store.js';
import { epochMs } from '../../src/engine/model.js';

/** Takes notices as a courier without channels does: their lines in the file are all there is. */
export async function handOver(store: Store, ids: readonly number[], at: number): Promise<void> {
  const notices = await store.noticesById(ids);
  const settled = notices.map(({ id, to, season, path, seq, duty, kind, recordedAt }) => ({
    ...{ notice: id, turn: 0, season, path, seq, duty, kind, post: to, person: to },
    ...{ urgency: 'ordinary' as const, label: 'internal' as const, rehearsal: false },
    ...{
      isOfClock: false,
      since: recordedAt,
      before: null,
      state: 'handed' as const,
      reason: null,
    },
  }));
  await store.ledger.takeIn({ notices: ids, open: [], settled }, epochMs(at));
}
