import type { Actor, Grant, Target } from '../../src/policy/actor.js';
import type { Operation } from '../../src/policy/operation.js';
import { NOT_BY_TOKEN, reachOf, STAND_ALONE, TWO_FACTORS } from '../../src/policy/table.js';

/** All units of the world in which the model is asked, and the season's own log. */
export const UNITS = [
  ...['c', 'c/a', 'c/a/1', 'c/a/1/vault', 'c/a/2', 'c/a/police', 'c/ab', 'c/ab/1', 'c/b', 'c/b/1'],
  '@',
];

/** A unit with all below it, as a list: path by path, part by part. */
const family = (unit: string): readonly string[] =>
  UNITS.filter((path) => {
    const parts = path.split('/');
    const wanted = unit === '' ? [] : unit.split('/');
    return wanted.every((part, n) => parts[n] === part);
  });

/**
 * The same question answered the long way round: everything a right reaches is listed, and the target looked up.
 * It shares the table with the policy, and nothing else.
 */
export function naively(actor: Actor, operation: Operation, target: Target): boolean {
  if (actor.only) {
    const { season, path, duties } = actor.only;
    if (target.season !== season || target.path !== path) return false;
    if (target.duty !== undefined && !new Set(duties).has(target.duty)) return false;
  }
  const needsScopes = actor.way === 'link' || actor.way === 'token';
  if (needsScopes && actor.scopes === null) return false;
  if (actor.scopes !== null && !new Set<string>(actor.scopes).has(operation)) return false;
  if (actor.way === 'token' && new Set<string>(NOT_BY_TOKEN).has(operation)) return false;
  if (actor.way === 'console') return reachOf('console', operation) === 'everywhere';
  const roles = [...new Set(actor.grants.map((grant) => grant.role))];
  if (roles.length >= 2 && roles.filter((role) => STAND_ALONE.includes(role)).length >= 1)
    return false;
  let allowed = false;
  for (const grant of actor.grants) {
    const isWeak = actor.factors === 1 && actor.way !== 'token';
    if (isWeak && TWO_FACTORS.includes(grant.role)) continue;
    allowed ||= targetsOf(grant, operation, target);
  }
  return allowed;
}

function targetsOf(grant: Grant, operation: Operation, target: Target): boolean {
  const reach = reachOf(grant.role, operation);
  const posts = target.posts ?? [];
  const isHolder = posts.filter((post) => (target.held ?? []).includes(post)).length > 0;
  const isOfSeason = grant.season === null || grant.season === target.season;
  const touched = [target.path ?? [], posts.map((post) => post.split('#')[0] ?? '')].flat();
  const isOf = (body: string) => body !== '' && touched.some((unit) => family(body).includes(unit));
  const lies =
    target.path === undefined ? grant.unit === '' : family(grant.unit).includes(target.path);
  if (reach === 'none') return false;
  if (reach === 'everywhere') return isOfSeason || target.season === undefined;
  if (!isOfSeason) return false;
  if (reach === 'held') return isHolder;
  if (reach === 'subtree') return lies && (grant.department === null || isOf(grant.department));
  if (isHolder) return true;
  if (grant.department === null) return isOf(grant.unit);
  return lies && isOf(grant.department);
}
