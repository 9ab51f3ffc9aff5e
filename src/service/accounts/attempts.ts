import type { Account } from '../../adapters/store/accounts-people.js';
import type { Attempt, AuditOutcome } from '../audit-port.js';
import { onRecord } from '../guarded.js';
import type { AccountParts } from './parts.js';
import { wait } from './refusals.js';
import { digestOf } from './secrets.js';
import { tryAddress, tryName, withoutTry } from './tries.js';

/** A try to come in, counted as a failure until `succeeded` is told. */
export interface SignInAttempt {
  /** All was right: the failures of this name are forgotten. */
  succeeded(): Promise<void>;
  /** Right so far, more is owed: this try was no failure, earlier ones still count. */
  halfway(): Promise<void>;
}

/**
 * Counts a try before anything is looked at, by name and by address; refuses where either has to wait. Unknown
 * names are locked as known ones are, so that the lock tells nobody which names there are.
 */
export async function countAttempt(
  { store, now, rules }: Pick<AccountParts, 'store' | 'now' | 'rules'>,
  login: string,
  address: string | null,
): Promise<SignInAttempt> {
  const at = now();
  const name = triesOf(login);
  const from = address === null ? null : `from:${address}`;
  const { named, placed } = await store.atomically(async (rows) => {
    const placed =
      from === null
        ? null
        : await rows.changeTries(from, at, (times) => tryAddress(times, at, rules));
    if (placed?.until) return { named: null, placed };
    return {
      named: await rows.changeTries(name, at, (times) => tryName(times, at, rules)),
      placed,
    };
  });
  if (placed?.until) throw wait('too-many', placed.until - at);
  if (named?.until) throw wait('locked-out', named.until - at);
  const takeBack = (key: string | null) =>
    key === null
      ? Promise.resolve()
      : store.atomically(async (rows) => {
          await rows.changeTries(key, at, (times) => ({ times: withoutTry(times, at) }));
        });
  return {
    async succeeded() {
      await store.forgetTries(name);
      await takeBack(from);
    },
    async halfway() {
      await takeBack(name);
      await takeBack(from);
    },
  };
}

/** A name is digested: people type passwords where their names belong. */
export const triesOf = (login: string): string => `name:${digestOf(login).slice(0, 22)}`;

/** Does what a one-time secret opens, with its attempt on record before and its outcome after. */
export const atDoor = <Result>(
  { audit }: Pick<AccountParts, 'audit'>,
  by: Pick<Attempt, 'person' | 'secret' | 'operation' | 'address'>,
  work: () => Promise<Result>,
): Promise<Result> => {
  const bare = { season: null, path: null, duty: null, key: null, digest: digestOf(by.secret) };
  return onRecord(audit, { ...by, ...bare, way: 'session' }, work);
};

/** Writes into the audit log that somebody came in, or did not. An unknown name is not written down. */
export async function auditSignIn(
  { audit }: Pick<AccountParts, 'audit'>,
  account: Pick<Account, 'person'> | null,
  { way, address }: { readonly way: string; readonly address: string | null },
  outcome: AuditOutcome,
  detail: string,
): Promise<void> {
  const ticket = await audit.attempt({
    ...{ person: account?.person ?? '-', way: 'session', secret: way, operation: 'session.own' },
    ...{ season: null, path: null, duty: null, key: null, digest: digestOf(way), address },
  });
  await audit.outcome(ticket, outcome, detail);
}
