import type { Command, UnitPlan } from '../engine/model.js';
import { dutiesBegun } from '../engine/procedure.js';
import type { Coming } from './rehearsal-added.js';
import { type Cast, instantOf, personOn } from './rehearsal-cast.js';
import type { BegunProcedure } from './rehearsal-script.js';

/**
 * The procedures that are begun at a unit, in the order given: whoever has the first step begins, and each of its steps
 * is from then on a duty like the others.
 */
export function beginnings(
  entries: readonly BegunProcedure[],
  unit: UnitPlan,
  cast: Cast,
): readonly Coming[] {
  const times = new Map<string, number>();
  return entries.flatMap(({ at: moment, procedure: id, about, session }): readonly Coming[] => {
    const procedure = unit.procedures?.find((one) => one.id === id);
    const [first] = procedure?.duties ?? [];
    if (!procedure || !first) return [];
    const ordinal = (times.get(id) ?? 0) + 1;
    times.set(id, ordinal);
    const at = instantOf(cast.anchors, moment);
    const named = session === null ? {} : { session };
    const by = personOn(cast, first.doer);
    const command: Command = { type: 'begin', by, procedure: id, about, ...named };
    const duties = dutiesBegun(procedure, { ordinal, happenedAt: at, about, ...named });
    // What waits for none has its time from the beginning on.
    return [
      { at, command, duties: duties.map((duty) => (duty.after ? duty : { ...duty, openAt: at })) },
    ];
  });
}
