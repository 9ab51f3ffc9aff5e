import type { Actor, Grant, OnlyDuties, Role, Target } from './actor.js';
import type { Operation } from './operation.js';
import { NOT_BY_TOKEN, reachOf, STAND_ALONE, TWO_FACTORS } from './table.js';
import { concerns, within } from './within.js';

/** Why somebody may not. The words for people stand in the catalogue (`rights.denied`). */
export type DenyReason =
  /** Holds roles that exclude each other: nothing is allowed until that is mended. */
  | 'clash'
  /** The link is for other duties. */
  | 'link-only'
  /** The token or link is not for this operation. */
  | 'not-in-scope'
  | 'not-by-token'
  /** No role of his does this anywhere. */
  | 'no-right'
  /** A role of his does this, but not there: to him it is as if it were not there. */
  | 'out-of-reach'
  | 'second-factor';

/**
 * Whether somebody may do something to something. For `duty.confirm`, `duty.accept` and `duty.return` the
 * target's posts are those alone in whose name it is done, not all that the duty names.
 */
export function may(actor: Actor, operation: Operation, target: Target = {}): true | DenyReason {
  const { only } = actor;
  if (only && !isFor(only, target)) return 'link-only';
  const lack = lacksScope(actor, operation);
  if (lack) return lack;
  if (actor.way === 'console') return reachOf('console', operation) === 'everywhere' || 'no-right';
  if (areClashing(actor.grants.map(({ role }) => role))) return 'clash';
  const able = actor.grants.filter(({ role }) => reachOf(role, operation) !== 'none');
  if (able.length === 0) return 'no-right';
  const reaching = able.filter((grant) => reaches(grant, operation, target));
  if (reaching.length === 0) return 'out-of-reach';
  return reaching.some(({ role }) => isProved(actor, role)) || 'second-factor';
}

/** Whether a role of somebody does this anywhere at all: enough to offer it, not to let it be done. */
export const isAble = ({ way, grants }: Actor, operation: Operation): boolean =>
  way === 'console'
    ? reachOf('console', operation) !== 'none'
    : grants.some(({ role }) => reachOf(role, operation) !== 'none');

/** Whether one person may not hold these roles together. */
export const areClashing = (roles: readonly Role[]): boolean => {
  const held = new Set(roles);
  return held.size > 1 && STAND_ALONE.some((role) => held.has(role));
};

/** Why a token or link is not for an operation; a link or token that names no scopes is for nothing. */
export function lacksScope({ way, scopes }: Actor, operation: Operation): DenyReason | null {
  const isOpen = scopes === null ? way !== 'link' && way !== 'token' : scopes.includes(operation);
  if (!isOpen) return 'not-in-scope';
  return way === 'token' && NOT_BY_TOKEN.includes(operation) ? 'not-by-token' : null;
}

/** Without a duty it is about the unit itself: its contacts, for example; the scopes say whether that is meant. */
const isFor = ({ season, path, duties }: OnlyDuties, target: Target): boolean =>
  target.season === season &&
  target.path === path &&
  (target.duty === undefined || duties.includes(target.duty));

function reaches(grant: Grant, operation: Operation, target: Target): boolean {
  const { role, unit, season, department } = grant;
  if (season !== null && target.season !== undefined && target.season !== season) return false;
  const reach = reachOf(role, operation);
  if (reach === 'everywhere') return true;
  // One season's right does not reach what belongs to none.
  if (season !== null && target.season === undefined) return false;
  if (reach === 'held') return holds(target);
  const isInside = unit === '' || (target.path !== undefined && within(target.path, unit));
  if (reach === 'subtree') return isInside && (department === null || concerns(target, department));
  if (holds(target)) return true;
  return department === null ? concerns(target, unit) : isInside && concerns(target, department);
}

const holds = ({ posts = [], held = [] }: Target): boolean =>
  posts.some((post) => held.includes(post));

/** Whether enough was shown for this role. A token was made by somebody who had shown both. */
export const isProved = ({ way, factors }: Actor, role: Role): boolean =>
  factors === 2 || way === 'token' || !TWO_FACTORS.includes(role);
