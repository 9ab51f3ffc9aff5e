import type { AnswerLine } from '../../service/desks/answer-lines.js';
import { Refusal } from '../../service/outcome.js';
import type { Port } from '../../service/port.js';
import type { Lang } from '../../text/lang.js';
import { refusalSentence } from '../../text/refusals.js';
import { keyOf, type Fields } from './page.js';

export interface AllSigned {
  readonly signed: readonly AnswerLine[];
  readonly refused: readonly { readonly line: AnswerLine; readonly sentence: string }[];
}

/** Signs for one after another, without a promise; a refusal of one holds up no other. */
export async function signAll(
  lines: readonly AnswerLine[],
  portOf: (line: AnswerLine) => Pick<Port, 'act'>,
  fields: Fields,
  lang: Lang,
): Promise<AllSigned> {
  const signed: AnswerLine[] = [];
  const refused: { line: AnswerLine; sentence: string }[] = [];
  for (const line of lines) {
    const sentence = await signOne(line, portOf(line), fields, lang);
    if (sentence === null) signed.push(line);
    else refused.push({ line, sentence });
  }
  return { signed, refused };
}

/** Null where it is signed for; else why not. */
async function signOne(
  { view, notice }: AnswerLine,
  port: Pick<Port, 'act'>,
  fields: Fields,
  lang: Lang,
): Promise<string | null> {
  const { season, path, step, session } = view;
  const message = {
    ...{ step, by: '', key: keyOf(fields, `all-${notice}`) },
    ...(session !== null && { occurrence: session }),
  };
  try {
    const answer = await port.act(season, path, 'signFor', message);
    const { refused, detail } = answer;
    return refused === undefined ? null : refusalSentence(refused, detail, lang);
  } catch (error) {
    if (error instanceof Refusal) return error[lang];
    throw error;
  }
}
