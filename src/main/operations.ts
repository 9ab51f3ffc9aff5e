import { whileServing } from '../service/health.js';
import type { Instruments } from './instruments.js';
import type { Place } from './place.js';
import { serveOperations, type OperationsServer } from './serve-operations.js';

/**
 * Health and figures of a process on their own port, where one is set; null else. It is not ready while it does not serve
 * itself.
 */
export async function startOperations(
  { metrics: at }: Pick<Place, 'metrics'>,
  { health, scrape }: Instruments,
  isServing: () => boolean,
): Promise<OperationsServer | null> {
  if (at === null) return null;
  return serveOperations(at, { health: whileServing(health, isServing), metrics: scrape });
}
