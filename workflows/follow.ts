import { fetchPlan } from './activities.js';
import { takeMessages, type Door } from './doors.js';
import type { UnitInput } from './messages.js';
import { openShell, type Shell } from './shell.js';

/**
 * Follows the duties of one unit, a consignment included, until its season ends (null) or its history is worn: then
 * what the next run begins with. `more` takes the messages that a flow has besides those of every unit.
 */
export async function follow(
  input: UnitInput,
  more: (door: Door) => void = () => {},
): Promise<UnitInput | null> {
  const { season, path, planHash } = input;
  let shell: Shell | null = null;
  const waiting: (() => void)[] = [];
  const inside = (work: (shell: Shell) => void) =>
    shell ? work(shell) : void waiting.push(() => shell && work(shell));
  more(takeMessages(() => shell, inside));

  // Messages that come before the plan: updates are told to come again, signals wait.
  const plan = input.carried?.plan ?? (await fetchPlan({ hash: planHash }));
  shell = openShell(
    { season, path, clock: input.clock },
    plan,
    input.carried ?? input.state ?? null,
  );
  for (const work of waiting) work();
  if (await shell.live()) return null;
  const { state: _state, ...same } = input;
  const { version: planVersion } = shell.plan();
  return { ...same, planVersion, carried: shell.carry() };
}
