import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWake } from '../../src/engine/decide.js';
import { NEVER, type Duty, type UnitEvent } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import { courses, END, START } from './arbitraries.js';
import * as unit from './unit.js';
import {
  duty,
  firingsIn,
  HOUR,
  ladder,
  notes,
  on,
  run,
  TICK,
  wordsIn,
  type Script,
} from './unit.js';

const END_TICK: Script = [[END, TICK]];
const extraTicks = fc
  .array(fc.integer({ min: 0, max: 160 }), { maxLength: 12 })
  .map((halves) => halves.map((half) => [START + half * (HOUR / 2), TICK] as const));
const merged = (...scripts: readonly Script[]): Script => scripts.flat().sort(([a], [b]) => a - b);

const DUE = on('2027-06-15 17:00');
const climbing = unit.unitPlan([
  duty('receipt', DUE, {
    remindBeforeMs: [24 * HOUR, HOUR],
    ladder: ladder({ 'site#leader': 0, 'county#office': 2 * HOUR }, { everyMs: HOUR, times: 2 }),
  }),
]);
const ALL_WORDS = [
  '06-14 17:00 remind 0 site#doer',
  '06-15 16:00 remind 1 site#doer',
  '06-15 17:00 due site#doer',
  '06-15 17:00 escalate 0 site#leader',
  '06-15 19:00 escalate 1 county#office',
  '06-15 20:00 escalate 2 county#office',
  '06-15 21:00 escalate 3 county#office',
];
const hourly = (from: string, count: number): Script =>
  Array.from({ length: count }, (_, n) => [on(from) + n * HOUR, TICK]);

describe('the laws of a unit', () => {
  it('1 owes nothing twice', () => {
    fc.assert(
      fc.property(courses(), extraTicks, ([plan, script], ticks) => {
        const words = wordsIn(run(plan, [...merged(script, ticks), ...END_TICK]).events);
        expect(words).toEqual([...new Set(words)]);
      }),
    );
  });

  it('1 for instance: ticking every hour, and every hour again, tells each word once', () => {
    const twice = hourly('2027-06-14 00:00', 60).flatMap((tick) => [tick, tick]);
    expect(notes(run(climbing, twice).events)).toEqual(ALL_WORDS);
  });

  it('2 owes nothing between now and nextWake, and something at it; nextWake is later than now', () => {
    fc.assert(
      fc.property(courses(), fc.nat(80), ([plan, script], hour) => {
        const now = START + hour * HOUR;
        const until = script.filter(([at]) => at <= now);
        const course = run(plan, [...until, [now, TICK]]);
        const wake = nextWake(course.plan, course.state);
        expect(wake).toBeGreaterThan(now);
        fc.pre(wake !== NEVER);
        expect(run(course, [[wake - 1, TICK]]).events).toEqual(course.events);
        expect(run(course, [[wake, TICK]]).events.length).toBeGreaterThan(course.events.length);
      }),
    );
  });

  it('2 for instance: the wakes of a duty nobody does are its words’ instants, then never', () => {
    const wakes: string[] = [];
    let course = unit.begun(climbing);
    for (;;) {
      const wake = nextWake(course.plan, course.state);
      if (wake === NEVER) break;
      wakes.push(unit.clock(wake));
      course = run(course, [[wake, TICK]]);
    }
    const instants = ['06-14 17:00', '06-15 16:00', '06-15 17:00', '06-15 19:00', '06-15 20:00'];
    expect(wakes).toEqual([...instants, '06-15 21:00'].map((wake) => `2027-${wake}`));
  });

  it('3 loses no rung, however late or often it is called', () => {
    fc.assert(
      fc.property(courses(), extraTicks, ([plan, script], ticks) => {
        const seldom = run(plan, [...script, ...END_TICK]).events;
        const often = run(plan, [...merged(script, ticks), ...END_TICK]).events;
        expect(wordsIn(often).sort()).toEqual(wordsIn(seldom).sort());
      }),
    );
  });

  it('3 supersedes only reminders and repeats, and only by a newer word that goes out with it', () => {
    fc.assert(
      fc.property(courses(), ([plan, script]) => {
        const { events, ...course } = run(plan, [...script, ...END_TICK]);
        for (const [n, event] of events.entries()) {
          if (event.type !== 'superseded') continue;
          const { action, rung, at } = event;
          const owed = find(course.plan, course.state, event.duty)?.duty;
          const rungs = ladderOn(owed, event.side)?.rungs.length ?? 0;
          expect(action === 'open' || action === 'remind' || rung >= rungs).toBe(true);
          const newer = events.slice(n + 1).find((later) => isWordOn(event.duty, later));
          expect(newer).toMatchObject({ at });
        }
      }),
    );
  });

  it('3 for instance: after two days without service one reminder and one repeat are left', () => {
    const { events } = run(climbing, [[on('2027-06-17 09:00'), TICK]]);
    const superseded = events.filter(({ type }) => type === 'superseded');
    expect(notes(events)).toEqual([2, 3, 4, 6].map((n) => ALL_WORDS[n]));
    expect(superseded).toMatchObject([
      { action: 'remind', rung: 0, owedAt: on('2027-06-14 17:00') },
      { action: 'remind', rung: 1, owedAt: on('2027-06-15 16:00') },
      { action: 'escalate', rung: 2, owedAt: on('2027-06-15 20:00') },
    ]);
  });

  it('4 is silent after completion', () => {
    fc.assert(
      fc.property(courses(), ([plan, script]) => {
        const { events } = run(plan, [...script, ...END_TICK]);
        const after = events.flatMap((event, n) =>
          event.type === 'accepted' || event.type === 'waived' || event.type === 'voided'
            ? untilBegun(event.duty, events.slice(n + 1)).filter((later) =>
                isWordOn(event.duty, later),
              )
            : [],
        );
        expect(after).toEqual([]);
      }),
    );
  });

  it('4 for instance: done at 18:30, the rung of 19:00 and all that follow are not sent', () => {
    const done = [[on('2027-06-15 18:30'), unit.complete('receipt')]] as const;
    const { events } = run(climbing, [...hourly('2027-06-14 00:30', 42), ...done, ...END_TICK]);
    expect(notes(events)).toEqual(ALL_WORDS.slice(0, 4));
  });

  it('climbs rung by rung, none skipped, none backwards', () => {
    fc.assert(
      fc.property(courses('return', 'adopt'), extraTicks, ([plan, script], ticks) => {
        const { events } = run(plan, [...merged(script, ticks), ...END_TICK]);
        for (const { id } of plan.duties) {
          const rungs = events.flatMap((event) =>
            isWordOn(id, event) && event.action === 'escalate' && event.side === 'owner'
              ? [event.rung]
              : [],
          );
          const distinct = [...new Set(rungs)];
          expect(distinct).toEqual(distinct.map((_, n) => n));
        }
      }),
    );
  });

  it('tells nobody early', () => {
    fc.assert(
      fc.property(courses(), extraTicks, ([plan, script], ticks) => {
        const { events } = run(plan, [...merged(script, ticks), ...END_TICK]);
        expect(events.filter((event) => 'owedAt' in event && event.at < event.owedAt)).toEqual([]);
      }),
    );
  });

  it('answers a repeated key as it did the first time, and does nothing more', () => {
    fc.assert(
      fc.property(courses('adopt', 'pause'), ([plan, script]) => {
        const once = run(plan, script);
        const lastAt = script.at(-1)?.[0] ?? START;
        for (const [n, [, command]] of script.entries()) {
          const key = 'key' in command ? command.key : undefined;
          const answeredAt = once.answers[n]?.at ?? 0;
          if (key === undefined || answeredAt <= lastAt - unit.DAY) continue;
          const again = run(once, [[lastAt, command]]);
          expect(again.answers.at(-1)).toEqual(once.answers[n]);
          expect(again.state.agenda).toEqual(once.state.agenda);
          expect(again.events.length).toBe(once.events.length);
        }
      }),
    );
  });
});

// A series that begins anew brings an occurrence of the same number once more.
function untilBegun(id: string, later: readonly UnitEvent[]): readonly UnitEvent[] {
  const again = later.findIndex((event) => event.type === 'begun' && event.duty === id);
  return again < 0 ? later : later.slice(0, again);
}

type Word = Extract<UnitEvent, { type: 'told' | 'superseded' | 'asked' }>;

const isWordOn = (id: string, event: UnitEvent): event is Word =>
  (event.type === 'told' || event.type === 'superseded' || event.type === 'asked') &&
  event.duty === id;

const ladderOn = (owed: Duty | undefined, side: 'owner' | 'acceptor') =>
  side === 'owner' ? owed?.ladder : owed?.accept?.ladder;

describe('firings', () => {
  it('are named by duty, side, action, rung and instant, for ever', () => {
    expect(firingsIn(run(climbing, [[DUE - HOUR, TICK]]).events)).toEqual([
      `|receipt|owner|remind|0|${DUE - 24 * HOUR}`,
      `|receipt|owner|remind|1|${DUE - HOUR}`,
    ]);
  });
});
