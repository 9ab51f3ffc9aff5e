import { healthOf } from './health.js';
import { createMeters } from './metrics.js';
import { storeGauges } from './metrics-store.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';
import { serveOperations, type OperationsServer } from './serve-operations.js';

/**
 * Health and figures of a process on their own port, where one is set; null else.
 *
 * @param auditTrouble why this process cannot write to the audit log; null while it can
 */
export async function startOperations(
  place: Place,
  parts: Pick<Parts, 'store' | 'client'>,
  auditTrouble: () => string | null = () => null,
): Promise<OperationsServer | null> {
  if (place.metrics === null) return null;
  const health = healthOf(place, parts, auditTrouble);
  const { registry } = createMeters();
  const refresh = storeGauges(registry, { store: parts.store, health, now: Date.now });
  const metrics = async (): Promise<string> => {
    await refresh();
    return registry.metrics();
  };
  return serveOperations(place.metrics, { health, metrics });
}
