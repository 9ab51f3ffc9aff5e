import type { Answer, UnitEvent } from './model.js';
import { ordinalIn } from './series.js';

/** What whoever has begun a procedure is answered besides the time: its number at the unit, and for which session. */
export function begunAs(event: UnitEvent | undefined): Pick<Answer, 'ordinal' | 'session'> {
  if (event?.type !== 'added' || event.source.type !== 'procedure') return {};
  const { session } = event.added;
  return { ordinal: ordinalIn(event.duty), ...(session !== undefined && { session }) };
}
