import type { Account } from '../../adapters/store/accounts-people.js';
import { auditSignIn, countAttempt, type SignInAttempt } from './attempts.js';
import type { AccountParts } from './parts.js';
import { no } from './refusals.js';
import { takeCode } from './second-factor.js';
import { digestOf, newSecret } from './secrets.js';
import { openSession, type SignedIn } from './sessions.js';
import { newDigest, setPassword } from './set-password.js';

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** One-time or recovery code; without it whoever has a second factor is asked for it afterwards. */
  readonly code?: string;
  /** Where the present one is too old. */
  readonly newPassword?: string;
}

/** A login as it is looked up: however it was typed. */
export const loginOf = (typed: string): string =>
  typed.normalize('NFKC').trim().toLowerCase().slice(0, 100);

/** A digest of nobody's password, so that a name nobody has takes as long as a wrong password. */
const nobodys = new WeakMap<AccountParts['passwords'], Promise<string>>();
export function nobodysDigest(passwords: AccountParts['passwords']): Promise<string> {
  const known = nobodys.get(passwords) ?? passwords.hash(newSecret());
  nobodys.set(passwords, known);
  return known;
}

/**
 * Lets somebody in by name and password, and by his code where he has one. Refuses with `bad-credentials`
 * whatever was wrong, with `locked-out` or `too-many` before anything is looked at, and with `password-expired`
 * only to whoever has shown all.
 */
export async function signIn(
  parts: AccountParts,
  { login: typed, password, code, newPassword }: Credentials,
  address: string | null,
): Promise<SignedIn> {
  const { store, passwords } = parts;
  const login = loginOf(typed);
  const attempt = await counted(parts, login, address);
  const account = await store.accountByLogin(login);
  const able = account?.status === 'active' && account.password !== null ? account : null;
  const digest = able?.password ?? (await nobodysDigest(passwords));
  const isRight = await passwords.verify(digest, password);
  const way = { way: 'password', address };
  if (able === null || !isRight) {
    await auditSignIn(parts, account, way, 'refused', 'bad-credentials');
    throw no('bad-credentials');
  }
  if (able.totp !== null && code === undefined) {
    await attempt.halfway();
    await auditSignIn(parts, able, way, 'done', 'code owed');
    return open(parts, able, 1, true);
  }
  if (able.totp !== null && !(await takeCode(parts, able, code ?? ''))) {
    await auditSignIn(parts, able, way, 'refused', 'bad-code');
    throw no('bad-credentials');
  }
  return enter(parts, able, attempt, { factors: able.totp === null ? 1 : 2, newPassword, way });
}

/**
 * Adds the second factor to a session: one that is still worth nothing, or one that began with a password or a
 * single sign-on alone. The session gets a new secret.
 */
export async function signInCode(
  parts: AccountParts,
  { session, code, newPassword }: { session: string; code: string; newPassword?: string },
  address: string | null,
): Promise<SignedIn> {
  const { store, now } = parts;
  const hash = digestOf(session);
  const shown = await store.session(hash);
  if (!shown || shown.endedAt !== null || shown.endsAt <= now() || shown.status !== 'active')
    throw no('bad-credentials');
  const account = await store.account(shown.person);
  if (!account) throw no('bad-credentials');
  const attempt = await counted(parts, account.login, address);
  const way = { way: 'code', address };
  if (!(await takeCode(parts, account, code))) {
    await auditSignIn(parts, account, way, 'refused', 'bad-code');
    throw no('bad-credentials');
  }
  // Of two who come with the same session and two good codes, one goes on.
  if (!(await store.endSession(hash, now()))) throw no('bad-credentials');
  return enter(parts, account, attempt, { factors: 2, newPassword, way });
}

interface Entry {
  readonly factors: 1 | 2;
  readonly newPassword: string | undefined;
  readonly way: { readonly way: string; readonly address: string | null };
}

async function enter(
  parts: AccountParts,
  account: Account,
  attempt: SignInAttempt,
  { factors, newPassword, way }: Entry,
): Promise<SignedIn> {
  const { store, now, rules } = parts;
  await attempt.succeeded();
  const age = now() - (account.passwordAt ?? 0);
  if (rules.passwordMaxAgeMs !== null && age > rules.passwordMaxAgeMs) {
    if (newPassword === undefined) throw no('password-expired');
    const digest = await newDigest(parts, account, newPassword);
    await store.atomically((rows) => setPassword(rows, account.person, digest, now()));
    const fresh = await store.account(account.person);
    if (fresh) return enter(parts, fresh, attempt, { factors, newPassword: undefined, way });
  }
  await auditSignIn(parts, account, way, 'done', factors === 2 ? 'two factors' : 'one factor');
  await store.forgetSessions(now() - KEPT_MS);
  await store.forgetOldTries(now() - KEPT_MS);
  return open(parts, account, factors, false);
}

/** What has ended is of no use to anybody; the audit log knows of it. */
const KEPT_MS = 24 * 60 * 60_000;

/** Held against a change that came in between: a disabled account, another password. */
const open = (
  parts: AccountParts,
  account: Account,
  factors: 1 | 2,
  isHalf: boolean,
): Promise<SignedIn> =>
  parts.store.atomically(async (rows) => {
    const present = await rows.holdAccount(account.person);
    if (present?.status !== 'active' || present.password !== account.password)
      throw no('bad-credentials');
    return openSession(parts, rows, present, { factors, isHalf });
  });

async function counted(
  parts: AccountParts,
  login: string,
  address: string | null,
): Promise<SignInAttempt> {
  try {
    return await countAttempt(parts, login, address);
  } catch (error) {
    const account = await parts.store.accountByLogin(login);
    await auditSignIn(parts, account, { way: 'password', address }, 'refused', 'locked-out');
    throw error;
  }
}

/** Ends a session at once, whether or not that can be put on record. */
export async function signOut(
  parts: AccountParts,
  session: string,
  address: string | null = null,
): Promise<void> {
  const hash = digestOf(session);
  const shown = await parts.store.session(hash);
  if (!(await parts.store.endSession(hash, parts.now())) || !shown) return;
  await auditSignIn(parts, shown, { way: 'session', address }, 'done', 'signed out').catch(
    () => {},
  );
}
