import type { DutyView } from '../adapters/store/types.js';
import type { UnitEvent } from '../engine/model.js';

/** How many duties are open and which are late, after each event that it is shown. */
export interface Ledger {
  see(path: string, event: UnitEvent): void;
  open(): number;
  /** As `<unit path>:<duty>`, the longest late first. */
  late(): readonly string[];
}

const ENDED: ReadonlySet<string> = new Set(['accepted', 'waived', 'void']);

/**
 * Keeps count from the events themselves: the board may be ahead of what a feed has told. Begins with the
 * duties as they stand before the first event.
 */
export function createLedger(
  duties: readonly Pick<DutyView, 'path' | 'duty' | 'status' | 'kind'>[],
  isLate: (view: Pick<DutyView, 'path' | 'duty'>) => boolean = () => false,
): Ledger {
  const open = new Set<string>();
  const late = new Set<string>();
  const keyOf = ({ path, duty }: { path: string; duty: string }): string => `${path}:${duty}`;
  const gates = new Set<string>();
  for (const view of duties) {
    if (view.kind === 'gate') gates.add(keyOf(view));
    if (ENDED.has(view.status)) continue;
    open.add(keyOf(view));
    if (isLate(view)) late.add(keyOf(view));
  }
  return {
    see(path, event) {
      if (!('duty' in event) || event.duty === undefined) return;
      const key = keyOf({ path, duty: event.duty });
      switch (event.type) {
        case 'added':
        case 'begun':
          open.add(key);
          return;
        case 'told':
          if (event.action === 'due') late.add(key);
          // Submitted, it ends there unless somebody is asked to accept it.
          if (event.side === 'acceptor') open.add(key);
          return;
        case 'judged':
          if (gates.has(key) && event.missing.length + event.silent.length > 0) late.add(key);
          return;
        case 'expired':
          late.add(key);
          return;
        case 'submitted':
        case 'accepted':
        case 'waived':
        case 'voided':
          open.delete(key);
          late.delete(key);
          return;
        case 'returned':
          open.add(key);
          late.delete(key);
          return;
        case 'relieved':
          late.delete(key);
          return;
        default:
      }
    },
    open: () => open.size,
    late: () => [...late],
  };
}
