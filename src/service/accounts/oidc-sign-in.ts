import { auditSignIn } from './attempts.js';
import type { AccountParts } from './parts.js';
import { no } from './refusals.js';
import { digestOf, newSecret } from './secrets.js';
import { openSession, type SignedIn } from './sessions.js';

const OFFER_MS = 10 * 60_000;

/** Sends somebody to the house's own sign-in; `secret` is for a cookie of this browser and binds the answer to it. */
export async function startOidc({
  store,
  oidc,
  now,
}: AccountParts): Promise<{ readonly url: string; readonly secret: string }> {
  if (!oidc) throw no('no-oidc');
  const { url, checks } = await oidc.start();
  const secret = newSecret();
  await store.addOidcLogin({ hash: digestOf(secret), ...checks, endsAt: now() + OFFER_MS }, now());
  return { url, secret };
}

/**
 * Lets in whom the house's sign-in names, if he has an account that is in use. The answer counts once, and only in
 * the browser that was sent there.
 */
export async function finishOidc(
  parts: AccountParts,
  { secret, address }: { readonly secret: string; readonly address: string },
  from: string | null,
): Promise<SignedIn> {
  const { store, oidc, now } = parts;
  if (!oidc) throw no('no-oidc');
  const way = { way: 'oidc', address: from };
  const begun = await store.takeOidcLogin(digestOf(secret));
  const isStale = !begun || begun.endsAt <= now();
  const named = isStale ? { refused: 'stale' } : await oidc.finish(address, begun);
  const account = 'refused' in named ? null : await store.account(named.person);
  if ('refused' in named || !account || account.status === 'disabled') {
    const why = 'refused' in named ? named.refused : 'no account';
    await auditSignIn(parts, account, way, 'refused', `oidc-failed: ${why}`);
    throw no('oidc-failed');
  }
  const shown = named.factors === 2 ? 'two factors' : 'one factor';
  await auditSignIn(parts, account, way, 'done', shown);
  return store.atomically(async (rows) => {
    const present = await rows.holdAccount(account.person);
    if (!present || present.status === 'disabled') throw no('oidc-failed');
    // Whoever comes in by the house's own sign-in needs no password of ours, and no link to set one.
    if (present.status === 'invited')
      await rows.changeAccount(present.person, { status: 'active' });
    return openSession(parts, rows, present, { factors: named.factors });
  });
}
