import type { Shown } from '../../adapters/store/accounts-sessions.js';
import type { Actor, Grant } from '../../policy/actor.js';
import type { AccountParts } from './parts.js';
import { digestOf } from './secrets.js';
import { TOKEN_PREFIX } from './tokens.js';

/** What a request shows. */
export interface Secrets {
  readonly session?: string;
  readonly bearer?: string;
  /** A page left open is nobody at work: his session ends as if it were closed. */
  readonly isWatching?: true;
}

/** How seldom it is written down that somebody is still there: an idle session may end so much early, never late. */
const SEEN_MS = 60_000;
const MOST_KEPT = 10_000;

/**
 * Whom a request's secrets belong to, or null. The row of the secret is read at every request, by its key, and
 * with it the version of the account; only the rights behind it are kept, for that version. So what was
 * ended, disabled or taken a moment ago is gone at once, in every process: there is nothing that could be stale.
 */
export function createActorOf({ store, now, rules }: AccountParts) {
  const kept = new Map<string, { readonly version: number; readonly grants: readonly Grant[] }>();

  async function grantsOf({ person, version }: Shown): Promise<readonly Grant[]> {
    const known = kept.get(person);
    if (known?.version === version) return known.grants;
    const rows = await store.grants(['held'], person);
    const grants = rows.map(({ id, role, unit, season, department }) => ({
      ...{ id, role, unit, season, department },
    }));
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(person, { version, grants });
    return grants;
  }

  async function bySession(secret: string, isWatching = false): Promise<Actor | null> {
    const hash = digestOf(secret);
    const shown = await store.session(hash);
    const at = now();
    if (!shown || shown.isHalf || shown.endedAt !== null || shown.status !== 'active') return null;
    if (shown.endsAt <= at || at - shown.seenAt >= rules.sessionIdleMs) return null;
    if (!isWatching && at - shown.seenAt >= SEEN_MS) await store.seeSession(hash, at);
    const { person, name, factors } = shown;
    const grants = await grantsOf(shown);
    const secretName = `session:${shown.id}`;
    return { person, name, grants, way: 'session', secret: secretName, factors, ...UNLIMITED };
  }

  async function byToken(secret: string): Promise<Actor | null> {
    const shown = await store.token(digestOf(secret));
    const at = now();
    if (!shown || shown.revokedAt !== null || shown.endsAt <= at || shown.status !== 'active')
      return null;
    if (at - (shown.usedAt ?? 0) >= SEEN_MS) await store.seeToken(shown.id, at);
    const { person, name, scopes } = shown;
    const grants = await grantsOf(shown);
    const secretName = `token:${shown.id}`;
    return {
      person,
      name,
      grants,
      way: 'token',
      secret: secretName,
      factors: 1,
      scopes,
      only: null,
    };
  }

  return async ({ session, bearer, isWatching }: Secrets): Promise<Actor | null> => {
    if (bearer !== undefined) return bearer.startsWith(TOKEN_PREFIX) ? byToken(bearer) : null;
    return session === undefined ? null : bySession(session, isWatching);
  };
}

const UNLIMITED = { scopes: null, only: null } as const;
