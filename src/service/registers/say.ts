import type { Clash } from '../../registers/clashes.js';
import type { Engagement } from '../../registers/engagement.js';
import type { Reserve } from '../../registers/substitutes.js';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import { assignmentWords, clashWords } from '../../text/register-words.js';
import { Refusal } from '../outcome.js';
import type { Finding } from './findings.js';

/** So many are named in one sentence; the check lists them all. */
const MOST_NAMED = 10;

/** Refuses by name and reason, with those who could take the post instead. */
export function notAssignable(
  findings: readonly (Finding & { readonly substitutes?: readonly Reserve[] })[],
): Refusal {
  const lines = (lang: 'zh' | 'en'): string =>
    findings
      .slice(0, MOST_NAMED)
      // What is only still to come is no reason to refuse.
      .map((one) => ({ ...one, reasons: one.reasons.filter(({ bars }) => bars) }))
      .map((one) => assignmentWords(one, one.substitutes ?? [], lang))
      .join('\n');
  const more = findings.length > MOST_NAMED ? findings.length - MOST_NAMED : 0;
  return new Refusal(
    'not-assignable',
    `${lines('zh')}${more ? `\n另有${more}人次` : ''}`,
    `${lines('en')}${more ? `\nand ${more} more` : ''}`,
  );
}

/** Refuses hours that cannot both be, in the zone of the season asked about. */
export function clashing(clashes: readonly Clash<Engagement>[], timezone: string): Refusal {
  const calendar = calendarOf(timezone);
  const when = (at: number): string =>
    `${calendar.dateOf(epochMs(at))} ${calendar.timeOf(epochMs(at))}`;
  const lines = (lang: 'zh' | 'en'): string =>
    clashes
      .slice(0, MOST_NAMED)
      .map((one) => clashWords(one, when(one.fromAt), when(one.untilAt), lang))
      .join('\n');
  return new Refusal('hours-clash', lines('zh'), lines('en'));
}
