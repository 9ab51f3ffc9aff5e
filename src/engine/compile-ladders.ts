import { postFor, report, type CompileFault, type Scene } from './compile-scene.js';
import type { Ladder, Post, Rung } from './model.js';
import { parseDuration } from './moment.js';
import type { LadderSource, SeasonPlan, Target } from './season-plan.js';
import { postOf } from './tree.js';

/** The chain of that name as the scene's unit climbs it; without rungs after a fault. */
export function ladderFor(scene: Scene, name: string, ...at: CompileFault['at']): Ladder {
  const { plan } = scene.season;
  const source = climbed(plan, name, scene.unit.kind);
  if (!source) report(scene, 'unknown-ladder', name, at);
  const known = scene.ladders.get(name);
  if (known) return known;
  const to = (target: Target): Post => postFor(scene, target, ...at);
  const ladder = source ? ladderOf(source, to, to(plan.coordinator)) : { rungs: [], repeat: null };
  scene.ladders.set(name, ladder);
  return ladder;
}

/** The chain for duties added while the season runs: the one named `general`, else the first by name. */
export function addedLadderOf(plan: SeasonPlan, path: string, kind: string): Ladder {
  const name = 'general' in plan.ladders ? 'general' : Object.keys(plan.ladders).sort()[0];
  return ladderAt(plan, name ?? '', path, kind);
}

/** The chain of that name as a unit climbs it, nothing checked; without rungs where there is none. */
export function ladderAt(plan: SeasonPlan, name: string, path: string, kind: string): Ladder {
  const source = climbed(plan, name, kind);
  const to = (target: Target): Post => postOf(target, path);
  return source ? ladderOf(source, to, to(plan.coordinator)) : { rungs: [], repeat: null };
}

/** One subject, each body its own chain; the other chain is taken as it is, not followed further. */
function climbed({ ladders }: SeasonPlan, name: string, kind: string): LadderSource | undefined {
  const own = ladders[name]?.byKind?.[kind];
  return ladders[own ?? name];
}

/**
 * A ladder's rungs ascending. A rung with a `release` becomes two: the coordinator sees the word first,
 * and it goes out by itself later.
 */
function ladderOf(
  { rungs, repeat }: LadderSource,
  to: (target: Target) => Post,
  coordinator: Post,
): Ladder {
  const told = rungs
    .map((rung) => {
      const seenMs = parseDuration(rung.after) ?? 0;
      const releaseMs = rung.release === undefined ? null : (parseDuration(rung.release) ?? 0);
      return { seenMs, releaseMs, afterMs: seenMs + (releaseMs ?? 0), to: to(rung.to) };
    })
    .sort((a, b) => a.afterMs - b.afterMs);
  // At the top of the tree `own` and `parent` are the same post: nobody is told the same twice.
  const climbing = told.filter((rung, n) => told.findIndex((other) => other.to === rung.to) === n);
  const resolved = climbing.flatMap((rung): Rung[] => {
    const word = { afterMs: rung.afterMs, to: rung.to };
    if (rung.releaseMs === null || rung.to === coordinator) return [word];
    return [{ afterMs: rung.seenMs, to: coordinator, preview: true }, word];
  });
  const every = repeat && parseDuration(repeat.every);
  return {
    rungs: resolved.sort((a, b) => a.afterMs - b.afterMs),
    repeat: repeat && every ? { everyMs: every, times: repeat.times } : null,
  };
}
