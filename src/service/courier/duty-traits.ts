import type { DutyKey } from '../../adapters/store/duty-keys.js';
import type { DutyView } from '../../adapters/store/types.js';
import type { Label } from '../../courier/model.js';
import type { StepTraits } from '../../courier/urgency.js';
import type { Parts } from '../service.js';
import type { PlanWords } from './plan-words.js';
import type { SeasonTraits } from './season-hours.js';

/** An inspection's fault of a fault, and a word recorded about it. */
const MOST_ABOVE = 5;
/** An alarm about papers or a vault is of no step: it is as grave and as secret as they are. */
const ALARM: StepTraits = { label: 'sensitive', ladder: 'papers', veto: false };

/**
 * What decides on the words of a duty. One that was added at run time is as grave and as secret as what it belongs to; null
 * where it belongs to nothing.
 */
export const traitsOfDuty = (
  parts: Pick<Parts, 'store'>,
  { traits }: Pick<SeasonTraits, 'traits'>,
  key: DutyKey,
): Promise<StepTraits | null> => inherited(parts, traits, ALARM, key);

/** How far the text of a duty may go. */
export async function labelOf(
  parts: Pick<Parts, 'store'>,
  { label }: Pick<PlanWords, 'label'>,
  view: Pick<DutyView, 'label'> & DutyKey,
): Promise<Label> {
  return view.label ?? (await inherited(parts, label, ALARM.label, view)) ?? 'internal';
}

/** What is `planned` for a duty, or for the next one above it that the plan knows of. */
async function inherited<Said>(
  { store }: Pick<Parts, 'store'>,
  planned: (duty: string) => Said | null,
  alarm: Said,
  { season, path, duty }: DutyKey,
): Promise<Said | null> {
  let above: string | null = duty;
  for (let depth = 0; above !== null && depth < MOST_ABOVE; depth += 1) {
    const known = planned(above);
    if (known !== null) return known;
    const events = await store.dutyEvents(season, path, above);
    const event = events.find((one) => one.event.type === 'added')?.event;
    if (event?.type !== 'added') return null;
    if (event.source.type === 'custody') return alarm;
    above = event.added.oral?.of ?? event.added.parent;
  }
  return null;
}
