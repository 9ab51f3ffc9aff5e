import type { Account } from '../../adapters/store/accounts-people.js';
import type { Actor } from '../../policy/actor.js';
import { countAttempt } from './attempts.js';
import type { AccountParts } from './parts.js';
import { no } from './refusals.js';
import { newTotpSecret, offerOf, setTotp, stepTyped, type TotpOffer } from './second-factor.js';
import { openSession, type SignedIn } from './sessions.js';
import { newDigest, setPassword } from './set-password.js';

/** What is needed to take up a second factor: shown to the person, and sent back with the first code. */
export interface Enrolment extends TotpOffer {
  /** The same secret, sealed for this person: nothing is stored until a code has come. */
  readonly ticket: string;
}

const OFFER_MS = 15 * 60_000;
const ticketPlace = (person: string): string => `account/${person}/totp-offer`;

/** Sets a new password by the old one. All sessions end; the answer is a new one. */
export async function changePassword(
  parts: AccountParts,
  actor: Actor,
  { password, newPassword }: { readonly password: string; readonly newPassword: string },
  address: string | null,
): Promise<SignedIn> {
  const account = await proved(parts, actor, password, address);
  const digest = await newDigest(parts, account, newPassword);
  return parts.store.atomically(async (rows) => {
    const present = await rows.holdAccount(account.person);
    if (present?.password !== account.password) throw no('bad-credentials');
    await setPassword(rows, account.person, digest, parts.now());
    return openSession(parts, rows, account, { factors: actor.factors });
  });
}

/** Offers a second factor to whoever has none, or has shown the present one. */
export async function offerTotp(
  { store, seal, now }: AccountParts,
  actor: Actor,
): Promise<Enrolment> {
  const account = await store.account(actor.person);
  if (!account) throw no('unknown-account');
  if (account.totp !== null && actor.factors === 1) throw no('second-factor-on');
  const secret = newTotpSecret();
  const ticket = seal.seal(JSON.stringify({ secret, at: now() }), ticketPlace(account.person));
  return { ...offerOf(secret, account.login), ticket };
}

/** Takes it up by password and first code; answers the recovery codes, shown once, and a new session. */
export async function takeTotp(
  parts: AccountParts,
  actor: Actor,
  { ticket, code, password }: { ticket: string; code: string; password: string },
  address: string | null,
): Promise<SignedIn & { readonly recovery: readonly string[] }> {
  const { store, seal, now } = parts;
  const account = await proved(parts, actor, password, address);
  if (account.totp !== null && actor.factors === 1) throw no('second-factor-on');
  const { secret, at } = JSON.parse(seal.open(ticket, ticketPlace(account.person))) as {
    readonly secret: string;
    readonly at: number;
  };
  if (now() - at > OFFER_MS) throw no('offer-stale');
  const step = stepTyped(secret, code, now());
  if (step === null) throw no('bad-code');
  return store.atomically(async (rows) => {
    const present = await rows.holdAccount(account.person);
    if (present?.totp !== account.totp) throw no('second-factor-on');
    const recovery = await setTotp(parts, rows, account.person, { secret, step });
    await rows.endSessions(account.person, now());
    return { ...(await openSession(parts, rows, present, { factors: 2 })), recovery };
  });
}

/** Whoever sits at an open session shows his password again before he changes what it hangs on. */
async function proved(
  parts: AccountParts,
  actor: Actor,
  password: string,
  address: string | null,
): Promise<Account> {
  const account = await parts.store.account(actor.person);
  if (!account || account.status !== 'active') throw no('unknown-account');
  const attempt = await countAttempt(parts, account.login, address);
  if (!(await parts.passwords.verify(account.password ?? '', password)))
    throw no('bad-credentials');
  await attempt.succeeded();
  return account;
}
