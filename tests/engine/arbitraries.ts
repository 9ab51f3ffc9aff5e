import * as fc from 'fast-check';
import {
  epochMs,
  type Command,
  type Duty,
  type Ladder,
  type Span,
  type UnitPlan,
} from '../../src/engine/model.js';
import { crewFor, formFor, LINES } from './arbitrary-content.js';
import { extras, withKinds } from './arbitrary-kinds.js';
import { duty, HOUR, MINUTE, on, TICK, unitPlan, type Script } from './unit.js';

// Few enough for a check before each commit; FC_RUNS=3000 hunts for the rare collisions.
fc.configureGlobal({ numRuns: Number(process.env['FC_RUNS'] ?? 150) });

/** The first hour of every generated season. */
export const START = on('2027-06-14 00:00');
/** By then the last word of any generated season has been said, moves and returns included. */
export const END = START + 400 * HOUR;

// Whole hours only: instants that collide are the point.
const hours = (...of: number[]) => fc.constantFrom(...of).map((count) => count * HOUR);
const posts = fc.constantFrom('site#leader', 'county#office', 'county#director', 'city#office');

const ladders: fc.Arbitrary<Ladder> = fc.record({
  rungs: fc
    .uniqueArray(fc.tuple(hours(0, 1, 2, 3, 5, 8), posts), { maxLength: 3, selector: ([h]) => h })
    .map((rungs) => rungs.sort(([a], [b]) => a - b).map(([afterMs, to]) => ({ afterMs, to }))),
  repeat: fc.option(fc.record({ everyMs: hours(1, 2, 4), times: fc.integer({ min: 0, max: 3 }) })),
});

const accepts = fc.option(
  fc.record({ by: fc.constant('county#office'), withinMs: hours(0, 1, 2, 6), ladder: ladders }),
);

const timed = fc.record({
  dueAt: fc.integer({ min: 12, max: 48 }).map((h) => epochMs(START + h * HOUR)),
  openAt: fc.option(hours(1, 2, 6, 12)),
  remind: fc.uniqueArray(hours(1, 2, 3, 4, 8), { maxLength: 3 }),
  ladder: ladders,
  accept: accepts,
});

const COUNTS = ['present', 'absent', 'all'].map(
  (id) => ({ id, type: 'number', required: true }) as const,
);
const NORMAL = { id: 'normal', type: 'state', required: false } as const;

const kinds: fc.Arbitrary<Partial<Duty>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'task' }) },
  {
    weight: 1,
    arbitrary: fc.boolean().map((systems) => ({
      kind: 'task',
      systems,
      fields: [...COUNTS, NORMAL],
      checks: [
        {
          left: ['present', 'absent'],
          right: ['all'],
        },
      ],
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 1, max: 3 })
      .map((n) => ({ kind: 'ask', lines: ['l0', 'l1', 'l2'].slice(0, n).map(lineOf) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ withinMs: hours(1, 3), ordered: fc.boolean(), many: fc.constantFrom(2, 3) })
      .map(({ many, ...sign }) => ({
        kind: 'signed',
        sign: {
          ...sign,
          posts: ['s#a', 's#b', 's#c'].slice(0, many),
        },
      })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'gate' }) },
) as fc.Arbitrary<Partial<Duty>>; // each branch spells out its own part of a duty

const lineOf = (id: string, n: number) => ({ id, by: n === 2 ? 'post#1' : `post#${n}` });

/** Duties `d0`…`d5`; a gate needs one or two others, other kinds now and then one. */
const plainPlans: fc.Arbitrary<UnitPlan> = fc
  .array(fc.tuple(timed, kinds, fc.nat(11)), { minLength: 1, maxLength: 6 })
  .map((bodies) => {
    const gates = bodies.map(([, { kind }]) => kind === 'gate');
    return unitPlan(
      bodies.map(([{ openAt, remind, dueAt: wholeHour, accept, ...rest }, kind, n], at) => {
        const isGate = kind.kind === 'gate';
        // A gate looks at half past: what is done in its very instant is nobody's promise.
        const dueAt = epochMs(isGate ? wholeHour + 30 * MINUTE : wholeHour);
        const opens = openAt === null ? null : epochMs(dueAt - openAt);
        const isTold = (lead: number) => opens === null || dueAt - lead > opens;
        const needed = isGate ? [n % 6, (n + 2) % 6] : n < at ? [n] : [];
        const needs = needed
          .filter((other) => other < bodies.length && other !== at && !gates[other])
          .map((other) => ({ step: `d${other}`, scope: isGate ? 'subtree' : 'own' }) as const);
        return duty(`d${at}`, dueAt, {
          ...rest,
          ...kind,
          openAt: opens,
          needs,
          accept: isGate ? null : accept,
          remindBeforeMs: remind.sort((a, b) => b - a).filter(isTold),
        });
      }),
    );
  });

/** The same with joint lines, clocks that wait for events, a series and a watch. */
export const plans: fc.Arbitrary<UnitPlan> = fc
  .tuple(plainPlans, extras)
  .map(([plan, more]) => withKinds(plan, more));

/** What a participant may get into his head, before it is known which duty it hits. */
export interface Raw {
  readonly hour: number;
  readonly what: (typeof WHATS)[number];
  readonly n: number;
  readonly m: number;
  readonly by: string;
}

const WHATS = [
  ...(['complete', 'complete', 'complete', 'signFor', 'signFor', 'answer', 'answer'] as const),
  ...(['confirm', 'confirm', 'accept', 'accept', 'return', 'waive', 'handOn', 'object'] as const),
  ...(['confirm', 'leave'] as const),
  ...(['amend', 'addStep', 'addStep', 'standIn', 'adopt', 'unreadable', 'tick'] as const),
  ...(['pause', 'resume'] as const),
] as const;
export type What = (typeof WHATS)[number];

/** Wishes in the order of their instants; never two in one instant, and never just `without`. */
export const wishes = (...without: readonly What[]): fc.Arbitrary<readonly Raw[]> =>
  fc
    .uniqueArray(
      fc.record({
        hour: fc.integer({ min: 0, max: 80 }),
        what: fc.constantFrom(...WHATS.filter((what) => !without.includes(what))),
        n: fc.nat(9),
        m: fc.nat(9),
        by: fc.constantFrom('li', 'wang', 'zhao'),
      }),
      { maxLength: 16, size: 'max', selector: ({ hour }) => hour },
    )
    .map((raws) => raws.sort((a, b) => a.hour - b.hour));

/** A unit, and a script of commands on it: sensible ones, late ones and nonsense. */
export const courses = (...without: readonly What[]): fc.Arbitrary<[UnitPlan, Script]> =>
  fc.tuple(plans, wishes(...without)).map(([plan, raws]) => [plan, scriptFor(plan, raws)]);

/** The same without what the reference does not know. */
export const plainCourses = (...without: readonly What[]): fc.Arbitrary<[UnitPlan, Script]> =>
  fc.tuple(plainPlans, wishes(...without)).map(([plan, raws]) => [plan, scriptFor(plan, raws)]);

/** The wishes as commands on the duties of `plan`; each `adopt` moves what the last one left. */
export function scriptFor(plan: UnitPlan, raws: readonly Raw[]): Script {
  let current = plan;
  return raws.map((raw, nth) => {
    const at = START + raw.hour * HOUR;
    if (raw.what !== 'adopt') return [at, commandFor(current, raw, nth, at)];
    current = movedPlan(current, raw, at);
    return [at, { type: 'adopt', plan: current, hash: `v${current.version}` }];
  });
}

/** Every second duty moved to some hours from now, its opening with it. */
function movedPlan(plan: UnitPlan, { n, m }: Raw, at: number): UnitPlan {
  const duties = plan.duties.map((old, place) => {
    if ((place + n) % 2 === 0) return old;
    const half = old.kind === 'gate' ? 30 * MINUTE : 0;
    const dueAt = epochMs(at + (1 + m) * HOUR + half);
    const shift = dueAt - old.dueAt;
    const moved = { ...old, dueAt, openAt: old.openAt && epochMs(old.openAt + shift) };
    const span = (of: Span) => ({
      fromAt: epochMs(of.fromAt + shift),
      untilAt: epochMs(of.untilAt + shift),
    });
    const { series, watch } = old;
    const instants = series?.instants?.map((one) => epochMs(one + shift)) ?? null;
    return {
      ...moved,
      ...(series && { series: { ...series, ...span(series), instants } }),
      ...(watch && { watch: { ...watch, ...span(watch) } }),
    };
  });
  return { ...plan, duties, version: plan.version + 1 };
}

/** Most people know how a duty is done: what fits its kind instead of what was wished. */
function fitting(what: What, found: Duty | undefined, m: number): What {
  if (what !== 'complete' && what !== 'answer' && what !== 'confirm') return what;
  const kind = found?.series?.of ?? found?.kind;
  if (kind === 'ask' || (kind === 'task' && found?.lines.length && m < 7)) return 'answer';
  return kind === 'signed' || kind === 'watch' ? 'confirm' : 'complete';
}

function commandFor(plan: UnitPlan, raw: Raw, nth: number, at: number): Command {
  const { n, m, by } = raw;
  const strange = n % 2 === 1 ? 'x0' : 'nowhere';
  const step = n > 7 ? strange : (plan.duties[n % plan.duties.length]?.id ?? strange);
  const found = plan.duties.find(({ id }) => id === step);
  const what = m < 2 ? raw.what : fitting(raw.what, found, m);
  const occurrence = found?.series && m % 2 === 0 ? { occurrence: String(1 + m / 2) } : {};
  const base = {
    step,
    by,
    ...occurrence,
    ...(m % 4 === 0 ? {} : { key: `k${m === 9 ? 0 : nth}` }),
  };
  const later = epochMs(at + (m - 2) * HOUR);
  switch (what) {
    case 'tick':
      return TICK;
    case 'complete':
      return { type: what, ...base, ...formFor(found, m), ...(m === 7 && { unverified: true }) };
    case 'signFor':
      return { type: what, ...base, ...(m > 1 && { promiseAt: later }) };
    case 'answer':
      return { type: what, ...base, lines: LINES[m] ?? [] };
    case 'leave':
      return { type: what, ...base, person: ['m1', 'm2', by][m % 3] ?? by };
    case 'confirm':
      if (found?.watch) return { type: what, ...base, ...crewFor(m, by) };
      return {
        type: what,
        ...base,
        post: `s#${'abcd'[m % 4]}`,
        content: m === 9 ? 'other' : 'same',
      };
    case 'accept':
      return { type: what, ...base };
    case 'return':
      return { type: what, ...base, reason: m === 0 ? ' ' : 'redo', dueAt: later };
    case 'waive':
    case 'object':
      return { type: what, ...base, reason: m === 0 ? '' : 'no exam here' };
    case 'handOn':
      return { type: what, ...base, to: 'site#deputy' };
    case 'amend':
      return {
        type: what,
        ...base,
        form: {},
        ...formFor(found, m),
        reason: 'typing error',
      };
    case 'addStep': {
      const parent = m % 3 === 0 ? {} : { parent: step };
      const clocked = m % 2 === 0 ? {} : { acceptBy: 'county#office', acceptWithinMs: HOUR };
      const added = { id: `x${n % 3}`, title: 'added', dueAt: later, ...parent, ...clocked };
      return { type: what, by, source: { type: 'inspection', by: 'team' }, duty: added };
    }
    case 'standIn':
      return { type: what, by, post: 'site#doer', person: 'sun', from: epochMs(at), until: later };
    case 'unreadable':
      return { type: what, by, text: '{' };
    case 'pause':
    case 'resume':
      return { type: what, by };
    case 'adopt':
      throw new Error('a move is made by movedPlan');
  }
}
