import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowOf } from '../../src/engine/board.js';
import { nextWake } from '../../src/engine/decide.js';
import {
  epochMs,
  NEVER,
  type Command,
  type Told,
  type Undelivered,
  type UnitEvent,
  type UnitPlan,
} from '../../src/engine/model.js';
import { courses, END, START } from './arbitraries.js';
import * as unit from './unit.js';
import {
  act,
  clock,
  duty,
  folded,
  HOUR,
  ladder,
  MINUTE,
  notes,
  on,
  run,
  TICK,
  toldIn,
  wordsIn,
  type Course,
  type Script,
} from './unit.js';

const missed = (
  word: Told,
  to = word.to[0] ?? '',
  more: Partial<Undelivered> = {},
): Undelivered => {
  const { duty: id, action, rung, owedAt, side } = word;
  const item = { duty: id, action, rung, owedAt, side, to, outcome: 'undeliverable' } as const;
  return { ...item, reason: 'no address', ...more };
};
const report = (...items: readonly Undelivered[]): Command => ({ type: 'reportDelivery', items });
const lastOf = (course: Course): Told => {
  const told = toldIn(course.events).at(-1);
  if (!told) throw new Error('nothing was told');
  return told;
};
const undeliveredIn = (events: readonly UnitEvent[]) =>
  events.filter((event) => event.type === 'undelivered');

const DUE = on('2027-06-15 17:00');
const climbing = unit.unitPlan([
  duty('receipt', DUE, {
    remindBeforeMs: [HOUR],
    ladder: ladder(
      { 'site#leader': HOUR, 'county#head': 3 * HOUR, 'county#director': 6 * HOUR },
      { everyMs: HOUR, times: 1 },
    ),
  }),
]);
const hourly: Script = Array.from({ length: 48 }, (_, n) => [
  on('2027-06-15 12:00') + n * HOUR,
  TICK,
]);
const until = (begin: UnitPlan | Course, civil: string): Course =>
  run(begin, [...hourly.filter(([at]) => at < on(civil)), [on(civil), TICK]]);

describe('a word that reaches nobody', () => {
  it('is on record once, also when the duty was signed for since and the promise broken', () => {
    const plan = unit.unitPlan([duty('receipt', DUE, { ladder: ladder({ 'site#leader': HOUR }) })]);
    const late = until(plan, '2027-06-15 18:00');
    const first = lastOf(late);
    const promised = run(late, [
      [on('2027-06-15 18:01'), report(missed(first))],
      [on('2027-06-15 18:30'), act('signFor', 'receipt', { promiseAt: on('2027-06-15 20:00') })],
    ]);
    const broken = until(promised, '2027-06-15 22:00');
    const again = run(broken, [[on('2027-06-15 22:01'), report(missed(first))]]);
    expect(undeliveredIn(again.events)).toHaveLength(1);
  });

  it('brings the next rung at once, and those after it at their own time', () => {
    const due = until(climbing, '2027-06-15 17:00');
    const told = run(due, [[on('2027-06-15 17:01'), report(missed(lastOf(due)))]]);
    const { events } = run(told, [[END, TICK]]);
    expect(notes(events)).toEqual([
      '06-15 16:00 remind 0 site#doer',
      '06-15 17:00 due site#doer',
      '06-15 17:01 escalate 0 site#leader',
      '06-15 20:00 escalate 1 county#head',
      '06-15 23:00 escalate 2 county#director',
      '06-16 00:00 escalate 3 county#director',
    ]);
  });

  it('climbs to the end of the ladder where nobody can be reached, then to the coordinator, once', () => {
    let course = until(climbing, '2027-06-15 17:00');
    for (let minute = 1; minute < 9; minute += 1) {
      const now = on('2027-06-15 17:00') + minute * MINUTE;
      course = run(course, [[now, report(missed(lastOf(course)))]]);
    }
    expect(notes(course.events).slice(2)).toEqual([
      '06-15 17:01 escalate 0 site#leader',
      '06-15 17:02 escalate 1 county#head',
      '06-15 17:03 escalate 2 county#director',
    ]);
    expect(undeliveredIn(course.events)).toMatchObject([
      { post: 'site#doer', hurries: true },
      { post: 'site#leader', hurries: true },
      { post: 'county#head', hurries: true },
      { post: 'county#director', to: ['county#office'] },
    ]);
    expect(rowOf(course.plan, course.state, 'receipt')).toMatchObject({
      level: 3,
      told: ['county#director'],
      unreached: ['site#doer', 'site#leader', 'county#head', 'county#director'],
    });
  });

  it('is told the coordinator where there is no ladder, unless it is he whom nobody reaches', () => {
    const plan = unit.unitPlan([
      duty('alone', DUE),
      duty('office', DUE, { doer: 'county#office' }),
    ]);
    const due = until(plan, '2027-06-15 17:00');
    const items = toldIn(due.events).map((word) => missed(word));
    const { events } = run(due, [[DUE + MINUTE, report(...items)]]);
    expect(undeliveredIn(events).map((event) => [event.duty, event.to ?? []])).toEqual([
      ['alone', ['county#office']],
      ['office', []],
    ]);
  });

  it('before its time tells whom the ladder would tell first, and climbs nothing', () => {
    const early = until(climbing, '2027-06-15 16:00');
    const told = run(early, [[on('2027-06-15 16:01'), report(missed(lastOf(early)))]]);
    expect(undeliveredIn(told.events)).toMatchObject([{ to: ['site#leader'] }]);
    const { events } = until(told, '2027-06-17 12:00');
    expect(notes(events)).toEqual(notes(until(climbing, '2027-06-17 12:00').events));
  });

  it('changes nothing once somebody has signed, and waits for what he promised', () => {
    const due = until(climbing, '2027-06-15 17:00');
    const promise = act('signFor', 'receipt', { promiseAt: on('2027-06-15 19:00') });
    const course = run(due, [
      [on('2027-06-15 17:01'), promise],
      [on('2027-06-15 17:02'), report(missed(lastOf(due)))],
    ]);
    expect(undeliveredIn(course.events)).toEqual([]);
    expect(clock(nextWake(course.plan, course.state))).toBe('2027-06-15 19:00');
  });

  it('says nothing of what is done, unknown, or owed on a clock that was moved', () => {
    const due = until(climbing, '2027-06-15 17:00');
    const word = lastOf(due);
    const later = { ...climbing.duties[0], dueAt: on('2027-06-16 17:00') };
    const plan = { ...climbing, version: 2, duties: [later] } as UnitPlan;
    const moved = run(due, [
      [on('2027-06-15 17:01'), { type: 'adopt', plan, hash: 'v2' }],
      [on('2027-06-16 17:00'), report(missed(word), missed({ ...word, duty: 'nothing' }))],
    ]);
    const done = run(due, [
      [on('2027-06-15 17:01'), unit.complete('receipt')],
      [on('2027-06-15 17:02'), report(missed(word))],
    ]);
    expect(undeliveredIn([...moved.events, ...done.events])).toEqual([]);
    expect(notes(run(moved, [[END, TICK]]).events).slice(2, 4)).toEqual([
      '06-16 17:00 due site#doer',
      '06-16 18:00 escalate 0 site#leader',
    ]);
  });

  it('hurries nothing where the next rung has spoken already', () => {
    const due = until(climbing, '2027-06-15 17:00');
    const word = lastOf(due);
    const late = run(until(due, '2027-06-15 18:00'), [
      [on('2027-06-15 18:01'), report(missed(word))],
    ]);
    expect(undeliveredIn(late.events)).toEqual([
      {
        type: 'undelivered',
        ...missed(word),
        to: undefined,
        post: 'site#doer',
        at: on('2027-06-15 18:01'),
      },
    ]);
    expect(clock(nextWake(late.plan, late.state))).toBe('2027-06-15 20:00');
  });

  it('waits while the unit is paused, and comes when it goes on', () => {
    const due = until(climbing, '2027-06-15 17:00');
    const { events } = run(due, [
      [on('2027-06-15 17:01'), act('pause', null)],
      [on('2027-06-15 17:02'), report(missed(lastOf(due)))],
      [on('2027-06-15 17:30'), act('resume', null)],
    ]);
    expect(notes(events).at(-1)).toBe('06-15 17:02 escalate 0 site#leader');
    expect(toldIn(events).at(-1)?.at).toBe(on('2027-06-15 17:30'));
  });

  it('shows the coordinator what goes higher, and keeps his time from then on', () => {
    const rungs = [
      { afterMs: HOUR, to: 'county#office', preview: true },
      { afterMs: HOUR + 20 * MINUTE, to: 'county#director' },
      { afterMs: 8 * HOUR, to: 'city#head' },
    ] as const;
    const plan = unit.unitPlan([duty('paper', DUE, { ladder: { rungs, repeat: null } })]);
    const due = until(plan, '2027-06-15 17:00');
    const told = run(due, [[on('2027-06-15 17:01'), report(missed(lastOf(due)))]]);
    expect(notes(run(told, [[END, TICK]]).events)).toEqual([
      '06-15 17:00 due site#doer',
      '06-15 17:01 escalate 0 county#office',
      '06-15 17:21 escalate 1 county#director',
      '06-16 01:00 escalate 2 city#head',
    ]);
  });

  it('hurries a gate’s rung by asking the tree anew', () => {
    const plan = unit.unitPlan([
      duty('fit', DUE),
      duty('gate', on('2027-06-15 18:00'), {
        kind: 'gate',
        needs: [{ step: 'fit', scope: 'own' }],
        ladder: ladder({ 'county#head': 3 * HOUR }),
      }),
    ]);
    const said = until(plan, '2027-06-15 18:00');
    const judged = said.events.find((event) => event.type === 'judged');
    const item = { ...missed(lastOf(said), 'site#doer'), ...{ duty: 'gate', action: 'gate' } };
    const word = { ...item, owedAt: epochMs(judged?.at ?? 0) } as Undelivered;
    const { events } = run(said, [[on('2027-06-15 18:05'), report(word)]]);
    expect(notes(events).at(-1)).toBe('06-15 18:05 escalate 0 county#head');
  });

  it('leaves a rehearsal as its plan has it', () => {
    const due = until({ ...climbing, script: [] }, '2027-06-15 17:00');
    const told = run(due, [[on('2027-06-15 17:01'), report(missed(lastOf(due)))]]);
    expect(told.events).toEqual(due.events);
  });
});

// Each run plays its season in small parts.
const FEW = { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 150) / 3) };

interface Report {
  readonly hour: number;
  /** Which of the words told so far, counted from the last. */
  readonly back: number;
  readonly who: number;
  readonly twice: boolean;
}
const reports = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: 160 }).map((half) => half / 2),
    back: fc.constantFrom(0, 0, 0, 1, 2),
    who: fc.nat(2),
    twice: fc.boolean(),
  }),
  { maxLength: 12, size: 'max' },
);

/** The script with reports between its commands, each about a word told before it. */
function reported(plan: UnitPlan, script: Script, wanted: readonly Report[], end = END): Course {
  const lines = [
    ...script.map(([at, command]) => ({ at, command, about: null })),
    ...wanted.map((about) => ({
      at: START + about.hour * HOUR + 7 * MINUTE,
      command: null,
      about,
    })),
  ].sort((a, b) => a.at - b.at);
  let course = unit.begun(plan);
  for (const { at, command, about } of lines) {
    if (command) course = run(course, [[at, command]]);
    else if (about) course = reportOn(run(course, [[at, TICK]]), at, about);
  }
  return run(course, [[end, TICK]]);
}

function reportOn(course: Course, at: number, { back, who, twice }: Report): Course {
  const word = toldIn(course.events).at(-1 - back);
  if (!word) return course;
  const item = missed(word, word.to[who % word.to.length]);
  return run(course, [[at, report(...(twice ? [item, item] : [item]))]]);
}

describe('the laws, whoever cannot be reached', () => {
  it('owes nothing twice, and climbs rung by rung', () => {
    fc.assert(
      fc.property(courses('return', 'adopt'), reports, ([plan, script], wanted) => {
        const { events } = reported(plan, script, wanted);
        const words = wordsIn(events);
        expect(words).toEqual([...new Set(words)]);
        for (const { id } of plan.duties) {
          const rungs = events.flatMap((event) =>
            isRungOf(id, event) && 'side' in event && event.side === 'owner' ? [event.rung] : [],
          );
          const distinct = [...new Set(rungs)];
          expect(distinct).toEqual(distinct.map((_, n) => n));
        }
      }),
      FEW,
    );
  });

  it('tells every word that it would tell anyway, none later, none but rungs earlier', () => {
    // A promise puts the ladder off from where it stands, and that is what reports change.
    fc.assert(
      fc.property(courses('signFor', 'pause', 'resume'), reports, ([plan, script], wanted) => {
        const plain = wordsOf(run(plan, [...script, [END, TICK]]).events);
        const hurried = wordsOf(reported(plan, script, wanted).events);
        for (const [name, instants] of plain) {
          const found = hurried.get(name) ?? [];
          for (const [n, at] of instants.entries()) {
            const isRung = name.includes(' escalate ');
            if (isRung) expect(found[n]).toBeLessThanOrEqual(at);
            else expect(found).toContain(at);
          }
        }
      }),
      FEW,
    );
  });

  it('owes nothing between now and nextWake', () => {
    fc.assert(
      fc.property(courses(), reports, fc.nat(80), ([plan, script], wanted, hour) => {
        const now = START + hour * HOUR;
        const course = reported(
          plan,
          script.filter(([at]) => at <= now),
          wanted.filter((one) => START + one.hour * HOUR + 7 * MINUTE <= now),
          now,
        );
        const wake = nextWake(course.plan, course.state);
        expect(wake).toBeGreaterThan(now);
        fc.pre(wake !== NEVER);
        expect(run(course, [[wake - 1, TICK]]).events).toEqual(course.events);
        expect(run(course, [[wake, TICK]]).events.length).toBeGreaterThan(course.events.length);
      }),
      FEW,
    );
  });

  it('records each word and post once, and the log alone gives the state, also through JSON', () => {
    fc.assert(
      fc.property(courses('adopt'), reports, ([plan, script], wanted) => {
        const { events, state } = reported(plan, script, wanted);
        const names = undeliveredIn(events).map((event) =>
          [event.duty, event.side, event.action, event.rung, event.owedAt, event.post].join(' '),
        );
        expect(names).toEqual([...new Set(names)]);
        expect(folded(plan, throughJson(events))).toEqual(state);
        expect(throughJson(state)).toEqual(state);
      }),
      FEW,
    );
  });

  it('is silent about what is done, and the same report again does nothing', () => {
    fc.assert(
      fc.property(courses('adopt', 'return'), reports, ([plan, script], wanted) => {
        const course = reported(plan, script, wanted);
        const all = toldIn(course.events).flatMap((word) => word.to.map((to) => missed(word, to)));
        const once = run(course, [[END + HOUR, report(...all)]]);
        const twice = run(once, [[END + 2 * HOUR, report(...all)]]);
        expect(toldIn(twice.events)).toEqual(toldIn(once.events));
        const known = undeliveredIn(once.events).length;
        expect(undeliveredIn(twice.events)).toHaveLength(known);
        const done = new Set<string>();
        for (const event of course.events) {
          if (event.type === 'accepted' || event.type === 'waived' || event.type === 'voided')
            done.add(event.duty);
          if (event.type === 'begun') done.delete(event.duty);
          if (event.type === 'undelivered') expect(done.has(event.duty)).toBe(false);
        }
      }),
      FEW,
    );
  });
});

const isRungOf = (id: string, event: UnitEvent) =>
  (event.type === 'told' || event.type === 'superseded' || event.type === 'asked') &&
  event.duty === id &&
  event.action === 'escalate';
const throughJson = <Thing>(thing: Thing): Thing => JSON.parse(JSON.stringify(thing));

/** When each word was owed, by duty, side, action and rung; a returned duty has several of one name. */
function wordsOf(events: readonly UnitEvent[]): ReadonlyMap<string, readonly number[]> {
  const words = new Map<string, number[]>();
  for (const event of events) {
    if (event.type !== 'told' && event.type !== 'superseded') continue;
    const name = [event.duty, event.side, event.action, event.rung].join(' ');
    words.set(name, [...(words.get(name) ?? []), event.owedAt]);
  }
  return words;
}
