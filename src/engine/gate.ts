import type { EpochMs, Need } from './model.js';
import { dutiesOf, type Plan, type State } from './state.js';

/**
 * What a gate at `gatePath` still misses at this unit at the instant `at`, as `<unit path>:<duty>`.
 * Only what was accepted (or waived) by then counts; later completions do not reach back.
 */
export function subtreeFacts(
  plan: Plan,
  state: State,
  gatePath: string,
  needs: readonly Need[],
  at: EpochMs,
): string[] {
  const wanted = stepsWanted(plan.path, gatePath, needs);
  if (wanted.size === 0) return [];
  return [...wanted]
    .flatMap((step) => dutiesOf(plan, state, step))
    .filter(({ progress }) => !(progress.acceptedAt !== null && progress.acceptedAt <= at))
    .map(({ duty }) => `${plan.path}:${duty.id}`)
    .sort();
}

/** The steps a gate needs of the unit at `path`. */
export function stepsWanted(path: string, gatePath: string, needs: readonly Need[]): Set<string> {
  const below = path.startsWith(`${gatePath}/`);
  const isChild = below && !path.slice(gatePath.length + 1).includes('/');
  const reach: Record<Need['scope'], boolean> = {
    own: path === gatePath,
    children: isChild,
    subtree: below || path === gatePath,
    parent: path === gatePath.slice(0, Math.max(gatePath.lastIndexOf('/'), 0)),
    root: path === gatePath.split('/')[0],
  };
  return new Set(needs.filter(({ scope }) => reach[scope]).map(({ step }) => step));
}
