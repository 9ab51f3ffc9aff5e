import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eligibility, isBarred, isDispatched } from '../../src/registers/eligibility.js';
import { aCandidate, anyAsked, asked, candidate, training } from './arbitraries.js';

const codes = (...args: Parameters<typeof eligibility>): string[] =>
  eligibility(...args).map(({ code, bars }) => (bars ? code : `(${code})`));

describe('eligibility', () => {
  it('is never lost by more training', () => {
    fc.assert(
      fc.property(candidate, anyAsked, training, (who, what, more) => {
        const before = new Set(eligibility(who, what).map(({ code, about }) => code + about));
        const trainings = [...who.trainings, { person: 'p1', ...more }];
        const after = eligibility({ ...who, trainings }, what);
        expect(after.length).toBeLessThanOrEqual(before.size);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on the order in which facts are known', () => {
    fc.assert(
      fc.property(candidate, anyAsked, (who, what) => {
        const turned = {
          ...who,
          declarations: who.declarations.toReversed(),
          trainings: who.trainings.toReversed(),
        };
        expect(eligibility(turned, what)).toEqual(eligibility(who, what));
      }),
    );
  });

  it('gives every reason for each exam alone that it gives for several', () => {
    fc.assert(
      fc.property(candidate, anyAsked, (who, what) => {
        const alone = what.exams.flatMap((exam) => eligibility(who, { ...what, exams: [exam] }));
        const key = (reason: object): string => JSON.stringify(reason);
        expect(new Set(eligibility(who, what).map(key))).toEqual(new Set(alone.map(key)));
      }),
    );
  });

  it('asks nothing where the plan asks nothing, not even of a stranger', () => {
    expect(codes({ person: null, declarations: [], trainings: [] }, asked())).toEqual([]);
  });

  it('is refused to whoever has a relative in the exam, markers included', () => {
    const marker = asked({ role: 'marker', recusal: true });
    const who = aCandidate({ declarations: [{ relative: true }] });
    expect(codes(who, marker)).toEqual(['recusal-relative']);
    expect(codes(aCandidate({}), marker)).toEqual(['recusal-undeclared']);
    // What was declared for last year's exam says nothing of this one's.
    const old = aCandidate({ declarations: [{ exam: '2026/zhongkao' }] });
    expect(codes(old, marker)).toEqual(['recusal-undeclared']);
  });

  it('rests on what was said for the exam, else for the season', () => {
    const keeper = asked({ recusal: true }, { exams: ['2027/zhongkao', '2027/gaokao'] });
    const season = aCandidate({ declarations: [{ exam: '2027' }] });
    expect(codes(season, keeper)).toEqual([]);
    const one = aCandidate({
      declarations: [{ exam: '2027' }, { exam: '2027/gaokao', relative: true }],
    });
    expect(eligibility(one, keeper)).toEqual([
      { code: 'recusal-relative', about: '2027/gaokao', bars: true },
    ]);
  });

  it('keeps teachers of the graduating class from invigilating, and asks their school', () => {
    const invigilator = asked({ recusal: true, graduating: false });
    const teacher = { person: { school: '一中' } };
    const teaches = aCandidate({ ...teacher, declarations: [{ graduating: true }] });
    expect(codes(teaches, invigilator)).toEqual(['recusal-graduating']);
    const alone = aCandidate({ ...teacher, declarations: [{ confirmedBy: '' }] });
    expect(codes(alone, invigilator)).toEqual(['(recusal-unconfirmed)']);
  });

  it('waits for training until its day, then bars', () => {
    const trained = { training: ['conduct'], trainedBy: '2027-06-13' };
    const who = aCandidate({});
    expect(codes(who, asked(trained, { day: '2027-06-12' }))).toEqual(['(training-missing)']);
    expect(codes(who, asked(trained))).toEqual(['training-missing']);
    const failed = aCandidate({ trainings: [{ passed: false }] });
    expect(codes(failed, asked(trained))).toEqual(['training-failed']);
    const passed = aCandidate({ trainings: [{ passed: false }, { date: '2027-06-13' }] });
    expect(codes(passed, asked(trained))).toEqual([]);
    // Neither next week's course nor last year's counts today.
    for (const date of ['2027-06-14', '2026-06-15'])
      expect(codes(aCandidate({ trainings: [{ date }] }), asked(trained))).toEqual([
        'training-missing',
      ]);
  });

  it('asks the dispatched for both trainings', () => {
    const trained = asked({ training: ['conduct'] }, { day: '2027-06-16' });
    const person = { home: 'city/county-2' };
    const sent = aCandidate({ person, trainings: [{ side: 'sending' }] });
    expect(codes(sent, trained)).toEqual(['training-receiving']);
    const both = aCandidate({ person, trainings: [{ side: 'sending' }, { side: 'receiving' }] });
    expect(codes(both, trained)).toEqual([]);
    expect(codes(aCandidate({ person }), trained)).toEqual([
      'training-sending',
      'training-receiving',
    ]);
  });

  it('knows who is dispatched from the tree', () => {
    expect(isDispatched('city/county-2', 'city/county-1/site-1')).toBe(true);
    expect(isDispatched('city/county-1', 'city/county-1/site-1')).toBe(false);
    expect(isDispatched('city/county-1', 'city')).toBe(false);
    expect(isDispatched('city/county-1', 'city/county-10')).toBe(true);
    expect(isDispatched('', 'city')).toBe(false);
  });

  it('ends with the age that the plan sets', () => {
    const marker = asked({ maxAge: 45 });
    const born = (when: string): string[] => codes(aCandidate({ person: { born: when } }), marker);
    expect(born('1982')).toEqual([]);
    expect(born('1981-07')).toEqual([]);
    expect(born('1981-06')).toEqual(['age-over']);
    expect(born('')).toEqual(['age-unknown']);
    expect(isBarred(eligibility(aCandidate({ person: { born: '1981' } }), marker))).toBe(true);
  });
});
