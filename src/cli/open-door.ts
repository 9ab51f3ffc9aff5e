import { NotReachable } from '../service/outcome.js';
import type { Lang } from '../text/lang.js';
import type { Opened } from './context.js';
import { httpTo } from './http.js';
import { doorOf } from './profiles.js';
import { remotePort } from './remote.js';

const NOT_RUNNING: Readonly<Record<Lang, string>> = {
  zh: '服务未启动，请先运行 npm start，或 kaowu login 到另一处',
  en: 'not running; run npm start first, or kaowu login elsewhere',
};

/** The way in for a command; throws `NotReachable` where nothing says where the service is. */
export function openDoor(
  env: Readonly<Record<string, string | undefined>>,
  dataFolder: string,
  lang: Lang,
  profile: string | undefined,
): Opened {
  const door = doorOf(env, dataFolder, profile);
  if (door === null) throw new NotReachable(NOT_RUNNING[lang]);
  const http = httpTo(door, lang);
  return { service: remotePort(http), http, close: async () => {} };
}
