import { NEVER, type EpochMs, type Need } from './model.js';
import { dutiesOf, find, type Plan, type State } from './state.js';

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

/**
 * The instant of a gate that is needed and waits itself for its subtree's answer; NEVER when there is none.
 * It may yet be accepted as of that instant, whatever has happened to the unit since. A unit's own gates are
 * answered one after another and do not wait for each other.
 */
export function gatePending(
  plan: Plan,
  state: State,
  gatePath: string,
  needs: readonly Need[],
): EpochMs {
  const wanted = stepsWanted(plan.path, gatePath, needs);
  const instants = state.asking.flatMap((id) => {
    const found = gatePath === plan.path ? undefined : find(plan, state, id);
    const isWanted = found?.duty.kind === 'gate' && wanted.has(found.duty.step);
    return isWanted ? [found.progress.asking?.owedAt ?? NEVER] : [];
  });
  return instants.reduce((first, at) => (at < first ? at : first), NEVER);
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
    unit: false,
  };
  const isMeant = ({ scope, unit }: Need) => reach[scope] || (scope === 'unit' && unit === path);
  return new Set(needs.filter(isMeant).map(({ step }) => step));
}
