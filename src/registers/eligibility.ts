import type { Candidate, Declaration, Training } from './person.js';
import type { Rule } from './rule.js';

export type ReasonCode =
  | 'person-unknown'
  | 'recusal-undeclared'
  | 'recusal-relative'
  | 'recusal-graduating'
  | 'recusal-unconfirmed'
  | 'training-missing'
  | 'training-failed'
  | 'training-sending'
  | 'training-receiving'
  | 'age-unknown'
  | 'age-over';

/** Why somebody may not hold a post, or not yet. The sentences stand in the catalogue of texts. */
export interface Reason {
  readonly code: ReasonCode;
  /** The exam, course or age meant. */
  readonly about: string;
  /** False: may be mended in time and keeps nobody from the post today. */
  readonly bars: boolean;
}

/** What he is to do, and where and when it is asked. */
export interface Asked {
  readonly rule: Rule;
  /** Keys of the season's exams (`examsOf`). */
  readonly exams: readonly string[];
  /** Path of the unit whose post it is. */
  readonly unit: string;
  /** The day on which it is asked, `YYYY-MM-DD`. */
  readonly day: string;
}

/**
 * Whether somebody may hold a post (B2, B5, B6, H2): every reason against it, none where there is none. More
 * training never makes anybody ineligible; the order in which facts are known never matters.
 */
export function eligibility(candidate: Candidate, asked: Asked): readonly Reason[] {
  const { rule } = asked;
  if (candidate.person === null) {
    const asks = rule.recusal || !rule.graduating || rule.training.length > 0 || rule.maxAge;
    return asks ? [{ code: 'person-unknown', about: '', bars: true }] : [];
  }
  return [
    ...asked.exams.flatMap((exam) => recusalFrom(candidate, rule, exam)),
    ...rule.training.flatMap((course) => trainingIn(candidate, asked, course)),
    ...ageOf(candidate, rule),
  ];
}

/** Whether anything keeps him from the post on that day. */
export const isBarred = (reasons: readonly Reason[]): boolean => reasons.some(({ bars }) => bars);

function recusalFrom({ declarations, person }: Candidate, rule: Rule, exam: string): Reason[] {
  const said = declarationFor(declarations, exam);
  const reason = (code: ReasonCode, bars = true): Reason => ({ code, about: exam, bars });
  if (said === null) return rule.recusal ? [reason('recusal-undeclared')] : [];
  const reasons: Reason[] = [];
  // A relative in the exam keeps him from every post that asks, whatever the post (B2).
  if (rule.recusal && said.relative) reasons.push(reason('recusal-relative'));
  if (!rule.graduating && said.graduating) reasons.push(reason('recusal-graduating'));
  // Teachers are recommended and signed for by their school's head (B1).
  const isTeacher = !rule.graduating && person !== null && person.school !== '';
  if (isTeacher && said.confirmedBy === '') reasons.push(reason('recusal-unconfirmed', false));
  return reasons;
}

/** What was said for that exam; else what was said for the whole season. */
function declarationFor(said: readonly Declaration[], exam: string): Declaration | null {
  const [season] = exam.split('/');
  const own = said.find((one) => one.exam === exam);
  return own ?? said.find((one) => one.exam === season) ?? null;
}

function trainingIn(candidate: Candidate, { rule, unit, day }: Asked, course: string): Reason[] {
  const bars = day >= rule.trainedBy;
  const sat = candidate.trainings.filter(
    (one) => one.course === course && one.date >= rule.trainedSince && one.date <= day,
  );
  const passed = sat.filter((one) => one.passed);
  const reason = (code: ReasonCode): Reason => ({ code, about: course, bars });
  if (!isDispatched(candidate.person?.home ?? '', unit)) {
    if (passed.length > 0) return [];
    return [reason(sat.length > 0 ? 'training-failed' : 'training-missing')];
  }
  // The county that sends teaches discipline, the one that receives the business (B6).
  const lacks = (side: Training['side']): boolean => !passed.some((one) => one.side === side);
  return [
    ...(lacks('sending') ? [reason('training-sending')] : []),
    ...(lacks('receiving') ? [reason('training-receiving')] : []),
  ];
}

/** Whether a post lies outside the part of the tree that sends him, and not above it. */
export const isDispatched = (home: string, unit: string): boolean =>
  home !== '' && !isWithin(unit, home) && !isWithin(home, unit);

/** Whether a unit is another, or lies below it. */
export const isWithin = (path: string, above: string): boolean =>
  path === above || path.startsWith(`${above}/`);

function ageOf({ person }: Candidate, { maxAge, examDay }: Rule): Reason[] {
  if (maxAge === null || person === null) return [];
  const { born } = person;
  if (born === '') return [{ code: 'age-unknown', about: String(maxAge), bars: true }];
  // The day of birth is not kept: whoever turns a year older in the month of the exam counts as older.
  const [year = 0, month = 1] = born.split('-').map(Number);
  const [examYear = 0, examMonth = 1] = examDay.split('-').map(Number);
  const age = examYear - year - (examMonth < month ? 1 : 0);
  return age > maxAge ? [{ code: 'age-over', about: `${age}/${maxAge}`, bars: true }] : [];
}
