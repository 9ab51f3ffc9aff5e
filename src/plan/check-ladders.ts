import { parseDuration } from '../engine/moment.js';
import { faultAt, gather, someOf, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { PlanFile } from './read-plan.js';
import type { Scene } from './scene.js';
import { unitOfTarget } from './targets.js';

/** Every ladder has rungs, and nobody further up is told before somebody further down. */
export function checkLadders({ file, units }: Scene): Fault[] {
  return gather(file.ladders, ({ name, ladder }) => {
    const place = (...path: PropertyKey[]) => file.source.place(['ladders', name, ...path]);
    if (ladder.rungs.length === 0)
      return [faultAt(place('rungs'), 'ladder-empty', { ladder: name })];
    const after = ladder.rungs.map((rung) => parseDuration(rung.after) ?? 0);
    const rungs = ladder.rungs.flatMap(({ to }, n) => {
      const faults: Fault[] = [];
      if ((after[n] ?? 0) < (after[n - 1] ?? 0))
        faults.push(faultAt(place('rungs', n, 'after'), 'ladder-order', { ladder: name }));
      const unit = unitOfTarget(to);
      if (unit !== null && units.size > 0 && !units.has(unit))
        faults.push(
          faultAt(place('rungs', n, 'to'), 'unknown-unit', {
            unit,
            nearest: nearest(unit, units.keys()),
          }),
        );
      return faults;
    });
    return [...rungs, ...otherChains(file, name, ladder.byKind ?? {})];
  });
}

/** Another chain by kind of unit: both exist. */
function otherChains(
  { source, kinds, ladderNames }: PlanFile,
  name: string,
  byKind: Readonly<Record<string, string>>,
): Fault[] {
  const knownKinds = kinds.map(({ id }) => id);
  return Object.entries(byKind).flatMap(([kind, ladder]) => {
    const path = ['ladders', name, 'byKind'];
    if (!knownKinds.includes(kind)) {
      const known = someOf(knownKinds, 20);
      return [faultAt(source.keyPlace(path, kind), 'unknown-kind', { kind, known })];
    }
    if (ladderNames.includes(ladder)) return [];
    const known = someOf(ladderNames, 20);
    return [faultAt(source.place([...path, kind]), 'unknown-ladder', { ladder, known })];
  });
}
