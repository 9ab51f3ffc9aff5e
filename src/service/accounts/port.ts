import type { Token } from '../../adapters/store/accounts-tokens.js';
import type { GrantRow } from '../../adapters/store/accounts-grants.js';
import type { NewGrant } from '../../policy/grant-fault.js';
import type { Operation } from '../../policy/operation.js';
import { Denied, type Guard, type Visitor } from '../guarded.js';
import { Refusal } from '../outcome.js';
import { firstStart } from './first-start.js';
import { decideGrant, giveGrant, proposedGrants, takeGrant } from './grants.js';
import { changePassword, offerTotp, takeTotp, type Enrolment } from './own-account.js';
import type { AccountParts } from './parts.js';
import { no } from './refusals.js';
import {
  addAccount,
  disableAccount,
  listAccounts,
  resetAccount,
  showAccount,
  unlockAccount,
  type AccountDossier,
  type AccountView,
  type Link,
  type NewPerson,
} from './people.js';
import { digestOf } from './secrets.js';
import type { SignedIn } from './sessions.js';
import { createToken, revokeToken, tokensOf, type TokenWish } from './tokens.js';

/**
 * What somebody who has come in can ask of accounts: the same in the process, behind his rights, and over HTTP.
 * Throws `Refusal` and `Denied`.
 */
export interface AccountsPort {
  list(page?: {
    readonly after?: string;
    readonly limit?: number;
  }): Promise<readonly AccountView[]>;
  show(person: string): Promise<AccountDossier>;
  add(person: NewPerson): Promise<Link>;
  disable(person: string): Promise<void>;
  reset(person: string): Promise<Link>;
  unlock(person: string): Promise<void>;
  grant(person: string, wanted: NewGrant): Promise<GrantRow>;
  /** Administrators' rights that wait for a second person. */
  proposals(): Promise<readonly GrantRow[]>;
  confirm(grant: string): Promise<void>;
  reject(grant: string): Promise<void>;
  revoke(grant: string): Promise<void>;
  /** The secret by which the first administrators are named; refused where somebody can give rights. */
  begin(): Promise<string>;
  tokens(): Promise<readonly Token[]>;
  createToken(wish: TokenWish): Promise<Token & { readonly token: string }>;
  revokeToken(id: string): Promise<void>;
  changePassword(given: {
    readonly password: string;
    readonly newPassword: string;
  }): Promise<SignedIn>;
  offerTotp(): Promise<Enrolment>;
  takeTotp(given: {
    readonly ticket: string;
    readonly code: string;
    readonly password: string;
  }): Promise<SignedIn & { readonly recovery: readonly string[] }>;
}

/** Accounts behind the rights and the audit. Passwords and codes are not even digested into the record. */
export function createAccountsPort(parts: AccountParts, guard: Guard) {
  return (visitor: Visitor): AccountsPort => {
    const { actor, address } = visitor;
    const held = guard(visitor);
    const read = <Result>(operation: Operation, work: () => Promise<Result>): Promise<Result> =>
      held.read({ operation, target: {} }, work);
    const change = <Result>(
      operation: Operation,
      content: unknown,
      work: () => Promise<Result>,
    ): Promise<Result> => held.change({ operation, target: {}, content }, work);
    const own = <Result>(content: string, work: () => Promise<Result>): Promise<Result> =>
      onRecord(parts, visitor, content, work);
    return {
      list: (page) => read('account.read', () => listAccounts(parts, page)),
      show: (person) => read('account.read', () => showAccount(parts, person)),
      add: (person) =>
        change('account.write', ['add', person], () => addAccount(parts, actor, person)),
      disable: (person) =>
        change('account.write', ['disable', person], () => disableAccount(parts, actor, person)),
      reset: (person) =>
        change('account.write', ['reset', person], () => resetAccount(parts, actor, person)),
      unlock: (person) =>
        change('account.write', ['unlock', person], () => unlockAccount(parts, person)),
      grant: (person, wanted) =>
        change('account.grant', [person, wanted], () => giveGrant(parts, actor, person, wanted)),
      proposals: () => read('account.confirm', () => proposedGrants(parts)),
      confirm: (id) =>
        change('account.confirm', ['held', id], () => decideGrant(parts, actor, id, 'held')),
      reject: (id) =>
        change('account.confirm', ['rejected', id], () =>
          decideGrant(parts, actor, id, 'rejected'),
        ),
      revoke: (id) => change('account.grant', ['revoke', id], () => takeGrant(parts, actor, id)),
      begin: () =>
        change('account.begin', null, async () => {
          const token = await firstStart(parts);
          if (token === null) throw no('first-start-over');
          return token;
        }),
      tokens: () => read('token.own', () => tokensOf(parts, actor)),
      createToken: (wish) => change('token.own', wish, () => createToken(parts, actor, wish)),
      revokeToken: (id) => change('token.own', ['revoke', id], () => revokeToken(parts, actor, id)),
      changePassword: (given) =>
        own('change password', () => changePassword(parts, actor, given, address)),
      offerTotp: () => own('offer a second factor', () => offerTotp(parts, actor)),
      takeTotp: (given) =>
        own('take a second factor', () => takeTotp(parts, actor, given, address)),
    };
  };
}

/** His own sign-in is everybody's affair who has come in himself, with rights or none; it is on record all the same. */
async function onRecord<Result>(
  { audit }: AccountParts,
  { actor, address }: Visitor,
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const attempt = {
    ...{
      person: actor.person,
      way: actor.way,
      secret: actor.secret,
      operation: 'session.own' as const,
    },
    ...{ season: null, path: null, duty: null, key: null, digest: digestOf(what), address },
  } as const;
  if (actor.way !== 'session') {
    await audit.denied(attempt, what);
    throw new Denied('session.own', false);
  }
  const ticket = await audit.attempt(attempt);
  try {
    const result = await work();
    void audit.outcome(ticket, 'done', what).catch(() => {});
    return result;
  } catch (error) {
    const outcome = error instanceof Refusal ? 'refused' : 'failed';
    void audit.outcome(ticket, outcome, what).catch(() => {});
    throw error;
  }
}
