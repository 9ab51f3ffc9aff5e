/** The tables of accounts and rights, as `migration-0002.ts` makes them. Secrets stand there as digests only. */
export interface AccountTables {
  accounts: AccountsTable;
  account_passwords: { person: string; password: string; at: number };
  account_recovery: { person: string; hash: string; used_at: number | null };
  account_grants: AccountGrantsTable;
  account_invitations: AccountInvitationsTable;
  account_sessions: AccountSessionsTable;
  account_tokens: AccountTokensTable;
  account_tries: { name: string; times: string; last_at: number };
  account_oidc: AccountOidcTable;
}

export type AccountStatus = 'invited' | 'active' | 'disabled';
export type GrantState = 'proposed' | 'held' | 'rejected' | 'revoked';

interface AccountsTable {
  /** Id of the person in the register: a person has one account, and no account has two persons. */
  person: string;
  name: string;
  login: string;
  status: AccountStatus;
  /** argon2id, in its own notation. */
  password: string | null;
  password_at: number | null;
  /** Sealed: it has to be read again at every code. */
  totp: string | null;
  /** The last 30 seconds whose code was taken: none is taken twice. */
  totp_step: number;
  is_demo: number;
  /** Counts up with every change of rights or status, so that what is kept of them elsewhere is known to be old. */
  version: number;
  made_by: string;
  made_at: number;
}

interface AccountGrantsTable {
  id: string;
  person: string;
  role: string;
  unit: string;
  season: string | null;
  department: string | null;
  state: GrantState;
  made_by: string;
  made_at: number;
  decided_by: string | null;
  decided_at: number | null;
}

interface AccountInvitationsTable {
  hash: string;
  kind: 'first' | 'join' | 'reset';
  /** Null only for the first start, before there is anybody. */
  person: string | null;
  totp: string | null;
  made_by: string;
  made_at: number;
  ends_at: number;
  used_at: number | null;
}

interface AccountSessionsTable {
  hash: string;
  id: string;
  person: string;
  factors: number;
  /** The password was right, the code is still owed: not yet anybody. */
  is_half: number;
  made_at: number;
  seen_at: number;
  ends_at: number;
  ended_at: number | null;
}

interface AccountTokensTable {
  id: string;
  hash: string;
  person: string;
  title: string;
  /** JSON: the operations it is for. */
  scopes: string;
  made_at: number;
  ends_at: number;
  used_at: number | null;
  revoked_at: number | null;
}

interface AccountOidcTable {
  hash: string;
  state: string;
  nonce: string;
  verifier: string;
  ends_at: number;
}
