import { texts } from '../../text/texts.js';
import { Refusal } from '../outcome.js';

type Words = ReturnType<typeof texts>['visits']['refused'];

/** Why an entry is not written down; `detail` is what the sentence names. */
export const visitRefusal = (code: keyof Words, detail: string): Refusal =>
  new Refusal(
    code,
    texts('zh').visits.refused[code](detail),
    texts('en').visits.refused[code](detail),
  );
