import { randomBytes } from 'node:crypto';
import type { AccountRows } from '../../adapters/store/accounts.js';
import type { Season } from '../../adapters/store/types.js';
import type { PostHolder, SeasonPlan } from '../../engine/season-plan.js';
import { ROLES, type Role } from '../../policy/actor.js';
import type { NewGrant } from '../../policy/grant-fault.js';
import { zhRights } from '../../text/zh-CN-rights.js';
import { onRecord } from '../guarded.js';
import type { AccountParts } from './parts.js';
import { no } from './refusals.js';
import { base32, digestOf, newId } from './secrets.js';

/** Somebody who plays a role in a rehearsal. */
export interface DemoPerson {
  readonly login: Role;
  readonly person: string;
  readonly name: string;
  readonly grant: NewGrant;
}

/** Who plays which role: people of the rehearsal's own plan where it has some, else a role's own name. */
export function demoCast(plan: SeasonPlan, posts: readonly PostHolder[]): readonly DemoPerson[] {
  const root = plan.units[0]?.path ?? '';
  const site = plan.units.find(({ kind }) => kind === 'site')?.path ?? root;
  const department = plan.units.find(({ kind }) => kind === 'department')?.path ?? root;
  const holder = (unit: string, role?: string) =>
    posts.find(({ post }) => (role ? post === `${unit}#${role}` : post.startsWith(`${unit}#`)));
  const players: Partial<Record<Role, { of: PostHolder | undefined; unit: string }>> = {
    coordinator: { of: posts.find(({ post }) => post === plan.coordinator), unit: root },
    site: { of: holder(site, 'doer') ?? holder(site), unit: site },
    department: { of: holder(department, 'doer') ?? holder(department), unit: department },
    supervisor: { of: undefined, unit: root },
  };
  return ROLES.map((role) => {
    const { of, unit = '' } = players[role] ?? {};
    const sample = { person: `demo-${role}`, name: `${zhRights.role[role]}（样例）` };
    const { person, name } = of ?? sample;
    return { login: role, person, name, grant: { role, unit, season: null, department: null } };
  });
}

/**
 * Makes sample accounts for a rehearsal, all with one password made by chance; again at each start, with another one.
 * Refuses where anything real is: a season on the real clock, or an account that is no sample.
 */
export async function startDemo(
  parts: AccountParts,
  seasons: readonly Pick<Season, 'rehearsal'>[],
  cast: readonly DemoPerson[],
): Promise<{ readonly password: string; readonly logins: readonly string[] }> {
  return byConsole(parts, 'sample accounts made', () => make(parts, seasons, cast));
}

async function make(
  { store, passwords, now }: AccountParts,
  seasons: readonly Pick<Season, 'rehearsal'>[],
  cast: readonly DemoPerson[],
) {
  if (seasons.some(({ rehearsal }) => !rehearsal)) throw no('demo-real');
  const password = (base32(randomBytes(10)).match(/.{4}/g) ?? []).join('-').toLowerCase();
  const digest = await passwords.hash(password);
  return store.atomically(async (rows) => {
    if ((await rows.activePersons({ isDemo: false })).length > 0) throw no('demo-real');
    for (const one of cast) await enlist(rows, one, { digest, at: now() });
    return { password, logins: cast.map(({ login }) => login) };
  });
}

async function enlist(
  rows: AccountRows,
  { person, name, login, grant }: DemoPerson,
  { digest, at }: { readonly digest: string; readonly at: number },
): Promise<void> {
  const made = { madeBy: 'demo', madeAt: at };
  await rows.addAccount({ person, name, login, isDemo: true, ...made });
  const account = await rows.holdAccount(person);
  // A login of another person, or a person who has been invited in earnest.
  if (!account?.isDemo) throw no('demo-real');
  await rows.endSessions(person, at);
  await rows.changeAccount(person, { status: 'active', password: digest, passwordAt: at });
  const held = await rows.grants(['held'], person);
  const id = newId('g');
  if (held.length === 0) await rows.addGrant({ ...grant, id, person, state: 'held', ...made });
}

/** Refuses as long as a sample account can come in: no real season is started beside one. */
export async function assertNoDemo({ store }: Pick<AccountParts, 'store'>): Promise<void> {
  if ((await store.activePersons({ isDemo: true })).length > 0) throw no('demo-active');
}

/** Ends all sample accounts; at each start without them. */
export async function endDemo(parts: AccountParts): Promise<void> {
  const { store, now } = parts;
  if ((await store.activePersons({ isDemo: true })).length === 0) return;
  await byConsole(parts, 'sample accounts ended', () =>
    store.atomically(async (rows) => {
      for (const person of await rows.activePersons({ isDemo: true })) {
        await rows.endSessions(person, now());
        await rows.revokeTokens(person, now());
        await rows.changeAccount(person, { status: 'disabled', password: null });
      }
    }),
  );
}

/** Whoever starts the service at its machine does it: with a row before and one after, as of all that gives rights. */
const byConsole = <Result>(
  { audit }: Pick<AccountParts, 'audit'>,
  what: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  const about = { season: null, path: null, duty: null, key: null, address: null };
  const attempt = { ...about, person: 'console', way: 'console', secret: 'console' };
  return onRecord(
    audit,
    { ...attempt, operation: 'account.grant', digest: digestOf(what) },
    work,
    () => ['done', what],
  );
};
