import { assembleApi } from './assemble-api.js';
import type { Place } from './place.js';
import { stand, tellReady } from './stand.js';

/** `kaowu api`: one of any number of APIs, until it is told to stop. Answers the exit code. */
export const api = (place: Place, stopped: Promise<void>): Promise<number> =>
  stand(place, stopped, async (ground) => {
    const { host, port } = place.api;
    const app = await assembleApi(place, ground.parts, ground.log);
    ground.started.add(() => app.close());
    const listening = await app.listen(host, port);
    tellReady(ground, 'api', { host, port: listening });
    // It does not end of its own accord.
    return { ended: new Promise<never>(() => {}) };
  });
