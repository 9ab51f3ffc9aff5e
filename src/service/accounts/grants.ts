import type { AccountRows } from '../../adapters/store/accounts.js';
import type { GrantRow } from '../../adapters/store/accounts-grants.js';
import type { Actor, Role } from '../../policy/actor.js';
import { grantFault, isAdministrator, type NewGrant } from '../../policy/grant-fault.js';
import type { AccountParts } from './parts.js';
import { badGrant, no } from './refusals.js';
import { newId } from './secrets.js';

/**
 * Gives somebody a right, at once; an administrator's right is only proposed until another one confirms it. All
 * sessions of the person end: what is open was opened under other rights.
 */
export async function giveGrant(
  { store, now }: AccountParts,
  by: Actor,
  person: string,
  wanted: NewGrant,
): Promise<GrantRow> {
  return store.atomically(async (rows) => {
    // Held until the end, so that two who give at once cannot together give what excludes itself.
    if (!(await rows.holdAccount(person))) throw no('unknown-account');
    const held = await rows.grants(['held', 'proposed'], person);
    const fault = grantFault(wanted, held, { giver: by.person, taker: person });
    if (fault) throw badGrant(fault);
    const state = isAdministrator(wanted.role) ? 'proposed' : 'held';
    const made = { madeBy: by.person, madeAt: now() };
    const grant = { ...wanted, id: newId('g'), person, state, ...made } as const;
    await rows.addGrant(grant);
    if (state === 'held') await changed(rows, person, now());
    return { ...grant, decidedBy: null, decidedAt: null };
  });
}

/** What waits for a second person, the oldest first. */
export const proposedGrants = ({ store }: AccountParts): Promise<readonly GrantRow[]> =>
  store.grants(['proposed']);

/** Confirms what another one proposed, or turns it down. */
export async function decideGrant(
  { store, now }: AccountParts,
  by: Actor,
  id: string,
  to: 'held' | 'rejected',
): Promise<void> {
  await store.atomically(async (rows) => {
    const grant = await rows.grant(id);
    if (grant?.state !== 'proposed') throw no('unknown-grant');
    const { person, madeBy } = grant;
    if (by.person === madeBy || by.person === person) throw no('own-proposal');
    if (to === 'held') await assertConfirmer(rows, by, [madeBy, person]);
    await rows.holdAccount(person);
    const decided = { by: by.person, at: now() };
    if (!(await rows.decideGrant(id, 'proposed', to, decided))) throw no('unknown-grant');
    if (to === 'held') await changed(rows, person, now());
  });
}

/** Takes a right back, at once and everywhere. */
export async function takeGrant(
  { store, now }: AccountParts,
  by: Actor,
  id: string,
): Promise<void> {
  await store.atomically(async (rows) => {
    const grant = await rows.grant(id);
    if (grant?.state !== 'held' && grant?.state !== 'proposed') throw no('unknown-grant');
    await rows.holdAccount(grant.person);
    const others = (await rows.activeHolders('security-admin')).filter(
      (person) => person !== grant.person,
    );
    const isLast = grant.state === 'held' && grant.role === 'security-admin';
    if (isLast && others.length === 0) throw no('last-security-admin');
    const decided = { by: by.person, at: now() };
    if (!(await rows.decideGrant(id, grant.state, 'revoked', decided))) throw no('unknown-grant');
    await changed(rows, grant.person, now());
  });
}

/** Who confirms: another security administrator; where there is none the audit, then the system administrator. */
const CONFIRMERS: readonly Role[] = ['security-admin', 'audit-admin', 'system-admin'];

async function assertConfirmer(
  rows: AccountRows,
  by: Actor,
  concerned: readonly string[],
): Promise<void> {
  for (const role of CONFIRMERS) {
    const able = (await rows.activeHolders(role)).filter((person) => !concerned.includes(person));
    if (able.includes(by.person)) return;
    if (able.length > 0) break;
  }
  throw no('other-confirmer');
}

/** The version makes every process read the rights anew; sessions begin again under them. */
async function changed(rows: AccountRows, person: string, at: number): Promise<void> {
  await rows.changeAccount(person);
  await rows.endSessions(person, at);
}
