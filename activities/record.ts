import { ApplicationFailure } from '@temporalio/activity';
import type { Store } from '../src/adapters/store/store.js';
import { RecordConflict, type UnitRecord } from '../src/adapters/store/types.js';
import type { UnitPlan } from '../src/engine/model.js';

export type RecordActivities = ReturnType<typeof createRecordActivities>;

/** What units need of the store: a place to write what happened, and their plans by hash. */
export function createRecordActivities(store: Pick<Store, 'record' | 'unitPlan' | 'setAlarm'>) {
  return {
    /**
     * Appends what the log does not hold yet, with board and outbox. Fails for good with
     * `RecordConflict` where store and workflow tell different stories; all else may be retried.
     */
    async record(unit: UnitRecord): Promise<void> {
      try {
        await store.record(unit);
      } catch (error) {
        if (!(error instanceof RecordConflict)) throw error;
        await store.setAlarm(unit.season, unit.path, error.message);
        throw ApplicationFailure.nonRetryable(error.message, error.name);
      }
    },

    /**
     * The compiled plan with this hash. Plans are committed before anybody hears of them, so a
     * missing one means a store that is behind (put back from a backup): `UnknownPlan` may be
     * retried, and ends by itself when the plan is committed again.
     */
    async fetchPlan({ hash }: { readonly hash: string }): Promise<UnitPlan> {
      const plan = await store.unitPlan(hash);
      if (plan === null)
        throw ApplicationFailure.retryable(`no plan ${hash} in the store`, 'UnknownPlan');
      return plan;
    },
  };
}
