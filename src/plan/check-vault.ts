import { checkNamed } from './check-named.js';
import { someOf, type Fault } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';

/** The steps that a vault and its signatures name are there, and owed by the same units. */
export function checkVault(scene: Scene, checked: CheckedStep): Fault[] {
  const { vault, sign } = checked.step;
  const watch = sign?.onDuty;
  const named = (id: string, ...key: readonly (string | number)[]): Fault[] =>
    checkNamed(scene, checked, id, 'step-elsewhere', key);
  return [
    ...(vault ? named(vault.permit, 'vault', 'permit') : []),
    ...(vault?.during ?? []).flatMap((id, n) => named(id, 'vault', 'during', n)),
    ...(watch === undefined ? [] : onDuty(scene, checked, watch)),
  ];
}

function onDuty(scene: Scene, checked: CheckedStep, id: string): Fault[] {
  const key = ['sign', 'onDuty'];
  const faults = checkNamed(scene, checked, id, 'step-elsewhere', key);
  if (faults.length > 0) return faults;
  const watches = scene.steps.flatMap(({ step }) => (step.watch ? [step.id] : []));
  if (watches.includes(id)) return [];
  return [checked.fault('not-a-watch', { step: id, known: someOf(watches, 10) || '–' }, ...key)];
}
