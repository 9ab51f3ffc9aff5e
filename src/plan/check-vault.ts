import { someOf, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { CheckedStep, Scene } from './scene.js';

type Key = readonly (string | number)[];

/** The steps that a vault and its signatures name are there, and owed by the same units. */
export function checkVault(scene: Scene, checked: CheckedStep): Fault[] {
  const { vault, sign } = checked.step;
  const watch = sign?.onDuty;
  return [
    ...(vault ? named(scene, checked, vault.permit, ['vault', 'permit']) : []),
    ...(vault?.during ?? []).flatMap((id, n) => named(scene, checked, id, ['vault', 'during', n])),
    ...(watch === undefined ? [] : onDuty(scene, checked, watch)),
  ];
}

function onDuty(scene: Scene, checked: CheckedStep, id: string): Fault[] {
  const key = ['sign', 'onDuty'];
  const faults = named(scene, checked, id, key);
  if (faults.length > 0) return faults;
  const watches = scene.steps.flatMap(({ step }) => (step.watch ? [step.id] : []));
  if (watches.includes(id)) return [];
  return [checked.fault('not-a-watch', { step: id, known: someOf(watches, 10) || '–' }, ...key)];
}

function named({ file, byId }: Scene, checked: CheckedStep, id: string, key: Key): Fault[] {
  const { owers, fault } = checked;
  if (!file.stepIds.has(id))
    return [fault('unknown-step', { step: id, nearest: nearest(id, file.stepIds) }, ...key)];
  const there = new Set(byId.get(id)?.owers ?? owers);
  const without = owers.find((unit) => !there.has(unit));
  return without ? [fault('step-elsewhere', { step: id, unit: without.path }, ...key)] : [];
}
