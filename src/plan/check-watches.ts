import { fixedInstant, type Anchors } from '../engine/anchors.js';
import type { EpochMs, UnitPlan, Watch } from '../engine/model.js';
import { faultAt, MAX_FAULTS, type Fault } from './faults.js';
import type { PlacedRow } from './read-roster.js';
import type { SeasonFolder } from './season-folder.js';

/** A row with its instants. */
interface Shift {
  readonly row: PlacedRow;
  readonly fromAt: EpochMs;
  readonly toAt: EpochMs;
}

/**
 * Every minute of a watch has its crew, as far as the roster speaks of that watch at all; the first gap is
 * told with its times. A watch whose edge hangs on an event is looked at as planned.
 */
export function checkWatches(
  { roster }: SeasonFolder,
  unitPlans: readonly UnitPlan[],
  anchors: Anchors,
): Fault[] {
  const faults: Fault[] = [];
  const shifts = new Map<string, Shift[]>();
  for (const row of roster) {
    if (faults.length > MAX_FAULTS) return faults;
    const shift = shiftOf(row, anchors, faults);
    const name = `${row.unit} ${row.step}`;
    if (shift) shifts.set(name, [...(shifts.get(name) ?? []), shift]);
  }
  // A row that cannot be read leaves a gap which is none.
  if (faults.length > 0 || roster.length === 0) return faults;
  for (const { path, duties } of unitPlans)
    for (const { step, watch } of duties) {
      const crew = watch && shifts.get(`${path} ${step}`);
      const gap = crew && firstGap(watch, crew);
      if (watch && gap) faults.push(gapFault(gap, watch, crew, anchors));
    }
  return faults;
}

function shiftOf(row: PlacedRow, anchors: Anchors, faults: Fault[]): Shift | null {
  const [fromAt, toAt] = [fixedInstant(row.from, anchors), fixedInstant(row.to, anchors)];
  for (const [column, instant] of [
    ['from', fromAt],
    ['to', toAt],
  ] as const)
    if (typeof instant !== 'number')
      faults.push(faultAt(row.place(column), 'roster-moment', { text: row[column] }));
  if (typeof fromAt !== 'number' || typeof toAt !== 'number') return null;
  if (toAt > fromAt) return { row, fromAt, toAt };
  faults.push(faultAt(row.place('to'), 'roster-reversed'));
  return null;
}

interface Gap {
  readonly fromAt: EpochMs;
  readonly toAt: EpochMs;
  readonly heads: number;
  readonly members: number;
}

/** Goes from change to change; between two of them the crew stays the same. */
function firstGap(watch: Watch, shifts: readonly Shift[]): Gap | null {
  const inside = (at: EpochMs): boolean => at > watch.fromAt && at < watch.untilAt;
  const changes = shifts.flatMap(({ fromAt, toAt }) => [fromAt, toAt]).filter(inside);
  const edges = [...new Set([watch.fromAt, ...changes, watch.untilAt])].sort((a, b) => a - b);
  const ordered = [...shifts].sort((a, b) => a.fromAt - b.fromAt);
  let [next, present]: [number, Shift[]] = [0, []];
  for (const [n, at] of edges.slice(0, -1).entries()) {
    for (; (ordered[next]?.fromAt ?? Infinity) <= at; next += 1) {
      const come = ordered[next];
      if (come) present.push(come);
    }
    present = present.filter(({ toAt }) => toAt > at);
    const count = (role: string): number =>
      new Set(present.flatMap(({ row }) => (row.role === role ? [row.person] : []))).size;
    const [heads, members] = [count('head'), count('member')];
    if (heads < watch.heads || members < watch.minimum)
      return { fromAt: at, toAt: edges[n + 1] ?? at, heads, members };
  }
  return null;
}

/** At the row with which the crew became too small; at the first row where it never was enough. */
function gapFault(
  { fromAt, toAt, heads, members }: Gap,
  watch: Watch,
  crew: readonly Shift[],
  { calendar }: Anchors,
): Fault {
  const row = (crew.find((shift) => shift.toAt === fromAt) ?? crew[0])?.row;
  const said = (at: EpochMs): string => `${calendar.dateOf(at)} ${calendar.timeOf(at)}`;
  const place = row?.place('to') ?? { file: 'roster.csv', line: 1, column: 1 };
  return faultAt(place, 'watch-uncovered', {
    ...{ unit: row?.unit ?? '', step: row?.step ?? '', from: said(fromAt), to: said(toAt) },
    ...{ heads, members, minimum: watch.minimum, leading: watch.heads },
  });
}
