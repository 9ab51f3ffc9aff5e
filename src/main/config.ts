import { readFileSync } from 'node:fs';
import { nearest } from '../plan/nearest.js';
import { enConfig } from '../text/en-config.js';
import type { Lang } from '../text/lang.js';
import { zhConfig } from '../text/zh-CN-config.js';
import { OF_THE_COMMAND_LINE, VARIABLES, type Values, type Variable } from './config-variables.js';
import { temporalOf, type TemporalReach } from './temporal-settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with the settings, a sentence for each fault; each names its variable. */
export type ConfigFaults = Readonly<Record<Lang, readonly string[]>>;

export interface Config extends Omit<Values, 'KAOWU_STORE_PASSWORD'> {
  /** How Temporal is reached; the address is null where none is set: ours is then meant. */
  readonly temporal: TemporalReach;
  /** As the service was given it, secrets of files among it. For those who read variables of their own. */
  readonly env: Environment;
}

type Say = (words: typeof zhConfig) => string;

/**
 * Reads the settings of a process from its environment: every variable is checked, every fault is told, at once. A
 * variable that begins like ours and is none of ours is a fault too, since a misspelt setting would
 * otherwise be passed over in silence.
 */
export function readConfig(given: Environment): Config | { readonly faults: ConfigFaults } {
  const faults: Say[] = [];
  const env = withSecrets(given, faults);
  const values = valuesIn(env, faults);
  for (const name of Object.keys(env)) if (isMisspelt(name)) faults.push(unknown(name));
  faults.push(...togetherFaults(values));
  const temporal = faults.length > 0 ? null : temporalOf(env, values);
  if (temporal && 'fault' in temporal) {
    const { name, reason } = temporal.fault;
    faults.push(({ fault }) => fault.profile(name, reason));
  }
  if (faults.length > 0 || temporal === null || 'fault' in temporal)
    return { faults: said(faults) };
  const { KAOWU_STORE_PASSWORD: password, KAOWU_STORE: store, ...rest } = values;
  const withPassword = store && password ? passwordInto(store, password) : store;
  return { ...rest, KAOWU_STORE: withPassword, temporal, env };
}

const said = (faults: readonly Say[]): ConfigFaults => ({
  zh: faults.map((say) => say(zhConfig)),
  en: faults.map((say) => say(enConfig)),
});

/** Secrets that stand in files, as `NAME_FILE=/run/secrets/name`: no process list and no `docker inspect` shows them. */
function withSecrets(given: Environment, faults: Say[]): Environment {
  const env: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(given)) if (value !== '') env[name] = value;
  for (const [name, { secret }] of entries()) {
    const file = env[`${name}_FILE`];
    if (!secret || file === undefined) continue;
    if (env[name] !== undefined) faults.push(({ fault }) => fault.both(name));
    try {
      env[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      faults.push(({ fault }) => fault.unreadable(`${name}_FILE`, file, reason));
    }
  }
  return env;
}

function valuesIn(env: Environment, faults: Say[]): Values {
  const values = entries().map(([name, { schema, wants, fallback }]) => {
    const text = env[name] ?? fallback;
    if (text === undefined) return [name, undefined];
    const read = schema.safeParse(text);
    if (!read.success) faults.push((words) => words.fault.value(name, words.wants[wants]));
    return [name, read.data];
  });
  // Each value was read by the schema of its own name.
  return Object.fromEntries(values) as Values;
}

/** What each value allows by itself, but not together. */
function togetherFaults(values: Values): Say[] {
  const faults: Say[] = [];
  const pair = (one: keyof Values, other: keyof Values) => {
    for (const [name, lacking] of [
      [one, other],
      [other, one],
    ] as const)
      if (values[name] === undefined && values[lacking] !== undefined)
        faults.push(({ fault }) => fault.pair(lacking, name));
  };
  pair('KAOWU_DEPLOYMENT', 'KAOWU_BUILD_ID');
  pair('KAOWU_SMTP', 'KAOWU_MAIL_FROM');
  pair('KAOWU_OIDC_ISSUER', 'KAOWU_OIDC_CLIENT');
  pair('TEMPORAL_TLS_CLIENT_CERT_PATH', 'TEMPORAL_TLS_CLIENT_KEY_PATH');
  const { KAOWU_STORE: store = '', KAOWU_STORE_PASSWORD: password } = values;
  if (password !== undefined && !takesPassword(store))
    faults.push(({ fault }) => fault.password('KAOWU_STORE_PASSWORD'));
  return faults;
}

const takesPassword = (store: string): boolean =>
  store.startsWith('postgres') && new URL(store).password === '';

function passwordInto(store: string, password: string): string {
  const url = new URL(store);
  url.password = encodeURIComponent(password);
  return url.href;
}

const isSecretFile = (name: string): boolean =>
  entries().some(([known, { secret }]) => secret && name === `${known}_FILE`);

/** Names that the settings of channels may give to secrets: they are read there and by no other name. */
const CHANNEL_SECRETS = 'KAOWU_SECRET_';

// Temporal's own tools have variables that are no affair of ours; those with our name are.
const isMisspelt = (name: string): boolean =>
  name.startsWith('KAOWU_') &&
  !(name in VARIABLES) &&
  !OF_THE_COMMAND_LINE.includes(name) &&
  !isSecretFile(name) &&
  !name.startsWith(CHANNEL_SECRETS);

function unknown(name: string): Say {
  const near = nearest(name, Object.keys(VARIABLES));
  return ({ fault }) => fault.unknown(name) + (near === name ? '' : fault.nearest(near));
}

const entries = (): [keyof Values, Variable<unknown>][] =>
  Object.entries(VARIABLES) as [keyof Values, Variable<unknown>][];

/** The rows of the operator's table, in a language: name, meaning, value where it is not set. */
export const variableTable = (lang: Lang): readonly (readonly [string, string, string])[] => {
  const { meaning } = lang === 'zh' ? zhConfig : enConfig;
  return entries().map(([name, { secret, fallback }]) => [
    `\`${name}\`${secret ? `, \`${name}_FILE\`` : ''}`,
    meaning[name],
    fallback === undefined ? '–' : `\`${fallback}\``,
  ]);
};
