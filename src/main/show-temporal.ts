import type { Logger } from 'pino';
import { freePort } from '../setup/ports.js';
import type { Instruments } from './instruments.js';
import type { Place } from './place.js';
import { logTemporalTo } from './temporal-log.js';

/** Before the first worker of a process: its log hears Temporal's words, and its figures hold Temporal's. */
export async function showTemporal(
  { metrics }: Pick<Place, 'metrics'>,
  { instruments }: { readonly instruments: Instruments },
  log: Logger,
): Promise<void> {
  if (metrics === null) return logTemporalTo(log);
  const port = await freePort();
  logTemporalTo(log, port);
  instruments.alsoFrom(port);
}
