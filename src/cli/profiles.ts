import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../service/outcome.js';
import type { Door } from './http.js';

/** What `kaowu login` remembers: by name, and which is used when none is said. */
export interface Profiles {
  readonly current: string | null;
  readonly doors: Readonly<Record<string, Door>>;
}

const NONE: Profiles = { current: null, doors: {} };
type Env = Readonly<Record<string, string | undefined>>;

/** `KAOWU_PROFILES`, or the user's own folder for configuration. */
export const profilesFile = (env: Env): string =>
  env['KAOWU_PROFILES'] ??
  join(env['XDG_CONFIG_HOME'] ?? join(env['HOME'] ?? '.', '.config'), 'kaowu', 'profiles.json');

export function readProfiles(file: string): Profiles {
  try {
    return { ...NONE, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<Profiles>) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NONE;
    throw new Refusal(
      'bad-profiles',
      `读不懂登录档案 ${file}，请删除后重新登录`,
      `${file} cannot be read: delete it and sign in again`,
    );
  }
}

/** Secrets stand in it: nobody but its owner may read it, not even for a moment. */
export function writeProfiles(file: string, profiles: Profiles): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600 });
  chmodSync(beside, 0o600);
  renameSync(beside, file);
}

/** Where `kaowu up` on this machine says how its own terminal comes in. */
export const CONSOLE_FILE = 'console.json';

/**
 * The way to the service: `KAOWU_URL` with `KAOWU_TOKEN`, the profile named, the profile used last, or – for
 * who may read this machine's data folder – the console. Null where there is none.
 */
export function doorOf(env: Env, dataFolder: string, named: string | undefined): Door | null {
  const { KAOWU_URL: url, KAOWU_TOKEN: token } = env;
  if (named === undefined && url !== undefined && token !== undefined) return { url, token };
  const { current, doors } = readProfiles(profilesFile(env));
  const name = named ?? current;
  const door = name === null ? undefined : doors[name];
  if (named !== undefined && door === undefined)
    throw new Refusal(
      'unknown-profile',
      `没有登录档案 ${named}，请先 kaowu login`,
      `no profile ${named}: run kaowu login first`,
    );
  return door ?? consoleDoor(dataFolder);
}

function consoleDoor(dataFolder: string): Door | null {
  try {
    return JSON.parse(readFileSync(join(dataFolder, CONSOLE_FILE), 'utf8')) as Door;
  } catch {
    return null;
  }
}
