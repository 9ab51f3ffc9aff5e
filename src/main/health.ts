import { statfs } from 'node:fs/promises';
import { createHealth, type LookAtHealth } from '../service/health.js';
import { healthChecks } from '../service/health-checks.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

/** The health of this process: of what it stands on, and of the whole that it is a part of. */
export const healthOf = (
  place: Pick<Place, 'dataFolder' | 'taskQueue'>,
  { store, client }: Pick<Parts, 'store' | 'client'>,
  auditTrouble: () => string | null,
): LookAtHealth =>
  createHealth({
    now: Date.now,
    checks: healthChecks({
      ...{ store, client, taskQueue: place.taskQueue, now: Date.now, auditTrouble },
      freeBytes: () => freeBytes(place.dataFolder),
    }),
  });

/** Bytes that may still be written to the folder's disk. */
async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
