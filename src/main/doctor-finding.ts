import { Misconfigured } from '../cli/misuse.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import type { HealthState } from '../service/health.js';

type Words = ReturnType<typeof texts>['operations']['doctor'];
export type FindingName =
  | keyof Words['name']
  | keyof ReturnType<typeof texts>['operations']['checks'];

/** One line of what the doctor says; where something is to be done, the sentence says it. */
export interface DoctorFinding {
  readonly name: FindingName;
  readonly state: HealthState;
  readonly sentence: Readonly<Record<Lang, string>>;
}

/** A finding in both languages; without words it is well. */
export function finding(
  name: FindingName,
  state: HealthState = 'ok',
  say?: (words: Words) => string,
): DoctorFinding {
  const sentence = (lang: Lang) => {
    const { doctor, health } = texts(lang).operations;
    return say ? say(doctor) : health.ok;
  };
  return { name, state, sentence: { zh: sentence('zh'), en: sentence('en') } };
}

/** Settings that cannot be read: a finding for each fault. Throws what is no such error. */
export function misreadFindings(name: FindingName, error: unknown): DoctorFinding[] {
  if (!(error instanceof Misconfigured)) throw error;
  const { zh, en } = error.sentences;
  return zh.map((said, n) => ({
    ...{ name, state: 'bad' },
    sentence: { zh: said, en: en[n] ?? said },
  }));
}
