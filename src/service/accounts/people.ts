import type { AccountRows } from '../../adapters/store/accounts.js';
import type { GrantRow } from '../../adapters/store/accounts-grants.js';
import type { Account } from '../../adapters/store/accounts-people.js';
import type { Actor } from '../../policy/actor.js';
import { isAdministrator } from '../../policy/grant-fault.js';
import { triesOf } from './attempts.js';
import { invite } from './invitations.js';
import type { AccountParts } from './parts.js';
import { no } from './refusals.js';
import { newId } from './secrets.js';
import { loginOf } from './sign-in.js';
import { tryName } from './tries.js';

/** An account as others may see it: without what it proves itself by. */
export interface AccountView {
  readonly person: string;
  readonly name: string;
  readonly login: string;
  readonly status: Account['status'];
  readonly hasSecondFactor: boolean;
  readonly isDemo: boolean;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly passwordAt: number | null;
  /** Rights held and proposed. */
  readonly grants: readonly GrantRow[];
}

export interface AccountDossier extends AccountView {
  /** Until when nobody comes in under this name after failures; null: not locked. */
  readonly lockedUntil: number | null;
  /** All rights ever given. */
  readonly history: readonly GrantRow[];
}

/** A link to hand over; its secret is here and nowhere else. */
export interface Link {
  readonly person: string;
  readonly login: string;
  readonly token: string;
}

export interface NewPerson {
  readonly person: string;
  /** Absent: as the register says. */
  readonly name?: string;
  /** Absent: the person's id. */
  readonly login?: string;
}

/** All accounts by person, with their rights; `after` the last of the page before. */
export async function listAccounts(
  { store }: AccountParts,
  { after = '', limit = 1000 }: { readonly after?: string; readonly limit?: number } = {},
): Promise<readonly AccountView[]> {
  const accounts = await store.accounts(after, limit);
  const grants = await store.grants(['held', 'proposed']);
  return accounts.map((account) =>
    viewOf(
      account,
      grants.filter(({ person }) => person === account.person),
    ),
  );
}

export async function showAccount(
  { store, now, rules }: AccountParts,
  person: string,
): Promise<AccountDossier> {
  const account = await store.account(person);
  if (!account) throw no('unknown-account');
  const history = await store.grants(['held', 'proposed', 'rejected', 'revoked'], person);
  const present = history.filter(({ state }) => state === 'held' || state === 'proposed');
  const { until } = tryName(await store.tries(triesOf(account.login)), now(), rules);
  return { ...viewOf(account, present), lockedUntil: until, history };
}

/** Makes an account for a person, without rights; the link lets him in for the first time. */
export async function addAccount(
  parts: AccountParts,
  by: Actor,
  { person, name, login = person }: NewPerson,
): Promise<Link> {
  const { store, now, nameOf } = parts;
  const known = name ?? (await nameOf(person));
  if (known === null) throw no('unknown-person');
  const account = { person, name: known, login: loginOf(login), isDemo: false };
  return store.atomically(async (rows) => {
    const isNew = await rows.addAccount({ ...account, madeBy: by.person, madeAt: now() });
    if (!isNew) throw no('account-exists');
    const token = await invite(parts, rows, { kind: 'join', person, madeBy: by.person });
    return { person, login: account.login, token };
  });
}

/** Lets somebody in no more: sessions, tokens and links end at once. */
export async function disableAccount(
  { store, now }: AccountParts,
  by: Actor,
  person: string,
): Promise<void> {
  await store.atomically(async (rows) => {
    const account = await otherAccount(rows, by, person);
    if (account.status === 'disabled') throw no('not-disabled');
    await endAll(rows, person, now());
    await rows.changeAccount(person, { status: 'disabled' });
  });
}

/**
 * Takes password and second factor away and answers a link for new ones; also brings a disabled account back. An
 * administrator's rights have to be confirmed again by another one: whoever resets an account might come in
 * by the link himself.
 */
export async function resetAccount(parts: AccountParts, by: Actor, person: string): Promise<Link> {
  const { store, now } = parts;
  return store.atomically(async (rows) => {
    const { login } = await otherAccount(rows, by, person);
    await endAll(rows, person, now());
    await rows.replaceRecovery(person, []);
    const gone = { password: null, totp: null, isDemo: false };
    await rows.changeAccount(person, { status: 'invited', ...gone });
    for (const grant of await rows.grants(['held'], person))
      if (isAdministrator(grant.role)) await proposeAgain(rows, grant, by, now());
    await rows.forgetTries(triesOf(login));
    const token = await invite(parts, rows, { kind: 'reset', person, madeBy: by.person });
    return { person, login, token };
  });
}

/** Lets somebody try again who was locked out. */
export async function unlockAccount({ store }: AccountParts, person: string): Promise<void> {
  const account = await store.account(person);
  if (!account) throw no('unknown-account');
  await store.forgetTries(triesOf(account.login));
}

async function otherAccount(rows: AccountRows, by: Actor, person: string): Promise<Account> {
  if (by.person === person) throw no('own-account');
  const account = await rows.holdAccount(person);
  if (!account) throw no('unknown-account');
  const holders = await rows.activeHolders('security-admin');
  if (holders.length === 1 && holders[0] === person) throw no('last-security-admin');
  return account;
}

async function endAll(rows: AccountRows, person: string, at: number): Promise<void> {
  await rows.endSessions(person, at);
  await rows.revokeTokens(person, at);
  await rows.dropInvitations(person, at);
}

async function proposeAgain(
  rows: AccountRows,
  grant: GrantRow,
  by: Actor,
  at: number,
): Promise<void> {
  await rows.decideGrant(grant.id, 'held', 'revoked', { by: by.person, at });
  const again = { state: 'proposed', madeBy: by.person, madeAt: at } as const;
  const { person, role, unit, season, department } = grant;
  await rows.addGrant({ id: newId('g'), person, role, unit, season, department, ...again });
}

const viewOf = (account: Account, grants: readonly GrantRow[]): AccountView => ({
  person: account.person,
  name: account.name,
  login: account.login,
  status: account.status,
  hasSecondFactor: account.totp !== null,
  isDemo: account.isDemo,
  madeBy: account.madeBy,
  madeAt: account.madeAt,
  passwordAt: account.passwordAt,
  grants,
});
