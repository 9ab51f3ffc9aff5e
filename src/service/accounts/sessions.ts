import type { AccountRows } from '../../adapters/store/accounts.js';
import type { Account } from '../../adapters/store/accounts-people.js';
import type { Role } from '../../policy/actor.js';
import { isAdministrator } from '../../policy/grant-fault.js';
import { TWO_FACTORS } from '../../policy/table.js';
import type { AccountParts } from './parts.js';
import { digestOf, newId, newSecret } from './secrets.js';

/** What somebody has who came in. */
export interface SignedIn {
  /** The secret of the session: for a cookie, shown nowhere. */
  readonly session: string;
  readonly person: string;
  readonly name: string;
  /** Milliseconds since the epoch; it ends earlier when nothing is done. */
  readonly endsAt: number;
  /**
   * `code`: a one-time code is owed – at the beginning the session is worth nothing without. `enrol`: his roles need a
   * second factor, and there is none yet.
   */
  readonly needs: 'code' | 'enrol' | null;
}

/** Whoever has shown a password may take as long to find his telephone. */
const HALF_MS = 5 * 60_000;

/** Opens a session inside a transaction that holds the account. */
export async function openSession(
  { now, rules }: Pick<AccountParts, 'now' | 'rules'>,
  rows: AccountRows,
  { person, name, isDemo, totp }: Pick<Account, 'person' | 'name' | 'isDemo' | 'totp'>,
  { factors, isHalf = false }: { readonly factors: 1 | 2; readonly isHalf?: boolean },
): Promise<SignedIn> {
  const at = now();
  const roles = (await rows.grants(['held'], person)).map(({ role }) => role);
  const session = newSecret();
  const endsAt = at + (isHalf ? HALF_MS : lengthFor(roles, rules));
  // A sample account has no telephone behind it; it is loud about that elsewhere.
  const shown = isDemo ? 2 : factors;
  const ids = { hash: digestOf(session), id: newId('s') };
  await rows.addSession({ ...ids, person, factors: shown, isHalf, at, endsAt });
  const lacksFactor = shown === 1 && roles.some((role) => TWO_FACTORS.includes(role));
  const owed = totp === null ? 'enrol' : 'code';
  const needs = isHalf ? 'code' : lacksFactor ? owed : null;
  return { session, person, name, endsAt, needs };
}

const lengthFor = (
  roles: readonly Role[],
  { sessionMs, administratorSessionMs }: AccountParts['rules'],
): number => (roles.some(isAdministrator) ? administratorSessionMs : sessionMs);
