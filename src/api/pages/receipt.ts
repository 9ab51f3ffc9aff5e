import type { Html } from '../../report/page/html.js';
import type { Answer } from '../../engine/model.js';
import type { DutySight } from '../../service/desks/duty-sight.js';
import type { ActName } from '../../service/port.js';
import { dutyTitle } from '../../text/duty-title.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import { receiptPart } from '../../web/said.js';
import { told } from '../../web/when.js';
import { answerOr } from '../routes/duties.js';

/** What a person reads when his command went in. A refusal of the unit goes the way of all refusals. */
export function receipt(
  lang: Lang,
  { dossier, season }: DutySight,
  name: ActName,
  answer: Answer,
  back: string,
): readonly Html[] {
  answerOr(answer);
  const { acts } = texts(lang).desks;
  const act = acts[name === 'completeSteps' ? 'complete' : name];
  const what = `${dutyTitle(lang, dossier.duty)} · ${act}`;
  return receiptPart(lang, what, told(lang, season.timezone, answer.at), back);
}
