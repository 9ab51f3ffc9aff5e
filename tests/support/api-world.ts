import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { CONSOLE_FILE } from '../../src/cli/profiles.js';
import { httpTo, type Door, type Http } from '../../src/cli/http.js';
import { remotePort } from '../../src/cli/remote.js';
import { assembleApi, type ServedApi } from '../../src/main/assemble-api.js';
import { readConfig } from '../../src/main/config.js';
import { partsOn } from '../../src/main/parts.js';
import { placeOf } from '../../src/main/place.js';
import type { Port } from '../../src/service/port.js';
import type { World } from './real.js';

/** The API on a real world, and the way in that its own machine has. */
export interface ApiWorld {
  readonly url: string;
  readonly door: Door;
  readonly http: Http;
  readonly port: Port;
  readonly served: ServedApi;
  close(): Promise<void>;
}

/** Serves the API over the world's store and server; settings are environment variables. */
export async function serveWorld(
  world: World,
  settings: Readonly<Record<string, string>> = {},
): Promise<ApiWorld> {
  const config = readConfig({
    ...{ KAOWU_DATA: world.folder, KAOWU_STORE: world.storeUrl },
    ...settings,
  });
  if ('faults' in config) throw new Error(JSON.stringify(config.faults));
  const place = placeOf(config);
  const parts = partsOn(place, { address: world.server().address }, world.store);
  const served = await assembleApi(place, parts, pino({ level: 'error' }, process.stderr));
  await served.listen('127.0.0.1', 0);
  const door = JSON.parse(readFileSync(join(world.folder, CONSOLE_FILE), 'utf8')) as Door;
  const http = httpTo(door, 'zh');
  return {
    ...{ url: door.url, door, http, served },
    port: remotePort(http),
    async close() {
      await served.close();
      await parts.client.connection.close();
    },
  };
}
