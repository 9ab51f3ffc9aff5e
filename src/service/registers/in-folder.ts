import { anchorsOf, fixedInstant } from '../../engine/anchors.js';
import type { Calendar } from '../../engine/calendar.js';
import type { PlannedShift } from '../../adapters/store/types.js';
import type { SeasonFolder } from '../../plan/season-folder.js';
import { shippedWorkYears } from '../../plan/work-years.js';
import type { PlanRegisters } from './adopt.js';

/** The roster of a folder with its instants; it has been checked before. */
export function shiftsIn(
  { plan, roster, workYears }: SeasonFolder,
  calendar: Calendar,
): PlannedShift[] {
  const anchors = anchorsOf(plan, calendar, [...shippedWorkYears(), ...workYears]);
  return roster.flatMap(({ unit, step, person, role, from, to }): PlannedShift[] => {
    const [fromAt, untilAt] = [fixedInstant(from, anchors), fixedInstant(to, anchors)];
    if (typeof fromAt !== 'number' || typeof untilAt !== 'number') return [];
    return [{ unit, step, person, role, fromAt, untilAt }];
  });
}

/** The registers of a folder, as plain JSON: it goes from thread to thread. */
export const registersIn = ({ registers }: SeasonFolder): PlanRegisters => ({
  people: [...(registers.people?.values() ?? [])],
  departments: [...(registers.departments ?? [])].map(([id, title]) => ({ id, ...title })),
  devices: registers.devices ?? [],
});
