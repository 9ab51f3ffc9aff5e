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
 * Holds everybody whom a plan appoints against the registers, then takes in those whom the plan brings and the
 * registers do not know. Before the plan is committed: what a crash leaves of it is done by the next start.
 */
export async function takeIn(
  parts: { readonly store: FactsStore; readonly now: () => number },
  starting: Starting,
): Promise<void> {
  const fresh = await newIn(parts.store, starting);
  // A rehearsal takes nobody's time and opens no paper.
  if (!starting.rehearsal) await assertStaffed(parts, starting, fresh);
  const by = `plan/${starting.plan.season}`;
  await parts.store.registers.put(fresh, { by, at: parts.now() });
}

/** Whether a plan could be started as things stand: says what its start would refuse, and takes nobody in. */
export async function assertStartable(
  parts: { readonly store: FactsStore; readonly now: () => number },
  starting: Starting,
): Promise<void> {
  if (!starting.rehearsal) await assertStaffed(parts, starting, await newIn(parts.store, starting));
}

/** Refuses by name whoever may not hold his post, and hours that meet those of another season. */
async function assertStaffed(
  { store, now }: { readonly store: FactsStore; readonly now: () => number },
  { plan, posts, shifts = [] }: Starting,
  fresh: readonly EntryWrite[],
): Promise<void> {
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
}
