import type { DutyView } from '../../adapters/store/types.js';
import type { Label } from '../../courier/model.js';
import type { Parts } from '../service.js';
import type { PlanWords } from './plan-words.js';

/** An inspection's fault of a fault, and a word recorded about it. */
const MOST_ABOVE = 5;

/** How far the text of a duty may go. One that was added at run time is as sensitive as what it belongs to. */
export async function labelOf(
  { store }: Pick<Parts, 'store'>,
  words: Pick<PlanWords, 'label'>,
  view: Pick<DutyView, 'label' | 'season' | 'path' | 'duty'>,
): Promise<Label> {
  if (view.label !== null) return view.label;
  let above: string | null = view.duty;
  for (let depth = 0; above !== null && depth < MOST_ABOVE; depth += 1) {
    const planned = words.label(above);
    if (planned !== null) return planned;
    const events = await store.dutyEvents(view.season, view.path, above);
    const added = events.find(({ event }) => event.type === 'added')?.event;
    above = added?.type === 'added' ? (added.added.oral?.of ?? added.added.parent) : null;
  }
  return 'internal';
}
