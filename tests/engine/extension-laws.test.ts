import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedWords } from '../../src/engine/expected.js';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import { approve, begin, lateSeason, siteOf } from './extension-season.js';
import {
  act,
  clock,
  complete,
  folded,
  HOUR,
  MINUTE,
  on,
  run,
  TICK,
  toldIn,
  wordsIn,
  type Course,
  type Script,
} from './unit.js';

const SITE = siteOf(lateSeason());
const AGAIN = siteOf(lateSeason(), 2);
const EIGHT = on('2027-06-16 08:00');
const UNTIL = EIGHT + 12 * HOUR;

const deed = fc.oneof(
  fc.constantFrom('begin late', 'begin replay', 'reported', 'started', 'closed', 'keeper', 'wait'),
  fc.constantFrom('head', 'promise', 'adopt'),
  fc.tuple(fc.constantFrom('approved', 'replayed', 'amend'), fc.integer({ min: 1, max: 60 })),
);
/** What is done at a site on the day of the session, each so many minutes after the one before. */
const days = fc
  .array(fc.tuple(deed, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 2 })), {
    maxLength: 20,
  })
  .map((deeds): Script => {
    let at: number = EIGHT;
    return deeds.map(([what, after, nth]) => {
      at += after * MINUTE;
      return [at, commandOf(what, `${nth}`, at)] as const;
    });
  });

function commandOf(what: string | readonly [string, number], occurrence: string, now: number) {
  if (typeof what !== 'string') {
    const [step, minutes] = what;
    if (step !== 'amend') return approve(step, minutes, { occurrence });
    return act('amend', 'approved', { occurrence, form: { minutes }, reason: '笔误' });
  }
  if (what.startsWith('begin ')) return begin(what.slice(6));
  if (what === 'keeper' || what === 'head')
    return act('confirm', 'sealed@chinese', {
      ...{ post: `county/one#${what}`, by: what, content: 'ok' },
    });
  if (what === 'promise') return act('signFor', 'closed@chinese', { promiseAt: now + 20 * MINUTE });
  if (what === 'adopt') return { type: 'adopt', plan: AGAIN, hash: 'v2' } as const;
  if (what === 'wait') return TICK;
  return what === 'reported' ? complete(what, { by: 'li' }) : complete(`${what}@chinese`);
}

const played = (script: Script): Course => run(SITE, [...script, [UNTIL, TICK]]);

/** The minutes given from an edge on, by what the log says: the last word of each approval. */
function given(events: readonly UnitEvent[], edges: readonly string[]): number {
  const last = new Map<string, number>();
  for (const event of events)
    if (event.type === 'extended' && event.session === 'chinese' && edges.includes(event.from))
      last.set(event.duty, event.byMs);
  return [...last.values()].reduce((sum, ms) => sum + ms, 0);
}

const planned = (id: string) => SITE.duties.find((duty) => duty.id === id)?.dueAt ?? 0;
const CLOCKED = [
  ['ready@chinese', []],
  ['started@chinese', ['start']],
  ['closed@chinese', ['start', 'end']],
  ['sealed@chinese', ['start', 'end']],
  ['checked@chinese', ['start', 'end']],
  ['closed@maths', []],
] as const;

describe('whatever is done and approved on the day of a session', () => {
  it('each open duty is due as planned and as many minutes later as were given in all', () => {
    fc.assert(
      fc.property(days, (script) => {
        const course = played(script);
        for (const [id, edges] of CLOCKED) {
          const progress = find(course.plan, course.state, id)?.progress;
          if (progress?.acceptedAt !== null) continue;
          expect(progress.dueAt - planned(id)).toBe(given(course.events, edges));
        }
      }),
    );
  });

  it('no word comes before the instant that held when it was said, and none is said twice', () => {
    fc.assert(
      fc.property(days, (script) => {
        const { events } = played(script);
        for (const [n, event] of events.entries()) {
          if (event.type !== 'told') continue;
          expect(event.at).toBeGreaterThanOrEqual(event.owedAt);
          const edges = CLOCKED.find(([id]) => id === event.duty)?.[1];
          if (!edges || event.action === 'open' || event.action === 'remind') continue;
          const due = planned(event.duty) + given(events.slice(0, n), edges);
          expect(event.owedAt, clock(event.owedAt)).toBeGreaterThanOrEqual(due);
        }
        const words = wordsIn(events);
        expect(new Set(words).size).toBe(words.length);
      }),
    );
  });

  it('what was done stays as it was done', () => {
    fc.assert(
      fc.property(days, (script) => {
        let course = run(SITE, []);
        for (const line of script) {
          const next = run(course, [line]);
          for (const [id] of CLOCKED) {
            const before = find(course.plan, course.state, id)?.progress;
            if (before?.acceptedAt != null)
              expect(find(next.plan, next.state, id)?.progress).toEqual(before);
          }
          course = next;
        }
      }),
    );
  });

  it('the log alone gives the state, also when it has crossed into another run', () => {
    fc.assert(
      fc.property(days, fc.nat(20), (script, cut) => {
        const course = played(script);
        expect(folded(SITE, course.events, [AGAIN])).toEqual(course.state);
        const half = run(SITE, script.slice(0, cut));
        const state = JSON.parse(JSON.stringify(half.state)) as Course['state'];
        const after = run({ ...half, state }, [...script.slice(cut), [UNTIL, TICK]]);
        expect(after.events).toEqual(course.events);
      }),
    );
  });

  it('the simulation between the deeds says what was said', () => {
    fc.assert(
      fc.property(days, (script) => {
        const { events } = played(script);
        const plans = () => AGAIN;
        const { words, said } = expectedWords(SITE, events, plans, epochMs(UNTIL));
        const name = (word: { duty: string; action: string; rung: number; owedAt: number }) =>
          `${word.duty} ${word.action} ${word.rung} ${clock(word.owedAt)}`;
        expect(words.map(name).sort()).toEqual(said.map(({ event }) => name(event)).sort());
      }),
    );
  });
});

describe('a unit whose session was extended before any of it', () => {
  const early = EIGHT - HOUR;
  /** The reference: another plan, whose session was later by as much from the first. */
  const planLater = (from: 'start' | 'end', minutes: number) => ({
    ...SITE,
    duties: SITE.duties.map((duty) => {
      const edge = on(`2027-06-16 ${from === 'start' ? '09:00' : '11:30'}`);
      const later = (at: number) => epochMs(at >= edge ? at + minutes * MINUTE : at);
      if (!duty.id.endsWith('@chinese')) return duty;
      const { series } = duty;
      const span = series && {
        ...series,
        ...{ fromAt: later(series.fromAt), untilAt: later(series.untilAt) },
      };
      const openAt = duty.openAt === null ? null : later(duty.openAt);
      return { ...duty, openAt, dueAt: later(duty.dueAt), ...(span && { series: span }) };
    }),
  });

  it('says what a unit says whose plan was later from the first', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('start' as const, 'end' as const),
        fc.integer({ min: 1, max: 60 }),
        fc.subarray(['started', 'closed']),
        (from, minutes, done) => {
          const deeds = done.map((id) => [EIGHT + 2 * HOUR, complete(`${id}@chinese`)] as const);
          const way: Script =
            from === 'start'
              ? [
                  [early, begin('late')],
                  [early, complete('reported')],
                  [early, approve('approved', minutes)],
                ]
              : [
                  [early, begin('replay')],
                  [early, approve('replayed', minutes)],
                ];
          const words = (course: Course) =>
            toldIn(course.events)
              .filter(({ duty }) => duty.includes('@chinese'))
              .map(({ duty, action, rung, owedAt }) => `${duty} ${action} ${rung} ${owedAt}`);
          const real = run(SITE, [...way, ...deeds, [UNTIL, TICK]]);
          const reference = run(planLater(from, minutes), [...deeds, [UNTIL, TICK]]);
          expect(words(real).sort()).toEqual(words(reference).sort());
        },
      ),
    );
  });
});
