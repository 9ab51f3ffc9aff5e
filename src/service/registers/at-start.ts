import type { PlannedShift } from '../../adapters/store/types.js';
import type { EntryWrite } from '../../adapters/store/register-types.js';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import { clashesIn } from '../../registers/clashes.js';
import { newIn, type Bringing } from './adopt.js';
import { candidatesOf, hoursOf, runningFacts, type FactsStore } from './facts.js';
import { assignmentsIn, findingsIn } from './findings.js';
import { clashing, notAssignable } from './say.js';

export interface Starting extends Bringing {
  readonly rehearsal: boolean;
  readonly shifts?: readonly PlannedShift[];
}

/**
 * Holds everybody whom a plan appoints against the registers and against the hours of all other seasons, before it is
 * committed. Refuses by name; a rehearsal, which takes nobody's time and opens no paper, is not held against them.
 * @returns what the plan brings that the registers do not know yet.
 */
export async function assertStaffed(
  { store, now }: { readonly store: FactsStore; readonly now: () => number },
  starting: Starting,
): Promise<readonly EntryWrite[]> {
  const fresh = await newIn(store, starting);
  if (starting.rehearsal) return fresh;
  const { plan, posts, shifts = [] } = starting;
  const facts = { plan, posts, shifts, standIns: [] };
  const day = calendarOf(plan.timezone).dateOf(epochMs(now()));
  const asked = assignmentsIn(facts, day);
  const candidate = await candidatesOf(
    store,
    asked.map(({ person }) => person),
    fresh,
  );
  const barred = findingsIn(facts, asked, candidate, day).filter((one) => one.barred);
  if (barred.length > 0) throw notAssignable(barred);
  const others = (await runningFacts(store)).filter((one) => one.plan.season !== plan.season);
  const clashes = clashesIn(hoursOf([facts, ...others])).filter(({ a, b }) =>
    [a.season, b.season].includes(plan.season),
  );
  if (clashes.length > 0) throw clashing(clashes, plan.timezone);
  return fresh;
}
