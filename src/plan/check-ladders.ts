import { parseDuration } from '../engine/moment.js';
import { faultAt, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { Scene } from './scene.js';
import { unitOfTarget } from './targets.js';

/** Every ladder has rungs, and nobody further up is told before somebody further down. */
export function checkLadders({ file, units }: Scene): Fault[] {
  return file.ladders.flatMap(({ name, ladder }) => {
    const place = (...path: PropertyKey[]) => file.source.place(['ladders', name, ...path]);
    if (ladder.rungs.length === 0)
      return [faultAt(place('rungs'), 'ladder-empty', { ladder: name })];
    const after = ladder.rungs.map((rung) => parseDuration(rung.after) ?? 0);
    return ladder.rungs.flatMap(({ to }, n) => {
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
  });
}
