import type { RecordedEvent } from '../adapters/store/types.js';
import { bookAfter, bookUnder } from '../engine/custody-book.js';
import type { CustodyFact, CustodyPlan, CustodyState } from '../engine/custody-plan.js';
import type { EpochMs } from '../engine/model.js';

type Log = readonly RecordedEvent[];

/** What was last said of a consignment's papers; `of` is the leg or the opening it was about. */
export interface LastWord {
  readonly is: CustodyFact['is'];
  readonly of: string | null;
  readonly at: EpochMs;
}

/** The log says where everything is: nobody has to be asked who may be away. */
export const bookIn = (plan: CustodyPlan, log: Log): CustodyState =>
  log.reduce(
    (before, { event }) =>
      event.type === 'custody' ? bookAfter(before, event.duty ?? '', event.fact) : before,
    bookUnder(plan, undefined),
  );

/** What was last said; null where nothing was. A lock's own word is about no leg. */
export function lastWord(log: Log): LastWord | null {
  const last = log.findLast(({ event }) => event.type === 'custody')?.event;
  if (last?.type !== 'custody') return null;
  const { duty, fact, happenedAt, at } = last;
  const said = duty?.split('@')[1]?.split('.')[0];
  return { is: fact.is, of: said ?? null, at: happenedAt ?? at };
}

/** The packets that each handover really brought on, by its duty. */
export const movedIn = (log: Log): ReadonlyMap<string, readonly string[]> =>
  new Map(
    log.flatMap(({ event }) =>
      event.type === 'custody' && event.fact.is === 'moved'
        ? [[event.duty ?? '', event.fact.packets] as const]
        : [],
    ),
  );
