import type { Answer, Undelivered } from '../../engine/model.js';
import type { Parts } from '../service.js';
import { update } from '../steps.js';

/** So many items a unit takes at once. */
const MOST_AT_ONCE = 100;

/**
 * Tells a unit which of its words reached nobody, so that the next rung falls due at once. The same report again does
 * nothing, so whoever does not know whether it arrived sends it again. Answers the unit's refusal (`closed`), null
 * where it took the report; throws `NotReachable`, and `Refusal` for a unit that there is not.
 */
export async function reportDelivery(
  parts: Pick<Parts, 'store' | 'client' | 'now'>,
  season: string,
  path: string,
  items: readonly Undelivered[],
): Promise<Answer['refused'] | null> {
  for (let n = 0; n < items.length; n += MOST_AT_ONCE) {
    const part = items.slice(n, n + MOST_AT_ONCE);
    const [answer] = await update(parts, season, path, 'reportDelivery', [part], { items: part });
    if (answer?.refused !== undefined) return answer.refused;
  }
  return null;
}
