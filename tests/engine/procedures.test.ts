import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/engine/compile.js';
import { calendarOf } from '../../src/engine/calendar.js';
import { expectedWords } from '../../src/engine/expected.js';
import { epochMs, type UnitPlan } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import { seasonPlan, step } from './season.js';
import {
  act,
  clock,
  complete,
  DAY,
  folded,
  HOUR,
  MINUTE,
  on,
  run,
  TICK,
  toldIn,
  type Course,
} from './unit.js';

const EVE = on('2027-06-15 08:00');
const NINE = on('2027-06-16 09:00');
const ABOUT = '第12考场 2份';

/** Spare papers in three steps, and one that is owed anyway. */
const spare = (id: string, due: string, over: object = {}) =>
  step(id, { procedure: 'spare', due, ...over });
const PLAN = {
  ...seasonPlan([
    step('rooms', { due: 'E 08:00' }),
    spare('seen', 'begun+2m', { remind: ['1m', '5m'] }),
    spare('approved', 'done(seen)+3m', { needs: [{ step: 'seen', scope: 'own' }] }),
    spare('taken', 'done(approved)+3m', {
      kind: 'signed',
      needs: [{ step: 'approved', scope: 'own' }],
      sign: { by: ['own.keeper', 'own.head'], within: '10m', ordered: false },
    }),
  ]),
  procedures: [{ id: 'spare', title: { zh: '启用备用试卷', en: 'Spare papers' } }],
};

function unitOf(): UnitPlan {
  const { unitPlans, faults } = compile(PLAN, calendarOf('Asia/Shanghai'), 1);
  expect(faults).toEqual([]);
  const unit = unitPlans.find(({ path }) => path === 'county/one');
  if (!unit) throw new Error('there is no such unit');
  return unit;
}

const begin = (more: object = {}) =>
  act('begin', null, { procedure: 'spare', about: ABOUT, ...more });
const said = ({ answers }: Course) =>
  answers.map(({ refused, detail }) =>
    refused ? [refused, detail].filter(Boolean).join(' ') : 'ok',
  );
/** The words about a duty: when they were owed, and to whom. */
const wordsOf = ({ events }: Course, id: string) =>
  toldIn(events)
    .filter(({ duty }) => duty === id)
    .map(({ action, owedAt, to }) => `${clock(owedAt)} ${action} ${to.join(' ')}`);
const status = ({ plan, state }: Course, id: string) => find(plan, state, id)?.progress.status;
const sign = (post: string, by: string, content = ABOUT) =>
  act('confirm', 'taken', { post: `county/one#${post}`, by, content });

describe('a procedure', () => {
  it('is owed by nobody until it is begun', () => {
    const unit = unitOf();
    expect(unit.duties.map(({ id }) => id)).toEqual(['rooms']);
    expect(unit.procedures?.map(({ id, duties }) => [id, duties.map((duty) => duty.id)])).toEqual([
      ['spare', ['seen', 'approved', 'taken']],
    ]);
    const course = run(unit, [
      [NINE, complete('seen')],
      [NINE + DAY, TICK],
    ]);
    expect(said(course)).toEqual(['unknown-step seen', 'ok']);
    expect(toldIn(course.events).filter((told) => told.duty !== 'rooms')).toEqual([]);
  });

  it('goes step by step: the first from its beginning, each next when the one before is done', () => {
    const course = run(unitOf(), [
      [EVE, complete('rooms')],
      [NINE, begin()],
      [NINE + MINUTE, complete('seen')],
      [NINE + 2 * MINUTE, sign('keeper', 'bao')],
      [NINE + 3 * MINUTE, complete('approved', { by: 'zhu' })],
      [NINE + 4 * MINUTE, sign('keeper', 'bao', '第12考场 3份')],
      [NINE + 4 * MINUTE, sign('keeper', 'bao')],
      [NINE + 5 * MINUTE, sign('head', 'zhu')],
      [NINE + DAY, TICK],
    ]);
    expect(said(course)).toEqual([
      ...['ok', 'ok', 'ok', 'needs-open approved', 'ok', `content-differs ${ABOUT}`],
      ...['ok', 'ok', 'ok'],
    ]);
    expect(['seen@1', 'approved@1', 'taken@1'].map((id) => status(course, id))).toEqual(
      Array(3).fill('accepted'),
    );
    const due = (id: string) => clock(find(course.plan, course.state, id)?.progress.dueAt ?? 0);
    expect(['seen@1', 'approved@1', 'taken@1'].map(due)).toEqual([
      ...['2027-06-16 09:02', '2027-06-16 09:04', '2027-06-16 09:06'],
    ]);
  });

  it('tells who owes the first step at once, the others when their clock begins, and climbs when it stands still', () => {
    const course = run(unitOf(), [
      [EVE, complete('rooms')],
      [NINE, begin()],
      [NINE + MINUTE, complete('seen')],
      [NINE + 3 * HOUR, TICK],
    ]);
    const added = course.events.filter(({ type }) => type === 'added');
    expect(added).toMatchObject([
      { duty: 'seen@1', title: `seen：${ABOUT}`.replace('seen', '事'), to: ['county/one#doer'] },
      { duty: 'approved@1' },
      { duty: 'taken@1' },
    ]);
    expect(added.slice(1).every((event) => !('to' in event))).toBe(true);
    expect(wordsOf(course, 'approved@1')).toMatchInlineSnapshot(`
      [
        "2027-06-16 09:01 open county/one#doer",
        "2027-06-16 09:04 due county/one#doer",
        "2027-06-16 09:04 escalate county/one#leader",
        "2027-06-16 11:04 escalate county#office",
      ]
    `);
    expect(wordsOf(course, 'taken@1')).toEqual([]);
  });

  it('is begun as often as it is needed; a step alone is then not enough to say which is meant', () => {
    const course = run(unitOf(), [
      [NINE, begin({ key: 'k1' })],
      [NINE + MINUTE, begin({ key: 'k1' })],
      [NINE + MINUTE, begin({ key: 'k2', about: '第3考场 1份' })],
      [NINE + 2 * MINUTE, complete('seen')],
      [NINE + 2 * MINUTE, act('complete', 'seen', { occurrence: '2' })],
      [NINE + 3 * MINUTE, complete('approved@1')],
      [NINE + 3 * MINUTE, complete('approved@2')],
    ]);
    expect(said(course)).toEqual([
      ...['ok', 'ok', 'ok', 'which-occurrence seen@1 seen@2', 'ok', 'needs-open seen', 'ok'],
    ]);
    expect(course.events.filter(({ type }) => type === 'added')).toHaveLength(6);
  });

  it('says which time it is, and the same again to whoever asks by the same key', () => {
    const course = run(unitOf(), [
      [EVE, complete('rooms')],
      [NINE, begin({ key: 'k1' })],
      [NINE + MINUTE, begin({ key: 'k2', about: '第3考场 1份' })],
      [NINE + 2 * MINUTE, begin({ key: 'k1' })],
    ]);
    expect(course.answers.map(({ at, ordinal }) => [clock(at), ordinal])).toEqual([
      ['2027-06-15 08:00', undefined],
      ...['09:00', '09:01', '09:00'].map((at, n) => [`2027-06-16 ${at}`, [1, 2, 1][n]]),
    ]);
  });

  it('counts from when it happened, where that was told later', () => {
    const course = run(unitOf(), [
      [NINE, begin({ happenedAt: epochMs(NINE - 5 * MINUTE), recordedBy: 'desk' })],
    ]);
    const seen = find(course.plan, course.state, 'seen@1');
    expect(clock(seen?.duty.dueAt ?? 0)).toBe('2027-06-16 08:57');
  });

  it('is refused where there is none of that name, or nothing is said', () => {
    const course = run(unitOf(), [
      [NINE, begin({ procedure: 'none' })],
      [NINE, begin({ about: '  ' })],
      [NINE, begin({ about: 'x'.repeat(201) })],
    ]);
    expect(said(course)).toEqual(['unknown-procedure none', 'about-missing', 'about-missing']);
    expect(course.events.filter(({ type }) => type === 'added')).toEqual([]);
  });

  it('leaves plan hashes alone where a plan has none', () => {
    const { unitPlans } = compile(seasonPlan([step('a')]), calendarOf('Asia/Shanghai'), 1);
    expect(unitPlans.every((unit) => !('procedures' in unit))).toBe(true);
  });
});

describe('whatever is done in whatever order', () => {
  const deed = fc.constantFrom('begin', 'seen', 'approved', 'keeper', 'head', 'wait');
  const script = fc.array(
    fc.tuple(deed, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 3 })),
    {
      maxLength: 24,
    },
  );
  const played = (deeds: readonly (readonly [string, number, number])[]) => {
    let at: number = NINE;
    return run(
      unitOf(),
      deeds.map(([name, minutes, occurrence]) => {
        at += minutes * MINUTE;
        const which = { occurrence: String(occurrence) };
        if (name === 'wait') return [at, TICK] as const;
        if (name === 'begin') return [at, begin()] as const;
        if (name === 'keeper' || name === 'head')
          return [
            at,
            act('confirm', 'taken', {
              ...{ ...which, post: `county/one#${name}`, by: name, content: ABOUT },
            }),
          ] as const;
        return [at, act('complete', name, which)] as const;
      }),
    );
  };

  it('no paper is taken that was not approved, and none approved that nobody has seen', () => {
    fc.assert(
      fc.property(script, (deeds) => {
        const course = played(deeds);
        const doneAt = (id: string) =>
          find(course.plan, course.state, id)?.progress.acceptedAt ?? null;
        for (
          let n = 1;
          doneAt(`seen@${n}`) !== null || find(course.plan, course.state, `seen@${n}`);
          n += 1
        ) {
          const [seen, approved, taken] = ['seen', 'approved', 'taken'].map((id) =>
            doneAt(`${id}@${n}`),
          );
          if (approved != null) expect(seen).toBeLessThanOrEqual(approved);
          if (taken != null) expect(approved).toBeLessThanOrEqual(taken);
        }
      }),
    );
  });

  it('the log alone gives the state, and the simulation between the deeds the words', () => {
    fc.assert(
      fc.property(script, (deeds) => {
        const course = run(played(deeds), [[NINE + 8 * HOUR, TICK]]);
        expect(folded(course.plan, course.events)).toEqual(course.state);
        const { words, said: spoken } = expectedWords(
          unitOf(),
          course.events,
          () => unitOf(),
          epochMs(NINE + 8 * HOUR),
        );
        const name = (word: { duty: string; action: string; rung: number; owedAt: number }) =>
          `${word.duty} ${word.action} ${word.rung} ${clock(word.owedAt)}`;
        expect(words.map(name).sort()).toEqual(spoken.map(({ event }) => name(event)).sort());
      }),
    );
  });
});
