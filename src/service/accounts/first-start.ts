import type { AccountRows } from '../../adapters/store/accounts.js';
import type { Role } from '../../policy/actor.js';
import { ADMINISTRATORS } from '../../policy/table.js';
import { atDoor } from './attempts.js';
import { invite } from './invitations.js';
import type { AccountParts } from './parts.js';
import type { Link } from './people.js';
import { badGrant, no } from './refusals.js';
import { digestOf, newId, newSecret } from './secrets.js';
import { loginOf } from './sign-in.js';

const BY = 'first-start';

export interface FirstAdministrator {
  readonly role: Role;
  readonly person: string;
  readonly name: string;
  readonly login?: string;
}

/**
 * The secret of a one-time link by which the first administrators are named, where nobody can give rights yet (or any
 * more); null where somebody can. There is no password to begin with. A new link voids the one before.
 */
export async function firstStart({ store, now, rules }: AccountParts): Promise<string | null> {
  const token = newSecret();
  const madeAt = now();
  return store.atomically(async (rows) => {
    if ((await rows.activeHolders('security-admin')).length > 0) return null;
    await rows.dropInvitations(null, madeAt);
    const endsAt = madeAt + rules.firstStartMs;
    const link = { hash: digestOf(token), kind: 'first', person: null, madeBy: BY } as const;
    await rows.addInvitation({ ...link, madeAt, endsAt });
    return token;
  });
}

/** Whether a link of the first start is still good, for the page behind it. */
export async function isFirstStart({ store, now }: AccountParts, token: string): Promise<boolean> {
  const link = await store.invitation(digestOf(token));
  return link?.kind === 'first' && link.usedAt === null && link.endsAt > now();
}

/**
 * Names the administrators – one of each kind at least, all different persons – and answers a link for each: none of
 * them sets another's password. Uses the first link up.
 */
export async function nameAdministrators(
  parts: AccountParts,
  token: string,
  named: readonly FirstAdministrator[],
  address: string | null = null,
): Promise<readonly (Link & { readonly role: Role })[]> {
  const { store, now } = parts;
  const persons = new Set(named.map(({ person }) => person));
  const isWhole = ADMINISTRATORS.every((role) => named.some((one) => one.role === role));
  const isOfAdministrators = named.every(({ role }) => ADMINISTRATORS.includes(role));
  if (!isWhole || !isOfAdministrators || persons.size < named.length)
    throw no('three-administrators');
  if (!(await isFirstStart(parts, token))) throw no('bad-link');
  const name = () =>
    store.atomically(async (rows) => {
      if ((await rows.activeHolders('security-admin')).length > 0) throw no('first-start-over');
      if (!(await rows.takeInvitation(digestOf(token), now()))) throw no('bad-link');
      await withdrawFormer(rows, persons, now());
      const links = [];
      for (const one of named) links.push(await appoint(parts, rows, one));
      return links;
    });
  // Who holds the link is nobody yet.
  const by = { person: '-', secret: BY, operation: 'account.grant', address } as const;
  return atDoor(parts, by, name);
}

/** Whoever was named before and never came is named no more. */
async function withdrawFormer(
  rows: AccountRows,
  persons: ReadonlySet<string>,
  at: number,
): Promise<void> {
  for (const { id, person, madeBy } of await rows.grants(['held'])) {
    if (madeBy !== BY || persons.has(person)) continue;
    const account = await rows.holdAccount(person);
    if (account?.status !== 'invited') continue;
    await rows.decideGrant(id, 'held', 'revoked', { by: BY, at });
    await rows.dropInvitations(person, at);
    await rows.changeAccount(person, { status: 'disabled' });
  }
}

async function appoint(
  parts: AccountParts,
  rows: AccountRows,
  { role, person, name, login = person }: FirstAdministrator,
): Promise<Link & { readonly role: Role }> {
  const madeAt = parts.now();
  const made = { madeBy: BY, madeAt };
  const isNew = await rows.addAccount({
    ...{ person, name, login: loginOf(login), isDemo: false },
    ...made,
  });
  const account = await rows.holdAccount(person);
  // Taken by another person: an account is never two persons'.
  if (!account) throw no('account-exists');
  const held = await rows.grants(['held', 'proposed'], person);
  if (held.some((grant) => grant.role !== role)) throw badGrant('clash');
  if (!isNew) await rows.changeAccount(person, { status: 'invited', password: null, totp: null });
  if (held.length === 0) {
    const everything = { unit: '', season: null, department: null };
    await rows.addGrant({ id: newId('g'), person, role, ...everything, state: 'held', ...made });
  }
  await rows.endSessions(person, madeAt);
  const token = await invite(parts, rows, { kind: 'join', person, madeBy: BY });
  return { person, login: account.login, token, role };
}
