import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keyPlaceOf, type KeyPlace } from '../adapters/secrets/keys.js';
import type { Lang } from '../text/lang.js';
import type { Reach } from '../temporal/connect.js';
import type { Config } from './config.js';
import { signInOf, type SignInPlace } from './sign-in-place.js';

/** Where this installation keeps its things, and under which names it meets Temporal and its clients. */
export interface Place {
  readonly root: string;
  readonly dataFolder: string;
  readonly storeUrl: string;
  readonly noticesFile: string;
  readonly alarmsFile: string;
  /** Where codes for one-time links go that no mail takes. */
  readonly codesFile: string;
  /** The server for mails; null: none. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  /** Where the settings of channels stand, and what their references to variables mean. */
  readonly channels: {
    readonly file: string;
    /** Whether somebody has named the file: then it has to be there. */
    readonly isNamed: boolean;
    readonly env: Config['env'];
  };
  /** Where it stands how people want to be written to. */
  readonly courier: {
    readonly file: string;
    /** Whether somebody has named the file: then it has to be there. */
    readonly isNamed: boolean;
  };
  readonly logFile: string;
  readonly lang: Lang;
  /** The duty desk's number, as people dial it; null: none is said. */
  readonly dutyPhone: string | null;
  readonly logLevel: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** A way to a server means: somebody else runs it. */
  readonly reach: Reach | null;
  readonly keys: KeyPlace;
  /** Whether what goes to Temporal is encrypted. */
  readonly isEncrypted: boolean;
  /** Sites whose pages may use our codec: those of Temporal. */
  readonly codecOrigins: readonly string[];
  readonly api: {
    readonly host: string;
    readonly port: number;
    /** Whether somebody has set the port: then no other will do. */
    readonly isPortSet: boolean;
    /** Proxies in front whose word on a client's address counts, comma separated; false: none. */
    readonly trustProxy: string | false;
    /** Whether people come by https; cookies are then kept to it. */
    readonly isSecure: boolean;
    /** The address people come by, without a slash at the end. */
    readonly url: string;
  };
  readonly signIn: SignInPlace;
  /** Where metrics and health are served; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Who is told each minute that the service lives: an address, or a file; null: nobody. */
  readonly heartbeat: string | null;
  /** Workers take tasks by version; null: as they come. */
  readonly version: { readonly deployment: string; readonly buildId: string } | null;
}

/** The place that the settings describe; its data folder is made where it is missing. */
export function placeOf(config: Config): Place {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const dataFolder = config.KAOWU_DATA ?? join(root, '.kaowu', 'data');
  // It holds keys, personal data and the terminal's own secret.
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const storeUrl = config.KAOWU_STORE ?? `file:${join(dataFolder, 'kaowu.db')}`;
  // A file has one machine, a database may have many: then others can read the server's database, too.
  const shared = storeUrl.startsWith('postgres');
  return {
    root,
    dataFolder,
    storeUrl,
    noticesFile: join(dataFolder, 'notices.log'),
    alarmsFile: join(dataFolder, 'alarms.log'),
    codesFile: join(dataFolder, 'codes.log'),
    mail: mailOf(config),
    channels: channelsOf(config, dataFolder),
    courier: courierOf(config, dataFolder),
    logFile: join(dataFolder, 'kaowu.log'),
    lang: config.KAOWU_LANG ?? 'zh',
    dutyPhone: config.KAOWU_DUTY_PHONE ?? null,
    logLevel: config.KAOWU_LOG_LEVEL ?? 'info',
    namespace: config.temporal.namespace,
    taskQueue: config.KAOWU_TASK_QUEUE ?? 'kaowu',
    reach: config.temporal.reach,
    keys: keyPlaceOf(config.env, { dataFolder, shared }),
    isEncrypted: config.KAOWU_ENCRYPT === undefined ? shared : config.KAOWU_ENCRYPT === 'on',
    codecOrigins: config.KAOWU_TEMPORAL_UI ? [new URL(config.KAOWU_TEMPORAL_UI).origin] : [],
    api: apiOf(config),
    signIn: signInOf(config),
    metrics: metricsOf(config),
    heartbeat: config.KAOWU_HEARTBEAT ?? null,
    version: versionOf(config),
  };
}

function mailOf({ KAOWU_SMTP: url, KAOWU_MAIL_FROM: from }: Config): Place['mail'] {
  return url === undefined || from === undefined ? null : { url, from };
}

function channelsOf({ KAOWU_CHANNELS: named, env }: Config, folder: string): Place['channels'] {
  return { file: named ?? join(folder, 'channels.yaml'), isNamed: named !== undefined, env };
}

function courierOf({ KAOWU_COURIER: named }: Config, folder: string): Place['courier'] {
  return { file: named ?? join(folder, 'courier.yaml'), isNamed: named !== undefined };
}

function apiOf(config: Config): Place['api'] {
  const host = config.KAOWU_HOST ?? '127.0.0.1';
  const port = config.KAOWU_PORT ?? 8080;
  const url = config.KAOWU_URL ?? `http://127.0.0.1:${port}`;
  const trustProxy = config.KAOWU_TRUST_PROXY?.join(',') ?? false;
  const isPortSet = config.env['KAOWU_PORT'] !== undefined;
  return { host, port, isPortSet, trustProxy, url, isSecure: url.startsWith('https:') };
}

function metricsOf(config: Config): Place['metrics'] {
  const { KAOWU_METRICS_PORT: port, KAOWU_METRICS_HOST: host = '127.0.0.1' } = config;
  return port === undefined ? null : { host, port };
}

function versionOf(config: Config): Place['version'] {
  const { KAOWU_DEPLOYMENT: deployment, KAOWU_BUILD_ID: buildId } = config;
  return deployment === undefined || buildId === undefined ? null : { deployment, buildId };
}
