import { createOidc } from '../adapters/oidc.js';
import { argon2Passwords } from '../adapters/passwords.js';
import { openSeal } from '../adapters/secrets/keys.js';
import type { AccountsRoom } from '../api/routes/session.js';
import { createAccounts } from '../service/accounts/accounts.js';
import type { AccountParts } from '../service/accounts/parts.js';
import { createAccountsPort } from '../service/accounts/port.js';
import { RULES } from '../service/accounts/rules.js';
import type { AuditLog } from '../service/audit-port.js';
import type { Guard } from '../service/guarded.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

/** Accounts on the parts of a process. */
export function openAccounts(
  { signIn: { oidc, ...rules }, api }: Pick<Place, 'signIn' | 'api'>,
  { store, keys }: Pick<Parts, 'store' | 'keys'>,
  { audit, guard }: { readonly audit: AuditLog; readonly guard: Guard },
): AccountsRoom {
  const parts: AccountParts = {
    store: store.accounts,
    seal: openSeal(keys),
    passwords: argon2Passwords,
    audit,
    now: Date.now,
    rules: { ...RULES, ...rules },
    nameOf: async (person) => (await store.registers.current('people', [person]))[0]?.label ?? null,
    oidc: oidc && createOidc(oidc),
  };
  return {
    accounts: createAccounts(parts),
    accountsFor: createAccountsPort(parts, guard),
    isSecure: api.isSecure,
  };
}
