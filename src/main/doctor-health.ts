import { existsSync } from 'node:fs';
import { fileOf } from '../adapters/store/sqlite.js';
import type { DoctorFinding } from './doctor-finding.js';
import { healthOf } from './health.js';
import { openParts, reachedFrom } from './parts.js';
import type { Place } from './place.js';

/** What a running service says of itself, looked at from here. */
export async function healthFindings(place: Place): Promise<readonly DoctorFinding[]> {
  const file = fileOf(place.storeUrl);
  if (file !== null && !existsSync(file)) return [];
  const reach = await reachedFrom(place).catch(() => null);
  const parts = reach && (await openParts(place, reach));
  if (parts === null) return [];
  try {
    const { findings } = await healthOf(place, parts, () => null)();
    // Whether the audit log can be written only a process knows that writes it; its chain is looked at here.
    return findings.filter(({ name }) => name !== 'audit');
  } finally {
    await parts.close();
  }
}
