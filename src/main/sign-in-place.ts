import type { OidcSettings } from '../adapters/oidc.js';
import type { Config } from './config.js';

/** The house's own rules for signing in. */
export interface SignInPlace {
  readonly oidc: OidcSettings | null;
  readonly passwordMaxAgeMs: number | null;
  readonly passwordHistory: number;
}

const DAY_MS = 24 * 60 * 60_000;
const CALLBACK = '/api/v1/session/oidc/callback';

/** What the settings say of signing in. */
export function signInOf(config: Config): SignInPlace {
  const { KAOWU_PASSWORD_DAYS: days = 0, KAOWU_PASSWORD_HISTORY: passwordHistory = 0 } = config;
  const { KAOWU_OIDC_ISSUER: issuer, KAOWU_OIDC_CLIENT: clientId } = config;
  const passwordMaxAgeMs = days === 0 ? null : days * DAY_MS;
  const rules = { passwordMaxAgeMs, passwordHistory };
  if (issuer === undefined || clientId === undefined) return { ...rules, oidc: null };
  const base = config.KAOWU_URL ?? `http://127.0.0.1:${config.KAOWU_PORT ?? 8080}`;
  return {
    ...rules,
    oidc: {
      ...{ issuer, clientId, clientSecret: config.KAOWU_OIDC_SECRET ?? null },
      ...{ redirect: base + CALLBACK, claim: config.KAOWU_OIDC_CLAIM ?? 'sub' },
    },
  };
}
