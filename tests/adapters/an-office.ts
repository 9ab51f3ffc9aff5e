import { inject, onTestFinished } from 'vitest';
import { createAccounts } from '../../src/service/accounts/accounts.js';
import type { Oidc } from '../../src/service/accounts/oidc-port.js';
import type { AccountParts } from '../../src/service/accounts/parts.js';
import type { Passwords } from '../../src/service/accounts/password-port.js';
import { createAccountsPort } from '../../src/service/accounts/port.js';
import { RULES, type AccountRules } from '../../src/service/accounts/rules.js';
import { fromBase32 } from '../../src/service/accounts/secrets.js';
import { totpCode, totpStep } from '../../src/service/accounts/totp.js';
import type { Attempt, AuditLog, AuditOutcome } from '../../src/service/audit-port.js';
import { createGuard } from '../../src/service/guarded.js';
import { openStore } from '../../src/adapters/store/store.js';
import { openSeal } from '../../src/adapters/secrets/keys.js';
import type { Actor, Role } from '../../src/policy/actor.js';
import { aRing } from '../secrets/a-ring.js';
import { anAddress } from './a-store.js';

/** 2027-03-01T08:00+08:00 */
const MORNING = Date.UTC(2027, 2, 1);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const PASSWORD = '晨光照在岚溪的山坡上吧';
export const GOOD = `${PASSWORD}-2027`;
export const OTHER = '雨落在北渡的桥头上已经三天了';

/** Digests that take no time; how passwords are really digested has a test of its own. */
const quickPasswords: Passwords = {
  hash: async (password) => `quick:${password}`,
  verify: async (digest, password) => digest === `quick:${password}`,
};

interface Entry extends Pick<Attempt, 'person' | 'operation' | 'address'> {
  outcome: AuditOutcome | 'open';
  detail?: string | undefined;
}

/** An audit log in memory: what was written, in order. */
function aRecord(): AuditLog & { readonly entries: Entry[] } {
  const entries: Entry[] = [];
  return {
    entries,
    async attempt({ person, operation, address }) {
      entries.push({ person, operation, address, outcome: 'open' });
      return { chain: 'test', seq: entries.length };
    },
    async outcome({ seq }, outcome, detail) {
      Object.assign(entries[seq - 1] ?? {}, { outcome, detail });
    },
    async denied({ person, operation, address }, detail) {
      entries.push({ person, operation, address, outcome: 'denied', detail });
    },
  };
}

interface Wish {
  readonly url?: string;
  /** A second process is to open the same store. */
  readonly isShared?: boolean;
  readonly rules?: Partial<AccountRules>;
  readonly passwords?: Passwords;
  readonly oidc?: Oidc;
}

export type Office = Awaited<ReturnType<typeof anOffice>>;

/** Accounts on a real store, with a clock of their own. `url`: the same store as another one's, as a second process. */
export async function anOffice(wish: Wish = {}) {
  const { url, isShared = false, rules, passwords = quickPasswords, oidc } = wish;
  const isInFile = isShared || inject('postgres') !== undefined;
  const address = url ?? (isInFile ? await anAddress() : ':memory:');
  const opened = await openStore(address);
  onTestFinished(() => opened.close());
  const clock = { now: MORNING };
  const audit = aRecord();
  const parts: AccountParts = {
    store: opened.accounts,
    seal: openSeal(ring),
    passwords,
    audit,
    now: () => clock.now,
    rules: { ...RULES, ...rules },
    nameOf: async (person) => (person === 'p9' ? '示九' : null),
    oidc: oidc ?? null,
  };
  const accounts = createAccounts(parts);
  const port = createAccountsPort(parts, createGuard(audit));
  return {
    ...{ address, clock, audit, parts, accounts, store: opened.accounts },
    as: (actor: Actor) => port({ actor, address: '192.0.2.1' }),
  };
}

// One ring: a second process of the same house has the same keys.
const ring = aRing();

/** The code that an app shows for a secret (base32) at an instant. */
export const codeFor = (secret: string, at: number): string =>
  totpCode(fromBase32(secret), totpStep(at));

/** Somebody who has joined, with his app. */
export interface Member {
  readonly person: string;
  readonly secret: string;
  readonly recovery: readonly string[];
  /** Signs in anew, half a minute later than anybody before: each code counts once. */
  actor(): Promise<Actor>;
  session(): Promise<string>;
}

/** Joins by a link, with a second factor. */
export async function joined(office: Office, person: string, token: string): Promise<Member> {
  const { accounts, clock } = office;
  const { totp, login } = await accounts.openInvitation(token);
  const code = codeFor(totp.secret, clock.now);
  const { recovery } = await accounts.join({ token, password: GOOD, code });
  const session = async () => {
    clock.now += MINUTE;
    const wish = { login, password: GOOD, code: codeFor(totp.secret, clock.now) };
    return (await accounts.signIn(wish, null)).session;
  };
  const actor = async () => {
    const found = await accounts.actorOf({ session: await session() });
    if (!found) throw new Error(`${person} is nobody`);
    return found;
  };
  return { person, secret: totp.secret, recovery: recovery ?? [], session, actor };
}

export type Staff = Readonly<Record<'system' | 'security' | 'deputy' | 'audit', Member>>;

/** The first start, gone through: three administrators, and a second one of security. */
export async function staffOf(office: Office): Promise<Staff> {
  const first = (await office.accounts.firstStart()) ?? '';
  const named = (role: Role, person: string) => ({ role, person, name: `示${person}` });
  const links = await office.accounts.nameAdministrators(first, [
    named('system-admin', 'system'),
    named('security-admin', 'security'),
    named('security-admin', 'deputy'),
    named('audit-admin', 'audit'),
  ]);
  const members = new Map<string, Member>();
  for (const { person, token } of links) members.set(person, await joined(office, person, token));
  return Object.fromEntries(members) as unknown as Staff;
}

/** A person with an account and one right in `c/a`, who has joined. */
export async function aMember(
  office: Office,
  { security }: Staff,
  person: string,
  role: Role = 'site',
): Promise<Member> {
  const desk = office.as(await security.actor());
  const { token } = await desk.add({ person, name: `示${person}` });
  await desk.grant(person, { role, unit: 'c/a', season: null, department: null });
  return joined(office, person, token);
}
