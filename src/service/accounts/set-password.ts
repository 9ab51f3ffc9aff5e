import type { AccountRows } from '../../adapters/store/accounts.js';
import type { Account } from '../../adapters/store/accounts-people.js';
import { passwordFault } from './new-password.js';
import type { AccountParts } from './parts.js';
import { badPassword, no } from './refusals.js';

/**
 * The digest of a new password that may be taken, made before any transaction since it is slow. Refuses what is too
 * short, too common or was used before.
 */
export async function newDigest(
  { store, passwords, rules }: Pick<AccountParts, 'store' | 'passwords' | 'rules'>,
  account: Account,
  password: string,
): Promise<string> {
  const length = rules.passwordLength;
  const fault = passwordFault(password, { ...account, length });
  if (fault) throw badPassword(fault, length);
  const past = await store.pastPasswords(account.person, rules.passwordHistory);
  for (const digest of past)
    if (await passwords.verify(digest, password)) throw no('password-used');
  return passwords.hash(password);
}

/** Sets it, inside a transaction, and ends whatever was opened with the old one. */
export async function setPassword(
  rows: AccountRows,
  person: string,
  digest: string,
  at: number,
): Promise<void> {
  await rows.changeAccount(person, { password: digest, passwordAt: at });
  await rows.keepPassword(person, digest, at);
  await rows.endSessions(person, at);
}
