import type { Logger } from 'pino';
import type { Api } from '../api/api.js';
import { createApi } from '../api/app.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';
import { VERSION } from './version.js';

/** The API of a process: every room of it, on the parts of the process. */
export function assembleApi(place: Place, _parts: Parts, log: Logger): Promise<Api> {
  const { trustProxy, isSecure } = place.api;
  return createApi(
    {
      who: async () => null,
      answers: {
        begin: async () => null,
        end: async () => undefined,
        drop: async () => undefined,
      },
      routes: [],
      logger: log,
      version: VERSION,
    },
    { trustProxy, isSecure },
  );
}
