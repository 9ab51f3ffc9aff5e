import type { AccountStore } from '../../adapters/store/accounts.js';
import type { AuditLog } from '../audit-port.js';
import type { Seal } from '../seal-port.js';
import type { Oidc } from './oidc-port.js';
import type { Passwords } from './password-port.js';
import type { AccountRules } from './rules.js';

/** What accounts need of the world. */
export interface AccountParts {
  readonly store: AccountStore;
  readonly seal: Seal;
  readonly passwords: Passwords;
  readonly audit: AuditLog;
  readonly now: () => number;
  readonly rules: AccountRules;
  /** The name of a person of the register; null where there is none. */
  readonly nameOf: (person: string) => Promise<string | null>;
  /** Null: the house has no sign-in service of its own. */
  readonly oidc: Oidc | null;
}
