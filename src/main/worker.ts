import type { Place } from './place.js';
import { runWorker } from './run-worker.js';
import { stand, tellReady } from './stand.js';
import { showTemporal } from './show-temporal.js';

/** `kaowu worker`: one of any number of workers, until it is told to stop. Answers the exit code. */
export const worker = (place: Place, stopped: Promise<void>): Promise<number> =>
  stand(place, stopped, async (ground) => {
    const { reach, parts, started, log } = ground;
    await showTemporal(place, parts, log);
    const running = await ground.untilTemporal(() => runWorker(place, reach, parts));
    if (running === null) return null;
    started.add(() => running.stop());
    tellReady(ground, 'worker', { temporal: reach.address, taskQueue: place.taskQueue });
    return running;
  });
