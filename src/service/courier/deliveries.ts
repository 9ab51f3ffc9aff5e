import { epochMs, type Undelivered as Item, type UnitEvent } from '../../engine/model.js';
import { Refusal } from '../outcome.js';
import type { Parts } from '../service.js';
import type { DeliveryPort, Undelivered } from './delivery-port.js';
import { reportDelivery } from './report-delivery.js';

const LONGEST_REASON = 200;

/**
 * Tells units what reached nobody, by the words of their own logs. What is no word of a clock – a return, a stand-in –
 * has no rung above it: of that nothing is told. Nor is a unit that has ended.
 */
export function createDeliveries(parts: Pick<Parts, 'store' | 'client' | 'now'>): DeliveryPort {
  return {
    async report(season, path, items) {
      const known = await Promise.all(items.map((item) => itemOf(season, path, item)));
      const words = known.filter((one) => one !== null);
      if (words.length === 0) return;
      try {
        await reportDelivery(parts, season, path, words);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    },
  };

  async function itemOf(season: string, path: string, item: Undelivered): Promise<Item | null> {
    const [recorded] = await parts.store.events(season, path, item.seq, 1);
    if (recorded?.seq !== item.seq || !isWord(recorded.event)) return null;
    const { duty, action, rung, owedAt, side } = recorded.event;
    return {
      ...{ duty, action, rung, owedAt: epochMs(owedAt), side, to: item.to },
      outcome: item.outcome ?? 'undeliverable',
      reason: item.reason.slice(0, LONGEST_REASON) || '-',
    };
  }
}

type Word = Extract<UnitEvent, { type: 'told' | 'judged' }>;

// What a duty needs of others is said beside its clock.
const isWord = (event: UnitEvent): event is Word =>
  event.type === 'told' || (event.type === 'judged' && !event.holds);
