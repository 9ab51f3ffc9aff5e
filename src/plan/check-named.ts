import type { Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { CheckedStep, Scene } from './scene.js';

/** A step that another one names is there, and owed by the same units: what it says of it is said of their own. */
export function checkNamed(
  { file, byId }: Scene,
  { owers, fault }: CheckedStep,
  id: string,
  elsewhere: 'moment-elsewhere' | 'step-elsewhere',
  key: readonly (string | number)[],
): Fault[] {
  if (!file.stepIds.has(id))
    return [fault('unknown-step', { step: id, nearest: nearest(id, file.stepIds) }, ...key)];
  const there = new Set(byId.get(id)?.owers ?? owers);
  const without = owers.find((unit) => !there.has(unit));
  return without ? [fault(elsewhere, { step: id, unit: without.path }, ...key)] : [];
}
