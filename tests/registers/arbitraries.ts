import fc from 'fast-check';
import type { Busy } from '../../src/registers/clashes.js';
import type { Asked } from '../../src/registers/eligibility.js';
import type { Candidate, Declaration, Training } from '../../src/registers/person.js';
import type { Rule } from '../../src/registers/rule.js';

/** A rule that asks nothing, with changes. */
const aRule = (changes: Partial<Rule> = {}): Rule => ({
  ...{ role: 'invigilator', recusal: false, graduating: true, training: [], maxAge: null },
  ...{ trainedBy: '2027-06-16', trainedSince: '2026-06-16', examDay: '2027-06-16', reserve: null },
  ...changes,
});

/** Asked at a site of county-1, three days before the exam. */
export const asked = (rule: Partial<Rule> = {}, changes: Partial<Asked> = {}): Asked => ({
  rule: aRule(rule),
  exams: ['2027/zhongkao'],
  unit: 'city/county-1/site-1',
  day: '2027-06-13',
  ...changes,
});

export const aCandidate = (changes: {
  person?: Partial<Candidate['person']>;
  declarations?: readonly Partial<Declaration>[];
  trainings?: readonly Partial<Training>[];
}): Candidate => ({
  person: {
    ...{ person: 'p1', name: '示一', department: '', school: '', home: '' },
    ...{ subjects: [], born: '1990-01', ...changes.person },
  },
  declarations: (changes.declarations ?? []).map((said) => ({
    ...{ person: 'p1', exam: '2027/zhongkao', declared: '2027-05-01', relative: false },
    ...{ graduating: false, confirmedBy: '校长', ...said },
  })),
  trainings: (changes.trainings ?? []).map((one) => ({
    ...{ person: 'p1', course: 'conduct', date: '2027-06-01', passed: true, side: '' as const },
    ...one,
  })),
});

const day = fc.constantFrom('2026-01-01', '2027-05-01', '2027-06-01', '2027-06-13', '2027-06-20');
export const training = fc.record({
  course: fc.constantFrom('conduct', 'identity'),
  date: day,
  passed: fc.boolean(),
  side: fc.constantFrom('' as const, 'sending' as const, 'receiving' as const),
});
const declaration = fc.record({
  exam: fc.constantFrom('2027', '2027/zhongkao', '2027/gaokao', '2026'),
  relative: fc.boolean(),
  graduating: fc.boolean(),
  confirmedBy: fc.constantFrom('', '校长'),
});

export const candidate = fc
  .record({
    person: fc.record({
      home: fc.constantFrom('', 'city/county-1', 'city/county-2'),
      school: fc.constantFrom('', '一中'),
      born: fc.constantFrom('', '1970', '1982-06', '2000-12'),
    }),
    declarations: fc.uniqueArray(declaration, { selector: ({ exam }) => exam, maxLength: 4 }),
    trainings: fc.array(training, { maxLength: 6 }),
  })
  .map(aCandidate);

export const anyAsked = fc
  .record({
    rule: fc.record({
      recusal: fc.boolean(),
      graduating: fc.boolean(),
      training: fc.subarray(['conduct', 'identity']),
      maxAge: fc.constantFrom(null, 45),
      trainedBy: day,
    }),
    exams: fc.subarray(['2027/zhongkao', '2027/gaokao'], { minLength: 1 }),
    day,
  })
  .map(({ rule, ...rest }) => asked(rule, rest));

/** Few people, places and hours, so that many meet. */
export const busy: fc.Arbitrary<Busy> = fc
  .record({
    subject: fc.constantFrom('p1', 'p2', 'p3'),
    place: fc.constantFrom('a', 'b', 'c'),
    fromAt: fc.nat(20),
    length: fc.nat(8),
  })
  .map(({ length, ...rest }) => ({ ...rest, untilAt: rest.fromAt + length }));
