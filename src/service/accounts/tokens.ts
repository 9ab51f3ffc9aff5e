import type { Token } from '../../adapters/store/accounts-tokens.js';
import type { Actor } from '../../policy/actor.js';
import type { Operation } from '../../policy/operation.js';
import { NOT_BY_TOKEN, reachOf } from '../../policy/table.js';
import type { AccountParts } from './parts.js';
import { no } from './refusals.js';
import { digestOf, newId, newSecret } from './secrets.js';

/** Marks what was found in a log or a repository as a secret of this service. */
export const TOKEN_PREFIX = 'kw_';

export interface TokenWish {
  /** What it is for, in the person's own words. */
  readonly title: string;
  readonly scopes: readonly Operation[];
  /** Milliseconds; absent: the house's usual. */
  readonly forMs?: number;
}

/** Makes a personal token for some of what the person may do. Its secret is in this answer and nowhere else. */
export async function createToken(
  { store, now, rules }: AccountParts,
  { person, grants }: Actor,
  { title, scopes, forMs = rules.tokenMs }: TokenWish,
): Promise<Token & { readonly token: string }> {
  const isFit = (scope: Operation): boolean =>
    !NOT_BY_TOKEN.includes(scope) && grants.some(({ role }) => reachOf(role, scope) !== 'none');
  if (scopes.length === 0 || !scopes.every(isFit)) throw no('token-scope');
  if (forMs > rules.mostTokenMs) throw no('token-time');
  const token = TOKEN_PREFIX + newSecret();
  const madeAt = now();
  const row = { id: newId('t'), person, title, scopes, madeAt, endsAt: madeAt + forMs };
  await store.addToken({ ...row, hash: digestOf(token) });
  return { ...row, usedAt: null, revokedAt: null, token };
}

/** A person's own tokens, without their secrets. */
export const tokensOf = ({ store }: AccountParts, { person }: Actor): Promise<readonly Token[]> =>
  store.tokens(person);

/** Takes back one of his own tokens, at once and everywhere. */
export async function revokeToken(
  { store, now }: AccountParts,
  { person }: Actor,
  id: string,
): Promise<void> {
  if ((await store.revokeTokens(person, now(), id)) === 0) throw no('unknown-token');
}
