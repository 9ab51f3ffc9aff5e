import type { Instruments } from './instruments.js';
import type { Place } from './place.js';
import { serveOperations, type OperationsServer } from './serve-operations.js';

/** Health and figures of a process on their own port, where one is set; null else. */
export async function startOperations(
  { metrics: at }: Pick<Place, 'metrics'>,
  { health, scrape }: Instruments,
): Promise<OperationsServer | null> {
  return at === null ? null : serveOperations(at, { health, metrics: scrape });
}
