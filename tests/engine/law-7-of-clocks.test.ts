import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextWake } from '../../src/engine/decide.js';
import { epochMs, type Duty, type Series, type Watch } from '../../src/engine/model.js';
import { complete, duty, firingsIn, HOUR, ladder, on, run, TICK, unitPlan } from './unit.js';
import type { Course } from './unit.js';

// Law 7 for what has a clock of its own: series, watches, duties that wait for an event.
const START = on('2027-06-14 00:00');
const END = START + 30 * 24 * HOUR;
const RUNGS = ladder({ 'site#leader': 0, 'county#office': HOUR });
const hours = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * HOUR);

/** Lets all time pass, each word at its instant. */
function passed(course: Course, until: number): Course {
  let now = course;
  for (let at = nextWake(now.plan, now.state); at <= until; at = nextWake(now.plan, now.state))
    now = run(now, [[at, TICK]]);
  return now;
}

const adopted = (course: Course, duties: readonly Duty[], at: number): Course =>
  run(course, [[at, { type: 'adopt', plan: unitPlan([...duties], { version: 2 }), hash: 'v2' }]]);

/** The words told after the move, and those that a unit owes that never knew another plan. */
function afterMove(before: Duty, moved: Duty, at: number) {
  const old = passed(run(unitPlan([before]), []), at);
  const later = passed(adopted(old, [moved], at), END);
  const fresh = passed(run(unitPlan([moved]), []), END);
  return {
    told: firingsIn(later.events.slice(old.events.length)).sort(),
    owed: firingsIn(fresh.events).sort(),
  };
}

const series = (fromAt: number, every: number, lead: number): Duty => {
  const span = { fromAt: epochMs(fromAt), untilAt: epochMs(fromAt + 20 * HOUR) };
  const rhythm: Series = {
    ...{ ...span, from: null, until: null, everyMs: every, instants: null },
    ...{ of: 'task', leadMs: lead },
  };
  return duty('patrol', span.untilAt, { kind: 'series', series: rhythm, ladder: RUNGS });
};

const watch = (fromAt: number, shiftMs: number): Duty => {
  const span = { fromAt: epochMs(fromAt), untilAt: epochMs(fromAt + 20 * HOUR) };
  const guard: Watch = {
    ...{ ...span, from: null, until: null, minimum: 1, heads: 1, shiftMs },
    ...{ withinMs: HOUR, graceMs: HOUR / 2 },
  };
  const over = { kind: 'watch', watch: guard, ladder: RUNGS, remindBeforeMs: [HOUR] } as const;
  return duty('guard', span.untilAt, over);
};

// Moved at some hour before or within the old time – what is over stays done –; all of the new time lies ahead.
const moves = fc
  .tuple(hours(1, 60), hours(1, 60), hours(1, 200))
  .filter(([from, at]) => at < from + 20 * HOUR);

it('7 a series moved into the future owes there what a fresh one owes, and nothing of the old', () => {
  fc.assert(
    fc.property(moves, hours(2, 6), hours(0, 2), ([from, at, ahead], every, lead) => {
      const move = START + at;
      const moved = series(move + ahead, every, lead);
      const { told, owed } = afterMove(series(START + from, every + HOUR, lead), moved, move);
      // What was under way when the plan changed is void: its words are over.
      expect(told).toEqual(owed);
    }),
  );
});

it('7 a watch moved into the future owes there what a fresh one owes, and nothing of the old', () => {
  fc.assert(
    fc.property(moves, hours(4, 8), ([from, at, ahead], shift) => {
      const move = START + at;
      // The reminder of the beginning lies ahead, too.
      const moved = watch(move + ahead + HOUR, shift);
      const { told, owed } = afterMove(watch(START + from, shift), moved, move);
      expect(told).toEqual(owed);
    }),
  );
});

it('7 a clock that waits follows the new plan until its event; once it runs, it runs on', () => {
  const waiting = (offset: number): Duty[] => [
    duty('papers', epochMs(START + 100 * HOUR)),
    duty('sort', epochMs(START + 100 * HOUR + offset), {
      ...{ after: { duty: 'papers', offsetMs: offset }, ladder: RUNGS, remindBeforeMs: [HOUR] },
    }),
  ];
  const offsets = fc.tuple(hours(2, 20), hours(2, 20));
  fc.assert(
    fc.property(offsets, hours(1, 90), hours(1, 90), ([first, second], doneAt, movedAt) => {
      const sorted = (course: Course) =>
        firingsIn(passed(course, END).events).filter((word) => word.includes('sort'));
      const done = complete('papers');
      const byPlan = (offset: number): string[] =>
        sorted(
          run(passed(run(unitPlan(waiting(offset)), []), START + doneAt), [[START + doneAt, done]]),
        );
      let course = run(unitPlan(waiting(first)), []);
      const lines = [
        { at: doneAt, play: (c: Course) => run(c, [[START + doneAt, done]]) },
        { at: movedAt, play: (c: Course) => adopted(c, waiting(second), START + movedAt) },
      ].sort((a, b) => a.at - b.at);
      for (const { at, play } of lines) course = play(passed(course, START + at));
      expect(new Set(sorted(course))).toEqual(new Set(byPlan(doneAt <= movedAt ? first : second)));
    }),
  );
});
