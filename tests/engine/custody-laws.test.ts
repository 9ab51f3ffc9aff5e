import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWake } from '../../src/engine/decide.js';
import { wayOf } from '../../src/engine/custody-book.js';
import {
  expectedWords,
  labelText,
  statementOf,
  statementText,
} from '../../src/engine/custody-words.js';
import { NEVER, type Command, type Duty, type UnitEvent } from '../../src/engine/model.js';
import type { State } from '../../src/engine/state.js';
import {
  batchPlan,
  CAR,
  custodySource,
  PLATE,
  POLICE,
  SITE,
  withPapers,
} from '../support/a-consignment.js';
import { begun, folded, MINUTE, on, run, TICK, wordsIn, type Course, type Script } from './unit.js';

const START = on('2027-06-16 05:00');
const END = START + 8 * 60 * MINUTE;
const source = custodySource();

/** Out by car, opened in the safe's room by hand, and the rest back the same way: legs that meet at each place. */
const PLAN = batchPlan(
  withPapers({
    consignments: source.consignments.map((one) => ({
      ...one,
      legs: [
        ...one.legs,
        { id: 'hand', from: 'safe', to: 'room', depart: 'S-50m', calls: [] },
        {
          id: 'back',
          from: 'room',
          to: 'vault',
          vehicle: 'car',
          depart: 'S+60m',
          arrive: 'S+90m',
          calls: [],
        },
      ],
    })),
    places: [
      ...source.places,
      {
        id: 'room',
        kind: 'room',
        title: { zh: '考场', en: 'Rooms' },
        keepers: ['county/one#head', 'county/one#leader'],
      },
    ],
    packets: source.packets.map((packet, n) => ({
      ...packet,
      route: n % 2 ? ['one', 'open-one'] : ['one', 'open-one', 'hand', 'back'],
    })),
  }),
);
const custody =
  PLAN.custody ??
  (() => {
    throw new Error('no custody');
  })();
const signedDuties = PLAN.duties.filter(({ sign }) => sign);
const taskDuties = PLAN.duties.filter(({ kind }) => kind === 'task');

// What a state makes sensible to say is said most of the time: nonsense alone would never leave the vault.
type Deed = (course: Course) => Command;
const persons = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const signing: fc.Arbitrary<Deed> = fc
  .record({
    duty: fc.constantFrom(...signedDuties),
    post: fc.nat(3),
    by: fc.option(persons, { freq: 5 }),
    wrong: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ duty, post: n, by, wrong }) => ({ state }) => {
    const posts = duty.sign?.posts ?? [];
    const post = posts[n % posts.length] ?? '';
    const right =
      duty.custody && state.custody
        ? expectedWords(custody, state.custody, duty.id, duty.custody)
        : null;
    const other =
      duty.custody?.act === 'labels'
        ? labelText({ session: 'chinese', subject: '数学', track: '普通类' })
        : statementText({ ...statementOf(custody, ['P1']), boxes: 9 });
    const content = wrong === 0 ? other : wrong === 1 ? '看不清' : (right ?? other);
    const [step = '', occurrence = ''] = duty.id.split('@');
    return { type: 'confirm', step, occurrence, by: by ?? `holder of ${post}`, post, content };
  });
const doing: fc.Arbitrary<Deed> = fc
  .record({
    duty: fc.constantFrom(...taskDuties),
    others: fc.integer({ min: 0, max: 6 }),
    post: fc.constantFrom(...CAR, ...POLICE, ...SITE),
  })
  .map(({ duty, others, post }) => () => {
    const [step = '', occurrence = ''] = duty.id.split('@');
    const on = { type: 'custody', step, occurrence, by: 'li' } as const;
    const act = duty.custody?.act;
    if (act === 'depart')
      return {
        ...on,
        act,
        plate: PLATE,
        aboard: others === 1 ? [...CAR] : [...CAR, ...POLICE],
        others: others === 2 ? 1 : 0,
      };
    if (act === 'arrive' && others === 3) return { ...on, act: 'alight', post };
    return act === 'call' ? { ...on, act } : { ...on, act: 'arrive' };
  });
const settling: fc.Arbitrary<Deed> = fc
  .record({ duty: fc.constantFrom(...signedDuties), without: fc.subarray(['P1', 'P2', 'P9']) })
  .map(({ duty, without }) => () => {
    const [step = '', occurrence = ''] = duty.id.split('@');
    return {
      type: 'custody',
      step,
      occurrence,
      by: 'head',
      act: 'settle',
      reason: '核定',
      without,
    };
  });
const unlocking: fc.Arbitrary<Deed> = fc
  .constantFrom('safe', 'vault', 'nowhere')
  .map((place) => () => ({ type: 'unlock', by: 'lock', place, unverified: true }));
/** Everything of one duty, as it should go. */
const properly = (duty: Duty): readonly Deed[] => {
  const [step = '', occurrence = ''] = duty.id.split('@');
  const on = { step, occurrence } as const;
  if (duty.sign)
    return duty.sign.posts.map(
      (post): Deed =>
        ({ state }) => ({
          ...{ type: 'confirm', ...on, by: `holder of ${post}`, post },
          content:
            (duty.custody &&
              state.custody &&
              expectedWords(custody, state.custody, duty.id, duty.custody)) ||
            '无',
        }),
    );
  const act = duty.custody?.act;
  const said =
    act === 'depart'
      ? ({ act, plate: PLATE, aboard: [...CAR, ...POLICE], others: 0 } as const)
      : ({ act: act === 'call' ? 'call' : 'arrive' } as const);
  return [() => ({ type: 'custody', ...on, by: 'li', ...said })];
};
const oneDuty = fc.constantFrom(...PLAN.duties).map(properly);
/** One says something else than the book, and the others go on as if nothing had been. */
const differing = fc.constantFrom(...signedDuties).map((duty): readonly Deed[] => {
  const [step = '', occurrence = ''] = duty.id.split('@');
  const content =
    duty.custody?.act === 'labels'
      ? labelText({ session: 'chinese', subject: '数学', track: '普通类' })
      : statementText({ ...statementOf(custody, ['P1']), boxes: 9 });
  const post = duty.sign?.posts[0] ?? '';
  return [() => ({ type: 'confirm', step, occurrence, by: 'x', post, content }), ...properly(duty)];
});
/** The way to the safe, as far as chance goes: so that runs come far. */
const IN_ORDER = ['load', 'depart', 'arrive', 'unload'].map((act) => `custody-${act}@one`);
const wholeWay = fc
  .nat(IN_ORDER.length)
  .map((count) =>
    IN_ORDER.slice(0, count).flatMap((id) =>
      PLAN.duties.filter((duty) => duty.id === id).flatMap(properly),
    ),
  );
const deeds = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: oneDuty },
    { weight: 2, arbitrary: differing },
    { weight: 3, arbitrary: signing.map((deed) => [deed]) },
    { weight: 2, arbitrary: doing.map((deed) => [deed]) },
    { weight: 1, arbitrary: settling.map((deed) => [deed]) },
    { weight: 1, arbitrary: unlocking.map((deed) => [deed]) },
  ),
  { maxLength: 18 },
);
const courses = fc
  .tuple(wholeWay, deeds, fc.array(fc.nat(20), { minLength: 60, maxLength: 60 }))
  .map(([first, rest, gaps]): Course => {
    let [course, at] = [begun(PLAN), START as number];
    for (const [n, deed] of [...first, ...rest.flat()].entries()) {
      at += (gaps[n % gaps.length] ?? 0) * (MINUTE / 4);
      course = run(course, [[at, deed(course)]]);
    }
    return course;
  });
const lastAt = ({ events }: Course): number => events.at(-1)?.at ?? START;
const movesIn = (events: readonly UnitEvent[]) =>
  events.flatMap((event, n) =>
    event.type === 'custody' && event.fact.is === 'moved'
      ? [{ n, duty: event.duty ?? '', fact: event.fact }]
      : [],
  );

describe('the laws of custody', () => {
  it('every packet is in exactly one custody, whatever happens', () => {
    let far = 0;
    fc.assert(
      fc.property(courses, ({ state }) => {
        const at = state.custody?.at ?? {};
        expect(Object.keys(at).sort()).toEqual(custody.packets.map(({ id }) => id).sort());
        const places = custody.places.map(({ id }) => id);
        for (const place of Object.values(at)) expect(places).toContain(place);
        if (Object.values(at).some((place) => place !== 'vault')) far += 1;
      }),
    );
    // A law about papers that never leave would be none.
    expect(far).toBeGreaterThan(30);
  });

  it('a packet moves only from where it is, by the leg that carries it, when the giver’s two and the receiver’s two have signed the same', () => {
    fc.assert(
      fc.property(courses, ({ events }) => {
        const at = new Map(custody.packets.map(({ id, at: place }) => [id, place]));
        for (const { n, duty, fact } of movesIn(events)) {
          const role = PLAN.duties.find(({ id }) => id === duty)?.custody;
          const way = role && wayOf(custody, role);
          expect(way).toMatchObject({ from: fact.from, to: fact.to });
          const signatures = events
            .slice(0, n)
            .flatMap((event) => (event.type === 'confirmed' && event.duty === duty ? [event] : []))
            .slice(-4);
          expect(new Set(signatures.map(({ by }) => by)).size).toBe(4);
          expect(new Set(signatures.map(({ content }) => content)).size).toBe(1);
          expect(statementText(statementOf(custody, fact.packets))).toBe(signatures[0]?.content);
          const keepers = [fact.from, fact.to].flatMap(
            (id) => custody.places.find((place) => place.id === id)?.keepers ?? [],
          );
          expect(signatures.map(({ post }) => post).sort()).toEqual([...keepers].sort());
          for (const id of fact.packets) {
            expect(way?.packets).toContain(id);
            expect(at.get(id)).toBe(fact.from);
            at.set(id, fact.to);
          }
        }
      }),
    );
  });

  it('a vehicle leaves only with its papers handed over, and with no fewer than its crew', () => {
    fc.assert(
      fc.property(courses, ({ events }) => {
        for (const [n, event] of events.entries()) {
          if (event.type !== 'custody' || event.fact.is !== 'departed') continue;
          const { leg, aboard } = event.fact;
          expect(movesIn(events.slice(0, n)).map(({ duty }) => duty)).toContain(
            `custody-load@${leg}`,
          );
          expect(
            aboard.filter((post) => CAR.some((one) => one === post)).length,
          ).toBeGreaterThanOrEqual(2);
          expect(
            aboard.filter((post) => POLICE.some((one) => one === post)).length,
          ).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });

  it('nothing happens twice: no departure, no arrival, no opening, and no packet handed over twice by one handover', () => {
    fc.assert(
      fc.property(courses, ({ events }) => {
        const facts = events.flatMap((event) =>
          event.type === 'custody' &&
          ['moved', 'departed', 'arrived', 'opened'].includes(event.fact.is)
            ? [`${event.duty} ${event.fact.is}`]
            : [],
        );
        expect(facts).toEqual([...new Set(facts)]);
      }),
    );
  });

  it('whatever differs stops, and stays stopped until somebody settles it', () => {
    fc.assert(
      fc.property(courses, ({ events }) => {
        const stopped = new Set<string>();
        for (const event of events) {
          if (event.type === 'custody' && event.fact.is === 'differed') {
            stopped.add(event.duty ?? '');
            expect(event.fact.said).not.toBe(event.fact.expected);
          }
          if (event.type === 'custody' && event.fact.is === 'settled')
            stopped.delete(event.duty ?? '');
          if (event.type === 'confirmed') expect(stopped).not.toContain(event.duty);
        }
        const alarms = events.filter(
          (event) => event.type === 'added' && event.source.type === 'custody',
        );
        const differences = events.filter(
          (event) => event.type === 'custody' && event.fact.is === 'differed',
        );
        expect(alarms.length).toBeGreaterThanOrEqual(differences.length);
      }),
    );
  });

  it('owes no word twice; owes nothing before nextWake, and something at it', () => {
    fc.assert(
      fc.property(courses, (course) => {
        const now = lastAt(course);
        const still = run(course, [[now, TICK]]);
        const wake = nextWake(still.plan, still.state);
        const words = wordsIn(run(course, [[END, TICK]]).events);
        expect(words).toEqual([...new Set(words)]);
        fc.pre(wake !== NEVER);
        expect(wake).toBeGreaterThan(now);
        expect(run(still, [[wake - 1, TICK]]).events).toEqual(still.events);
        expect(run(still, [[wake, TICK]]).events.length).toBeGreaterThan(still.events.length);
      }),
    );
  });

  it('is what its log says, and survives JSON', () => {
    fc.assert(
      fc.property(courses, ({ events, state }) => {
        expect(folded(PLAN, events)).toEqual(state);
        expect(JSON.parse(JSON.stringify(state)) as State).toEqual(state);
        expect(JSON.parse(JSON.stringify(events)) as UnitEvent[]).toEqual(events);
      }),
    );
  });

  it('keeps a small state, however often something goes wrong', () => {
    const wrong: Script = Array.from({ length: 400 }, (_, n) => [
      START + n * 1_000,
      { type: 'unlock', by: 'lock', place: 'safe', unverified: true },
    ]);
    const { state } = run(PLAN, wrong);
    expect(state.added.length).toBe(100);
    expect(JSON.stringify(state).length).toBeLessThan(120_000);
  });

  it('keeps every packet where it is under another version of the plan', () => {
    fc.assert(
      fc.property(courses, fc.subarray(custody.packets.map(({ id }) => id)), (course, kept) => {
        const packets = custody.packets.filter(({ id }) => kept.includes(id));
        const next = {
          ...PLAN,
          version: 2,
          custody: {
            ...custody,
            packets: [
              ...packets,
              {
                ...source.packets[0],
                box: 'B3',
                seal: 'S7',
                sheets: 30,
                track: '普通类',
                id: 'P7',
                at: 'vault',
              },
            ],
          },
        };
        const after = run(course, [[lastAt(course) + 1, { type: 'adopt', plan: next, hash: 'h' }]]);
        expect(after.state.custody?.at).toEqual({ ...course.state.custody?.at, P7: 'vault' });
      }),
    );
  });
});
