import { postOf } from '../engine/compile.js';
import type { UnitSource } from '../engine/season-plan.js';
import type { RawStep } from './raw-step.js';
import { pathsIn } from './sheet-step.js';

interface RawLadder {
  readonly rungs?: readonly { readonly to: string }[];
  readonly byKind?: Readonly<Record<string, string>>;
}

/** Every post that the steps, their chains and their lists speak of, in the order of the steps. */
export function neededPosts(
  steps: readonly RawStep[],
  units: readonly UnitSource[],
  ladders: Readonly<Record<string, RawLadder>>,
  coordinator: string,
): ReadonlySet<string> {
  const kinds = new Map(units.map(({ path, kind }) => [path, kind]));
  const paths = new Set(kinds.keys());
  const posts = new Set(units.map(({ path }) => postOf(coordinator, path)));
  for (const step of steps) {
    const chains = [step.ladder ?? 'general', step.accept?.ladder].filter(
      (name) => name !== undefined,
    );
    for (const path of step.scope === undefined ? [] : pathsIn(step.scope, units)) {
      const climbed = chains.flatMap((name) => rungsFor(ladders, name, kinds.get(path) ?? ''));
      for (const target of [...targetsOf(step), ...climbed]) posts.add(postOf(target, path));
    }
    for (const post of linePosts(step, units)) posts.add(post);
  }
  return new Set([...posts].filter((post) => paths.has(post.split('#')[0] ?? '')));
}

function targetsOf({ doer, answerable, with: joint, accept, sign, lines }: RawStep): string[] {
  const by = (lines ?? []).flatMap((line) => (typeof line['by'] === 'string' ? [line['by']] : []));
  return [
    ...[doer ?? 'own.doer', answerable ?? 'own.leader', ...(joint ?? [])],
    ...[...(accept ? [accept.by] : []), ...(sign?.by ?? []), ...by],
  ];
}

function rungsFor(
  ladders: Readonly<Record<string, RawLadder>>,
  name: string,
  kind: string,
): string[] {
  const own = ladders[name]?.byKind?.[kind] ?? name;
  return (ladders[own]?.rungs ?? []).map(({ to }) => to);
}

const linePosts = ({ lines }: RawStep, units: readonly UnitSource[]): string[] =>
  (lines ?? []).flatMap((line) =>
    typeof line['each'] === 'string' && typeof line['role'] === 'string'
      ? units
          .filter(({ kind }) => kind === line['each'])
          .map(({ path }) => `${path}#${String(line['role'])}`)
      : [],
  );
