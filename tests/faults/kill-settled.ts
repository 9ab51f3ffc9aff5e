import { until } from '../../bin/waiting.js';
import { logOf, progressOf } from '../support/real-waiting.js';
import type { Logs } from './kill-checks.js';
import { SEASON, SITES } from './kill-season.js';

type Running = Parameters<typeof progressOf>[0];

/** The logs, once nothing more is owed and all of it is in the store, or after a minute. */
export async function settled(world: Running, untilAt: number): Promise<Logs> {
  const isAtRest = async (path: string): Promise<boolean> => {
    const [unit] = await world.store.units(SEASON, path);
    const progress = await progressOf(world, SEASON, path);
    return progress?.seq === unit?.head && (unit?.nextWakeAt ?? Infinity) > untilAt;
  };
  // Where it does not come to rest, the checks say what is missing.
  await until(
    async () => {
      const resting = await Promise.all(SITES.map(isAtRest));
      return (Date.now() > untilAt && !resting.includes(false)) || undefined;
    },
    { everyMs: 200, forMs: 60_000 },
  );
  const logs: Record<string, Logs[string]> = {};
  for (const path of SITES) logs[path] = await logOf(world, SEASON, path);
  return logs;
}
