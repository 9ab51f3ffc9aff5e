import { appendFileSync } from 'node:fs';
import type { Circular } from '../adapters/store/circulars.js';
import type { Store } from '../adapters/store/store.js';
import { epochMs } from '../engine/model.js';
import { proofLines } from '../report/proof-lines.js';
import { makeMorning } from '../service/proof/morning.js';
import type { Proof } from '../service/proof/proof.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import type { Place } from './place.js';

/**
 * What the morning's activity does: proves, keeps, and leaves it to the courier to send to whoever serves as the season's
 * coordinator. Done again for the same morning, what was left first goes out.
 */
export const provingMornings =
  (store: Store, { lang }: Pick<Place, 'lang'>) =>
  async (id: string) => {
    const { proof, owedAt } = await makeMorning({ store, now: Date.now }, id);
    const season = await store.season(id);
    if (season)
      await store.circulars.put(
        {
          ...{ season: id, kind: 'morning', post: season.coordinator, withheld: null },
          owedAt,
          body: bodyOf(lang, proof),
        },
        epochMs(Date.now()),
      );
    return { expected: proof.expected, said: proof.said, faults: proof.faults.length };
  };

function bodyOf(lang: Lang, proof: Proof): Circular['body'] {
  const [subject = '', ...lines] = proofLines(lang, proof);
  const { morningBare } = texts(lang).circulars;
  return {
    subject,
    bare: morningBare(proof.expected, proof.said, proof.faults.length),
    lines,
  };
}

/** Into the file that stands beside all channels: a line each, marked with the season. */
export const intoNotices =
  ({ noticesFile }: Pick<Place, 'noticesFile'>) =>
  ({ season, body }: Circular): void => {
    const at = new Date().toISOString();
    const lines = [body.subject, ...body.lines];
    appendFileSync(noticesFile, lines.map((line) => `${at} ${season} ${line}\n`).join(''));
  };
