import type { GrantFault } from '../../policy/grant-fault.js';
import { enAccounts } from '../../text/en-accounts.js';
import { enRights } from '../../text/en-rights.js';
import { zhAccounts } from '../../text/zh-CN-accounts.js';
import { zhRights } from '../../text/zh-CN-rights.js';
import { Refusal } from '../outcome.js';
import type { PasswordFault } from './new-password.js';

type Code = keyof typeof zhAccounts.refusal;

/** A refusal in the words of the catalogue. */
export const no = (code: Code): Refusal =>
  new Refusal(code, zhAccounts.refusal[code], enAccounts.refusal[code]);

/** Too many failures: when it makes sense to come again is said in minutes, which is exact enough. */
export function wait(code: 'locked-out' | 'too-many', ms: number): Refusal {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return new Refusal(code, zhAccounts.wait[code](minutes), enAccounts.wait[code](minutes));
}

export const badPassword = (fault: PasswordFault, length: number): Refusal =>
  new Refusal(
    `password-${fault}`,
    zhAccounts.passwordFault[fault](length),
    enAccounts.passwordFault[fault](length),
  );

export const badGrant = (fault: GrantFault): Refusal =>
  new Refusal(`grant-${fault}`, zhRights.grantFault[fault], enRights.grantFault[fault]);
