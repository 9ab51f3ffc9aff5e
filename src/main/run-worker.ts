import type { Reach } from '../temporal/connect.js';
import { connectWorker, createWorker } from '../temporal/worker.js';
import { makingBriefs } from './briefs.js';
import { provingMornings } from './morning.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

export interface RunningWorker {
  /** Settles when the worker has ended: of its own accord only with an error. */
  readonly ended: Promise<void>;
  /** Takes no more tasks, finishes what runs (20 s at most), and gives its connection back. */
  stop(): Promise<void>;
}

/** Starts a worker on the server at `to`; throws where it cannot be reached. */
export async function runWorker(
  place: Pick<Place, 'namespace' | 'taskQueue' | 'version'> & Pick<Place, 'lang' | 'courier'>,
  to: string | Reach,
  parts: Pick<Parts, 'client' | 'store' | 'keys' | 'dataConverter'>,
): Promise<RunningWorker> {
  const connection = await connectWorker(to);
  const { namespace, taskQueue, version } = place;
  const prove = provingMornings(parts.store, place);
  const tellBrief = makingBriefs(place, parts);
  const worker = await createWorker({
    ...{ ...parts, connection, namespace, taskQueue, version, prove, tellBrief },
  });
  const ended = worker.run();
  // Whoever waits for `ended` hears of it; nobody waiting is no reason to fall over.
  ended.catch(() => undefined);
  return {
    ended,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended.catch(() => undefined);
      await connection.close();
    },
  };
}
