import type { Post } from './model.js';
import type { StepSource, Target, UnitSource } from './season-plan.js';

/** The unit above, or null at the root. */
export const parentOf = (path: string): string | null =>
  path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null;

/** Whether a unit owes the step. */
export const isHeldBy = ({ scope }: StepSource, unit: UnitSource): boolean =>
  'kinds' in scope
    ? scope.kinds.includes(unit.kind) &&
      (scope.named?.includes(unit.path.slice(unit.path.lastIndexOf('/') + 1)) ?? true)
    : scope.units.includes(unit.path);

/**
 * Resolves a relative target for the unit that owes: `own.leader`, `parent.office`, `patron`, `root/police.head`,
 * `own/vault.keeper`. Whether that unit exists is not asked here.
 */
export function postOf(target: Target, path: string): Post {
  if (target.includes('#')) return target;
  if (target === 'patron') return `${path}#patron`;
  const dot = target.indexOf('.');
  const role = target.slice(dot + 1);
  const [place, ...below] = target.slice(0, dot).split('/');
  const root = path.split('/')[0] ?? path;
  const start = place === 'own' ? path : place === 'parent' ? (parentOf(path) ?? path) : root;
  return `${[start, ...below].join('/')}#${role}`;
}

/** The unit whose post it is. */
export const unitOfPost = (post: Post): string => post.slice(0, post.indexOf('#'));

/** What is counted stands in the order of its numbers: `site-2` before `site-10`. */
export function naturally(a: string, b: string): number {
  const [left, right] = [padded(a), padded(b)];
  if (left === right) return a < b ? -1 : Number(a > b);
  return left < right ? -1 : 1;
}

const padded = (text: string): string => text.replace(/\d+/g, (digits) => digits.padStart(9, '0'));
