import * as fc from 'fast-check';
import {
  epochMs,
  type After,
  type Duty,
  type Series,
  type UnitPlan,
} from '../../src/engine/model.js';
import { duty, HOUR, MINUTE, on } from './unit.js';

const START = on('2027-06-14 00:00');
const hours = (...of: number[]) => fc.constantFrom(...of).map((count) => count * HOUR);
const instants = (min: number, max: number) =>
  fc.integer({ min, max }).map((hour) => epochMs(START + hour * HOUR));

/** What a plain plan does not have: joint lines and clocks that wait (by duty), a series, a watch. */
export interface Extras {
  readonly joint: readonly number[];
  readonly waiting: readonly (readonly [who: number, offsetMs: number])[];
  readonly series: Partial<Duty> & { readonly hung: Hung };
  readonly watch: Partial<Duty> & { readonly hung: Hung };
}
type Hung = readonly [from: boolean, until: boolean];

const hung: fc.Arbitrary<Hung> = fc.tuple(
  fc.boolean(),
  // Seldom: a series whose end never comes goes on for a week.
  fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
);

const regular = fc.record({ everyMs: hours(3, 4, 8), instants: fc.constant(null) });
const listed = fc.record({
  everyMs: fc.constant(null),
  instants: fc
    .uniqueArray(instants(6, 60), { minLength: 1, maxLength: 6 })
    .map((all) => all.sort((a, b) => a - b)),
});

const span = fc.record({ fromAt: instants(6, 24), lengthMs: hours(8, 12, 30) });

/** A series without its ladder: every so often, or at listed instants. */
const seriesDuties = fc
  .record({
    span,
    rhythm: fc.oneof(regular, listed),
    of: fc.constantFrom<Series['of']>('task', 'task', 'ask', 'signed'),
    leadMs: hours(0, 1, 3, 6),
    remind: fc.uniqueArray(hours(1, 2), { maxLength: 1 }),
    hung,
  })
  .map(({ span: { fromAt, lengthMs }, rhythm, of, leadMs, remind, hung: edges }) => ({
    kind: 'series' as const,
    hung: edges,
    remindBeforeMs: remind,
    lines: of === 'ask' ? ['l0', 'l1'].map((id) => ({ id, by: `post#${id}` })) : [],
    sign: of === 'signed' ? { posts: ['s#a', 's#b'], withinMs: 3 * HOUR, ordered: false } : null,
    series: {
      ...{ fromAt, untilAt: epochMs(fromAt + lengthMs), from: null, until: null },
      ...{ ...rhythm, of, leadMs },
    },
  }));

const watchDuties = fc
  .record({ span, shiftMs: hours(4, 8), graceMs: fc.constantFrom(0, 10 * MINUTE, HOUR), hung })
  .map(({ span: { fromAt, lengthMs }, shiftMs, graceMs, hung: edges }) => ({
    kind: 'watch' as const,
    hung: edges,
    remindBeforeMs: [HOUR],
    watch: {
      ...{ fromAt, untilAt: epochMs(fromAt + lengthMs), from: null, until: null },
      ...{ minimum: 1, heads: 1, shiftMs, withinMs: 3 * HOUR, graceMs },
    },
  }));

export const extras: fc.Arbitrary<Extras> = fc.record({
  joint: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
  waiting: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5 }), hours(0, 2, 6)), {
    maxLength: 2,
    selector: ([who]) => who,
  }),
  series: seriesDuties,
  watch: watchDuties,
});

const LINES = ['l0', 'l1'].map((id) => ({ id, by: `joint#${id}` }));

/** The plain plan with them: `d…` as before, `s0` a series, `w0` a watch. Nothing waits for a gate. */
export function withKinds(plan: UnitPlan, { joint, waiting, series, watch }: Extras): UnitPlan {
  const plain = plan.duties.filter(({ kind }) => kind !== 'gate').map(({ id }) => id);
  const first = plain[0];
  const duties = plan.duties.map((old, n) => {
    const lined = old.kind === 'task' && joint.includes(n) ? { ...old, lines: LINES } : old;
    const waits = waiting.find(([who]) => who === n);
    if (!waits || !first || first === old.id || old.kind === 'gate') return lined;
    const after = { duty: first, offsetMs: waits[1] };
    // What waits is not needed by what it waits for: a circle would never begin.
    return { ...lined, after, needs: [] };
  });
  const ladder = plan.duties[0]?.ladder ?? { rungs: [], repeat: null };
  return {
    ...plan,
    duties: [...duties, edged('s0', series, plain, ladder), edged('w0', watch, plain, ladder)],
  };
}

function edged(
  id: string,
  { hung: [isFrom, isUntil], ...body }: Partial<Duty> & { readonly hung: Hung },
  plain: readonly string[],
  ladder: Duty['ladder'],
): Duty {
  const edge = (is: boolean, other: string | undefined): After | null =>
    is && other !== undefined ? { duty: other, offsetMs: HOUR } : null;
  const edges = { from: edge(isFrom, plain[0]), until: edge(isUntil, plain.at(-1)) };
  const untilAt = (body.series ?? body.watch)?.untilAt ?? START;
  return duty(id, untilAt, {
    ...body,
    ladder,
    ...(body.series && { series: { ...body.series, ...edges } }),
    ...(body.watch && { watch: { ...body.watch, ...edges } }),
  });
}
