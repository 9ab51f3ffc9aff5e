import { dutiesOf } from './compile-duties.js';
import type { Scene } from './compile-scene.js';
import type { Procedure } from './model.js';
import type { StepSource } from './season-plan.js';

/** The procedures of a unit, their duties in the order of the plan: the first is what a beginning is remembered by. */
export function proceduresOf(
  scene: Omit<Scene, 'step'>,
  held: readonly StepSource[],
): readonly Procedure[] {
  return (scene.season.plan.procedures ?? []).flatMap(({ id }) => {
    const duties = held
      .filter(({ procedure }) => procedure === id)
      .flatMap((step) => dutiesOf({ ...scene, step }));
    return duties.length === 0 ? [] : [{ id, duties }];
  });
}
