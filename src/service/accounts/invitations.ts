import type { AccountRows } from '../../adapters/store/accounts.js';
import type { Invitation } from '../../adapters/store/accounts-invitations.js';
import type { Account } from '../../adapters/store/accounts-people.js';
import { TWO_FACTORS } from '../../policy/table.js';
import { atDoor } from './attempts.js';
import type { AccountParts } from './parts.js';
import { no } from './refusals.js';
import {
  newTotpSecret,
  offerOf,
  setTotp,
  stepTyped,
  totpPlace,
  type TotpOffer,
} from './second-factor.js';
import { digestOf, newSecret } from './secrets.js';
import { newDigest, setPassword } from './set-password.js';

/** What somebody sees who opens his link. */
export interface OpenedInvitation {
  readonly kind: 'join' | 'reset';
  readonly person: string;
  readonly name: string;
  readonly login: string;
  readonly endsAt: number;
  readonly totp: TotpOffer;
  /** Whether his roles ask for the second factor; else he may take it up or leave it. */
  readonly needsCode: boolean;
}

export interface Joining {
  readonly token: string;
  readonly password: string;
  /** First code of the second factor shown with the link. */
  readonly code?: string;
}

export interface Joined {
  readonly person: string;
  readonly login: string;
  /** Shown once; null where no second factor was taken up. */
  readonly recovery: readonly string[] | null;
}

/** Makes a link for a person and voids the ones before it; the answer is its secret. Inside a transaction. */
export async function invite(
  { now, rules }: Pick<AccountParts, 'now' | 'rules'>,
  rows: AccountRows,
  { kind, person, madeBy }: { kind: 'join' | 'reset'; person: string; madeBy: string },
): Promise<string> {
  const token = newSecret();
  const madeAt = now();
  await rows.dropInvitations(person, madeAt);
  const endsAt = madeAt + rules.invitationMs;
  await rows.addInvitation({ hash: digestOf(token), kind, person, madeBy, madeAt, endsAt });
  return token;
}

/** Looks at a link without using it up. Whoever opens it again is shown the same second factor. */
export async function openInvitation(
  parts: AccountParts,
  token: string,
): Promise<OpenedInvitation> {
  const { store, seal } = parts;
  const { invitation, account } = await valid(parts, token);
  if (invitation.totp === null) {
    const fresh = seal.seal(newTotpSecret(), totpPlace(account.person));
    await store.offerTotp(invitation.hash, fresh);
  }
  // Of two who open it at once, the first has decided.
  const { totp } = (await store.invitation(invitation.hash)) ?? { totp: null };
  if (totp === null) throw no('bad-link');
  return {
    kind: invitation.kind,
    person: account.person,
    name: account.name,
    login: account.login,
    endsAt: invitation.endsAt,
    totp: offerOf(seal.open(totp, totpPlace(account.person)), account.login),
    needsCode: await needsCode(parts, account),
  };
}

/**
 * Sets a person's own password and second factor, and uses the link up: of two who do so at once one
 * wins. A password that is refused, or a wrong code, leaves the link good.
 */
export async function join(
  parts: AccountParts,
  { token, password, code }: Joining,
  address: string | null = null,
): Promise<Joined> {
  const { store, seal, now } = parts;
  const { invitation, account } = await valid(parts, token);
  const secret = invitation.totp && seal.open(invitation.totp, totpPlace(account.person));
  if (code === undefined && (await needsCode(parts, account))) throw no('code-needed');
  const step = code === undefined ? null : secret ? stepTyped(secret, code, now()) : null;
  if (code !== undefined && step === null) throw no('bad-code');
  const digest = await newDigest(parts, account, password);
  const by = { person: account.person, secret: `invitation/${invitation.kind}`, address };
  const join = () =>
    store.atomically(async (rows) => {
      const present = await rows.holdAccount(account.person);
      if (!present || !(await rows.takeInvitation(invitation.hash, now()))) throw no('bad-link');
      await setPassword(rows, account.person, digest, now());
      await rows.changeAccount(account.person, { status: 'active', totp: null });
      const taken = secret && step !== null ? { secret, step } : null;
      const recovery = taken && (await setTotp(parts, rows, account.person, taken));
      if (!taken) await rows.replaceRecovery(account.person, []);
      return { person: account.person, login: account.login, recovery };
    });
  return atDoor(parts, { ...by, operation: 'session.own' }, join);
}

type Valid = Invitation & { readonly kind: 'join' | 'reset' };

/** One answer for links that are used, expired, withdrawn or invented. */
async function valid(
  { store, now }: AccountParts,
  token: string,
): Promise<{ readonly invitation: Valid; readonly account: Account }> {
  const invitation = await store.invitation(digestOf(token));
  const { kind, person } = invitation ?? {};
  if (!invitation || !person || (kind !== 'join' && kind !== 'reset')) throw no('bad-link');
  if (invitation.usedAt !== null || invitation.endsAt <= now()) throw no('bad-link');
  const account = await store.account(person);
  if (!account || account.status === 'disabled') throw no('bad-link');
  return { invitation: { ...invitation, kind }, account };
}

/** Rights that are only proposed count: they will be his when they are confirmed. */
async function needsCode({ store }: AccountParts, { person }: Account): Promise<boolean> {
  const grants = await store.grants(['held', 'proposed'], person);
  return grants.some(({ role }) => TWO_FACTORS.includes(role));
}
