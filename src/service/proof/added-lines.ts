import type { Notice } from '../../adapters/store/types.js';
import type { WordLine } from '../../adapters/store/word-lines.js';
import { epochMs } from '../../engine/model.js';
import { assertNothingForbidden } from '../forbidden.js';
import { Refusal } from '../outcome.js';
import type { ComingWord } from './coming-words.js';
import type { ProofParts } from './proof.js';
import { foundAhead } from './stops.js';
import { wordId } from './word-id.js';

const MOST = 60;
/** Addresses of pages, with or without their scheme: a reader must not be led anywhere by a message. */
const LINK =
  /:\/\/|www\.|[a-z0-9-]+\.(?:cn|com|net|org|gov|edu|top|xyz|io|cc|info|site|vip|link)\b/i;

/**
 * Puts one sentence to a word that goes up the ladder and has not been said: it stands in the message, with the name of who
 * wrote it. Put again, the newer one stands. Nothing is put to words of sensitive duties.
 */
export async function addLine(
  parts: ProofParts,
  id: string,
  word: string,
  { text, ...author }: Pick<WordLine, 'by' | 'name' | 'text'>,
): Promise<ComingWord> {
  const said = checked(text);
  const found = await foundAhead(parts, id, word);
  if (found.action !== 'escalate')
    throw new Refusal(
      'not-a-rung',
      '只能给上报通知附言',
      'a sentence can be added to what goes up the ladder alone',
    );
  if (found.label === 'sensitive')
    throw new Refusal(
      'sensitive',
      '涉密事项的通知不得附言',
      'nothing is added to what is confidential',
    );
  if (found.stopped !== null)
    throw new Refusal(
      'held-back',
      `该通知已由${found.stopped.by}扣发，不会发出，不能附言`,
      `held back by ${found.stopped.by}: it will not go out, so nothing is added to it`,
    );
  const { path, duty } = found;
  await parts.store.wordLines.put(id, {
    ...{ ...author, word, path, duty, text: said },
    at: epochMs(parts.now()),
  });
  return { ...found, line: { text: said, name: author.name } };
}

function checked(text: string): string {
  const said = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (said === '' || [...said].length > MOST)
    throw new Refusal(
      'bad-line',
      `附言须为一句话，不超过${MOST}字`,
      `one sentence of at most ${MOST} characters`,
    );
  if (LINK.test(said.normalize('NFKC')))
    throw new Refusal('no-links', '附言不得含网址', 'no addresses of pages in it');
  assertNothingForbidden({ text: said });
  return said;
}

/** What was added to each of these notices; most seasons have nothing added at all. */
export async function linesAddedTo(
  { wordLines }: Pick<ProofParts['store'], 'wordLines'>,
  notices: readonly Notice[],
): Promise<(notice: Notice) => WordLine | null> {
  const rungs = notices.filter(({ kind }) => kind === 'escalate');
  const added = new Map<string, WordLine>();
  for (const season of new Set(rungs.map((notice) => notice.season)))
    for (const line of await wordLines.all(season)) added.set(`${season} ${line.word}`, line);
  return ({ season, path, event, to }) =>
    event.type !== 'told' || added.size === 0
      ? null
      : (added.get(`${season} ${wordId(season, path, event, to)}`) ?? null);
}
