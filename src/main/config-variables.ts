import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { zhConfig } from '../text/zh-CN-config.js';

type Wants = keyof typeof zhConfig.wants;
type Name = keyof typeof zhConfig.meaning;

/** One environment variable: how its text is read, and what to say where it cannot be. */
export interface Variable<Value> {
  readonly schema: z.ZodType<Value, string>;
  readonly wants: Wants;
  /** The value where it is not set, as a person would write it. */
  readonly fallback?: string;
  /** Also read from the file that `NAME_FILE` names. */
  readonly secret?: true;
}

const variable = <Value>(
  wants: Wants,
  schema: z.ZodType<Value, string>,
  more: Pick<Variable<Value>, 'fallback' | 'secret'> = {},
): Variable<Value> => ({ wants, schema, ...more });

const text = z.string().trim().min(1);
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65_535);
const name = z.string().regex(/^[\w./-]{1,100}$/);
const store = z
  .string()
  .regex(/^(?:file:.+|:memory:$|postgres(?:ql)?:\/\/.+)/)
  .refine((url) => !url.startsWith('postgres') || URL.canParse(url));
const hostPort = z.string().regex(/^[^\s/:]+:\d{1,5}$|^\[[\da-fA-F:]+\]:\d{1,5}$/);
const url = z
  .string()
  .regex(/^https?:\/\/[^\s]+$/)
  .refine((one) => URL.canParse(one))
  .transform((one) => one.replace(/\/+$/, ''));
/** An address to be called, or a file to be written. */
const beat = z
  .string()
  .trim()
  .refine((one) => (/^https?:\/\//.test(one) ? URL.canParse(one) : one.startsWith('/')));
const smtp = z
  .string()
  .regex(/^smtps?:\/\/[^\s]+$/)
  .refine((one) => URL.canParse(one));
const file = text.refine(isReadable);
const networks = z
  .string()
  .transform((list) => list.split(',').map((one) => one.trim()))
  .refine((list) => list.every(isNetwork));
const count = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number);
const yesNo = z.enum(['true', 'false', '1', '0']);

/**
 * Every variable that the service reads, and nothing reads another. Which value a missing one has stands
 * here too; what each means stands in the catalogue, from which the table of `docs/operations.md` is held.
 */
export const VARIABLES = {
  KAOWU_DATA: variable('text', text),
  KAOWU_STORE: variable('store', store, { secret: true }),
  KAOWU_STORE_PASSWORD: variable('text', text, { secret: true }),
  KAOWU_LANG: variable('lang', z.enum(['zh', 'en']), { fallback: 'zh' }),
  KAOWU_LOG_LEVEL: variable('level', z.enum(['debug', 'info', 'warn', 'error']), {
    fallback: 'info',
  }),
  KAOWU_HOST: variable('text', text, { fallback: '127.0.0.1' }),
  KAOWU_PORT: variable('port', port, { fallback: '8080' }),
  KAOWU_URL: variable('url', url),
  KAOWU_TRUST_PROXY: variable('networks', networks),
  KAOWU_SMTP: variable('smtp', smtp, { secret: true }),
  KAOWU_MAIL_FROM: variable('text', text),
  KAOWU_CHANNELS: variable('file', file),
  KAOWU_COURIER: variable('file', file),
  KAOWU_DUTY_PHONE: variable('text', text),
  KAOWU_OIDC_ISSUER: variable('url', url),
  KAOWU_OIDC_CLIENT: variable('text', text),
  KAOWU_OIDC_SECRET: variable('text', text, { secret: true }),
  KAOWU_OIDC_CLAIM: variable('text', text, { fallback: 'sub' }),
  KAOWU_PASSWORD_DAYS: variable('count', count, { fallback: '180' }),
  KAOWU_PASSWORD_HISTORY: variable('count', count, { fallback: '5' }),
  KAOWU_METRICS_HOST: variable('text', text, { fallback: '127.0.0.1' }),
  KAOWU_METRICS_PORT: variable('port', port),
  KAOWU_HEARTBEAT: variable('beat', beat, { secret: true }),
  KAOWU_TASK_QUEUE: variable('name', name, { fallback: 'kaowu' }),
  KAOWU_KEYS: variable('text', text),
  // Not read here: the ring of keys reads it anew when a key is added.
  KAOWU_KEYS_FILE: variable('file', file),
  KAOWU_ENCRYPT: variable('onOff', z.enum(['on', 'off'])),
  KAOWU_TEMPORAL_UI: variable('url', url),
  KAOWU_DEPLOYMENT: variable('name', name),
  KAOWU_BUILD_ID: variable('name', name),
  KAOWU_TEMPORAL_CLI: variable('text', text),
  KAOWU_TEST_SERVER: variable('text', text),
  TEMPORAL_ADDRESS: variable('hostPort', hostPort),
  TEMPORAL_NAMESPACE: variable('name', name, { fallback: 'kaowu' }),
  TEMPORAL_PROFILE: variable('text', text),
  TEMPORAL_CONFIG_FILE: variable('file', file),
  TEMPORAL_API_KEY: variable('text', text, { secret: true }),
  TEMPORAL_TLS: variable('yesNo', yesNo),
  TEMPORAL_TLS_CLIENT_CERT_PATH: variable('file', file),
  TEMPORAL_TLS_CLIENT_KEY_PATH: variable('file', file),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: variable('file', file),
  TEMPORAL_TLS_SERVER_NAME: variable('text', text),
  // The SDK passes it over in silence; whoever sets it must not believe it works.
  TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: variable('refused', z.enum(['false', '0'])),
} satisfies Record<Name, Variable<unknown>>;

/** Read by the command line for itself: how its user comes in, and where that is remembered. */
export const OF_THE_COMMAND_LINE: readonly string[] = [
  ...['KAOWU_TOKEN', 'KAOWU_PROFILES', 'KAOWU_PASSWORD', 'KAOWU_CODE'],
];

export type Values = {
  readonly [K in keyof typeof VARIABLES]: z.output<(typeof VARIABLES)[K]['schema']> | undefined;
};

function isReadable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

function isNetwork(one: string): boolean {
  const [address = '', bits, ...rest] = one.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}
