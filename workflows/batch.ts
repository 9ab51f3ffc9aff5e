import { rowOf, type BoardRow } from '../src/engine/board.js';
import { allOf } from '../src/engine/evolve.js';
import type { UnitEvent } from '../src/engine/model.js';
import { find, type Plan, type State } from '../src/engine/state.js';

// 500 events are some 100 KB, 4,000 some 0.8 MB: a payload over 2 MB would stop the unit for good.
const MOST_IN_BATCH = 500;
// Characters, up to three bytes each; the rows come on top.
const MOST_BATCH_SIZE = 300_000;

/** The events of one write, the oldest first: by size as well as by number, as forms are as long as people write them. */
export function batchOf(unrecorded: readonly UnitEvent[]): readonly UnitEvent[] {
  let size = 0;
  const end = unrecorded.findIndex((event, n) => {
    size += JSON.stringify(event).length;
    return n > 0 && (n === MOST_IN_BATCH || size > MOST_BATCH_SIZE);
  });
  return end < 0 ? unrecorded.slice() : unrecorded.slice(0, end);
}

/** The rows of the board that these events change, as they stand now, or stood when they were forgotten. */
export function rowsTouchedBy(
  events: readonly UnitEvent[],
  plan: Plan,
  state: State,
  forgotten: readonly BoardRow[],
): BoardRow[] {
  const touched = new Set(events.flatMap(dutiesIn));
  // A duty of the plan may be moved by a new version, or with its session, without an event of its own.
  const all = events.some(({ type }) => type === 'adopted' || type === 'extended')
    ? allOf(plan, state).map(({ duty }) => duty.id)
    : [];
  const last = new Map(forgotten.map((row) => [row.duty, row]));
  return [...new Set([...touched, ...parentsOf(touched, plan, state), ...all])]
    .map((id) => rowOf(plan, state, id) ?? last.get(id) ?? null)
    .filter((row) => row !== null);
}

/** The duties whose rows an event changes: its own, and the series that has brought it. */
const dutiesIn = (event: UnitEvent): string[] => [
  ...('duty' in event && event.duty ? [event.duty] : []),
  ...(event.type === 'begun' ? [event.series] : []),
];

/** Of the forgotten rows those that a write still has to bring. */
export function stillTouched(
  forgotten: readonly BoardRow[],
  unrecorded: readonly UnitEvent[],
): readonly BoardRow[] {
  const touched = new Set(unrecorded.flatMap(dutiesIn));
  return forgotten.filter(({ duty }) => touched.has(duty));
}

// Its child's closing may change what a parent still misses.
const parentsOf = (ids: ReadonlySet<string>, plan: Plan, state: State): string[] =>
  [...ids].flatMap((id) => find(plan, state, id)?.duty.parent ?? []);
