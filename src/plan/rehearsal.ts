import type { Duty, Scripted, UnitPlan } from '../engine/model.js';
import { addition } from './rehearsal-added.js';
import { beginnings } from './rehearsal-begun.js';
import type { Cast } from './rehearsal-cast.js';
import { createPlay } from './rehearsal-play.js';
import type { RehearsalScript } from './rehearsal-script.js';

export { type Cast, castOf } from './rehearsal-cast.js';

/**
 * What the participants do in a rehearsal, unit by unit in the order given: commands in the order of time, the
 * same on every call. Duties are done between two parts of their time and not before what they need, accepted,
 * signed, answered; watches are kept, clocks that wait for events begin with them. The script's exceptions are
 * late, silent, wrong, returned or break a promise; its added duties and procedures come and are done. A gate is judged by
 * the engine and has no command. Instants are `EpochMs` of the plan.
 */
export function buildScripts(
  units: readonly UnitPlan[],
  script: RehearsalScript,
  cast: Cast,
): Scripted[][] {
  const coming = units.map((unit) => {
    const isHere = (entry: { readonly unit: string }): boolean => entry.unit === unit.path;
    return [
      ...script.added.filter(isHere).map((entry) => addition(entry, unit, cast)),
      ...beginnings(script.begun.filter(isHere), unit, cast),
    ];
  });
  const all = units.map((unit, n) => ({
    unit,
    duties: [...unit.duties, ...(coming[n] ?? []).flatMap((one) => one.duties)],
  }));
  const play = createPlay(all, script, cast);
  return all.map(({ unit, duties }, n) => {
    const commands = duties.flatMap((duty: Duty) => play(unit, duty).commands);
    const brought = (coming[n] ?? []).map(({ at, command }): Scripted => ({ at, command }));
    // A stable sort keeps the order within one duty where two commands share an instant.
    return [...brought, ...commands].sort((a, b) => a.at - b.at);
  });
}
