import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs, NEVER, type UnitEvent, type UnitPlan } from '../../src/engine/model.js';
import { simulate } from '../../src/engine/simulate.js';
import { planOf } from '../../src/engine/state.js';
import { courses, END, plans, scriptFor, START, wishes } from './arbitraries.js';
import { isOpened, ownWords, playable, throughJson, words, wordsAfter } from './listed.js';
import { byPath, seasonPlan, seasonPlans, step } from './season.js';
import {
  act,
  complete,
  DAY,
  duty,
  firingsIn,
  folded,
  HOUR,
  ladder,
  notes,
  on,
  run,
  TICK,
  unitPlan,
  type Course,
  type Script,
} from './unit.js';

const END_TICK: Script = [[END, TICK]];
const plansIn = (script: Script): UnitPlan[] =>
  script.flatMap(([, command]) => (command.type === 'adopt' ? [command.plan] : []));

describe('the laws of a unit, whatever changes', () => {
  it('5 is independent of the plan’s order', () => {
    const shuffled = seasonPlans.chain((plan) =>
      fc.tuple(
        fc.constant(plan),
        fc.shuffledSubarray([...plan.steps], { minLength: plan.steps.length }),
        fc.boolean(),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([plan, steps, swap]) => {
        const [county, one, two] = plan.units;
        const units = [county, ...(swap ? [two, one] : [one, two])].filter(
          (one) => one !== undefined,
        );
        const [plain, mixed] = [byPath(plan), byPath({ ...plan, steps, units })];
        for (const [path, { children, titles, ...rest }] of Object.entries(plain)) {
          expect(mixed[path]).toMatchObject(rest);
          expect(mixed[path]?.titles).toEqual(titles);
          expect(mixed[path]?.children.map((child) => child.path).sort()).toEqual(
            children.map((child) => child.path).sort(),
          );
        }
      }),
      { numRuns: 60 }, // compiling is slow, and orders are few
    );
  });

  it('5 for instance: rungs and reminders written upside down come in their order', () => {
    const steps = [step('b', { remind: ['2h', '7d', '1d'] }), step('a')];
    const ladders = {
      general: {
        rungs: [
          { after: '2h', to: 'root.director' },
          { after: '0m', to: 'own.leader' },
        ],
        repeat: null,
      },
    };
    const duties = byPath(seasonPlan(steps, { ladders }))['county/one']?.duties;
    expect(duties?.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(duties?.[1]).toMatchObject({
      remindBeforeMs: [7 * DAY, DAY, 2 * HOUR],
      ladder: { rungs: [{ to: 'county/one#leader' }, { to: 'county#director' }] },
    });
  });

  it('6 survives JSON between any two commands', () => {
    fc.assert(
      fc.property(courses(), ([plan, script]) => {
        let packed = {
          plan: planOf(plan),
          state: run(plan, []).state,
          events: [],
          answers: [],
        } as Course;
        for (const line of [...script, ...END_TICK]) packed = throughJson(run(packed, [line]));
        const plain = run(plan, [...script, ...END_TICK]);
        expect(packed.state).toEqual(plain.state);
        expect(packed.events).toEqual(plain.events);
        expect(JSON.parse(JSON.stringify(plain.state))).toEqual(plain.state);
      }),
    );
  });

  it('6 for instance: a fresh state holds no undefined, no Date, no infinity', () => {
    const { state } = run(unitPlan([duty('a', on('2027-06-15 17:00'))]), []);
    expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
  });

  it('7 a moved deadline re-arms: new instants fire, old ones do not, done stays done', () => {
    fc.assert(
      fc.property(plans, wishes(), fc.nat(80), (plan, raws, hour) => {
        const before = raws.filter((raw) => raw.what === 'complete' && raw.hour < hour);
        const move = { hour, what: 'adopt', n: hour, m: hour % 10, by: 'li' } as const;
        const script = scriptFor(plan, [...before, move]);
        const atMove = run(plan, script);
        const { events } = run(atMove, END_TICK);
        const later = events.slice(atMove.events.length);
        for (const moved of atMove.plan.duties) {
          const old = plan.duties.find(({ id }) => id === moved.id);
          if (old?.dueAt === moved.dueAt || moved.kind === 'gate') continue;
          // Series, watches and clocks that wait: law-7-of-clocks.test.ts.
          if (moved.series ?? moved.watch ?? moved.after) continue;
          const wasDone = atMove.events.some(
            (event) => event.type === 'submitted' && event.duty === moved.id,
          );
          const hasOpened = isOpened(atMove.events, moved.id);
          const owed = wasDone ? [] : wordsAfter(moved, START + hour * HOUR, hasOpened);
          expect(ownWords(later, moved.id)).toEqual(owed);
        }
      }),
    );
  });

  it('7 for instance: moved from 15 to 16 June after the first reminder, both remind again', () => {
    const over = { remindBeforeMs: [DAY, HOUR], ladder: ladder({ 'site#leader': 0 }) };
    const plan = unitPlan([
      duty('a', on('2027-06-15 17:00'), over),
      duty('b', on('2027-06-15 17:00')),
    ]);
    const moved = ['a', 'b'].map((id) => duty(id, on('2027-06-16 17:00'), id === 'a' ? over : {}));
    const { events, state } = run(plan, [
      [on('2027-06-14 17:00'), TICK],
      [on('2027-06-15 09:00'), complete('b')],
      [
        on('2027-06-15 10:00'),
        { type: 'adopt', plan: unitPlan(moved, { version: 2 }), hash: 'h2' },
      ],
      [on('2027-06-15 17:00'), TICK],
      [on('2027-06-16 16:00'), TICK],
      [on('2027-06-16 17:00'), TICK],
    ]);
    expect(notes(events)).toEqual([
      '06-14 17:00 remind 0 site#doer',
      '06-15 17:00 remind 0 site#doer',
      '06-16 16:00 remind 1 site#doer',
      '06-16 17:00 due site#doer',
      '06-16 17:00 escalate 0 site#leader',
    ]);
    expect(state.agenda.root.wakeAt).toBe(NEVER);
  });

  it('8 has bounded events and a bounded state', () => {
    fc.assert(
      fc.property(courses(), ([plan, script]) => {
        const { events, state } = run(plan, [...script, ...END_TICK]);
        for (const owed of [...plan.duties, ...state.added]) {
          const of = (...types: UnitEvent['type'][]) =>
            events.filter(
              (e) =>
                types.includes(e.type) &&
                (e.type === 'adopted' || ('duty' in e && e.duty === owed.id)),
            ).length;
          const clocks =
            1 +
            of('returned', 'submitted', 'adopted') +
            of('armed', 'begun', 'relieved', 'left', 'expired');
          const longest =
            2 +
            owed.remindBeforeMs.length +
            Math.max(words(owed.ladder), words(owed.accept?.ladder));
          expect(of('told', 'superseded', 'asked', 'judged')).toBeLessThanOrEqual(
            3 * clocks * longest,
          );
        }
        const held = plan.duties.length + state.added.length;
        expect(JSON.stringify(state).length).toBeLessThan(2_000 * (held + state.keys.length + 1));
      }),
    );
  });

  it('8 for instance: of 1,200 keys the last 500 are kept, and none older than a day', () => {
    const from = on('2027-06-10 00:00');
    const plan = unitPlan([duty('a', on('2027-06-15 17:00'))]);
    const script = Array.from({ length: 1_200 }, (_, n) => {
      const key = `k${n}`;
      return [from + n * 60_000, act('object', 'a', { reason: 'not ours', key })] as const;
    });
    const full = run(plan, script);
    expect(full.state.keys.map(({ key }) => key)).toEqual(
      script.slice(-500).map((_, n) => `k${700 + n}`),
    );
    const day = [
      from + 1_199 * 60_000 + DAY,
      act('object', 'a', { reason: 'x', key: 'new' }),
    ] as const;
    expect(run(full, [day]).state.keys).toHaveLength(1);
  });

  it('9 simulate and the real run agree on the set of firings', () => {
    const ticks = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 15 });
    fc.assert(
      fc.property(courses('adopt', 'pause', 'resume', 'tick'), ticks, ([plan, script], halves) => {
        const played = script.flatMap(([at, command]) => playable(plan, at, command));
        const simulated: UnitEvent[] = [];
        const scripted = played.map(([at, command]) => ({ at: epochMs(at), command }));
        simulate([{ ...plan, script: scripted }], ({ event }) => simulated.push(event));
        const ticking = halves.map((half) => [START + half * (HOUR / 2), TICK] as const);
        const real = run(plan, [...[...played, ...ticking].sort(([a], [b]) => a - b), ...END_TICK]);
        expect(new Set(firingsIn(simulated))).toEqual(new Set(firingsIn(real.events)));
      }),
    );
  });

  it('9 for instance: an acceptance that is missed climbs alike in both', () => {
    const accept = {
      by: 'county#office',
      withinMs: 2 * HOUR,
      ladder: ladder({ 'county#director': 0 }),
    };
    const plan = unitPlan([duty('a', on('2027-06-15 17:00'), { accept })]);
    const told: UnitEvent[] = [];
    const script = [{ at: on('2027-06-15 09:00'), command: complete('a') }];
    simulate([{ ...plan, script }], ({ event }) => told.push(event));
    const real = run(plan, [
      [on('2027-06-15 09:00'), complete('a')],
      [on('2027-06-20 00:00'), TICK],
    ]);
    expect(notes(told)).toEqual([
      '06-15 09:00 open county#office',
      '06-15 11:00 due county#office',
      '06-15 11:00 escalate 0 county#director',
    ]);
    expect(notes(real.events)).toEqual(notes(told));
  });

  it('has as its state the log, folded', () => {
    fc.assert(
      fc.property(courses(), ([plan, script]) => {
        const { events, state } = run(plan, [...script, ...END_TICK]);
        expect(folded(plan, events, plansIn(script))).toEqual(state);
        expect(state.seq).toBe(events.length);
      }),
    );
  });
});
