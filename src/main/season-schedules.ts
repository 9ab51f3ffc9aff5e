import type { Client } from '@temporalio/client';
import type { Store } from '../adapters/store/store.js';
import type { Season } from '../adapters/store/types.js';
import type { CourierSettings } from '../courier/settings.js';
import { afterSessions } from '../service/proof/brief-times.js';
import { MORNING } from '../service/proof/morning.js';
import { scheduleBriefs, unscheduleBriefs } from '../temporal/briefs.js';
import { scheduleMorning, unscheduleMorning } from '../temporal/mornings.js';

/**
 * Has the Schedules of each season that runs on the real clock, and none for those that have ended. A new version of the plan
 * may move sessions: it is looked at anew. A rehearsal's days last minutes: its reports are made when somebody asks for them.
 */
export function createScheduleKeeper(
  store: Store,
  client: Client,
  taskQueue: string,
  { brief: { morning, afterSessionMs } }: Pick<CourierSettings, 'brief'>,
) {
  const kept = new Map<string, string>();
  return async (): Promise<void> => {
    for (const season of await store.seasons()) {
      const { id, status, version, rehearsal } = season;
      const wanted = status === 'closed' ? 'none' : `version ${version}`;
      if (rehearsal || kept.get(id) === wanted) continue;
      await (status === 'closed' ? end(id) : keep(season));
      kept.set(id, wanted);
    }
  };

  async function keep({ id, timezone }: Season): Promise<void> {
    const version = await store.planVersion(id);
    const once = version ? afterSessions(version.plan, { morning, afterSessionMs }) : [];
    const [hour = 7, minute = 30] = MORNING.split(':').map(Number);
    await scheduleMorning(client, { season: id, timezone, hour, minute, taskQueue });
    await scheduleBriefs(client, { season: id, timezone, morning, once, taskQueue });
  }

  async function end(id: string): Promise<void> {
    await unscheduleMorning(client, id);
    await unscheduleBriefs(client, id);
  }
}
