import { appendFileSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import type { Store } from '../adapters/store/store.js';
import { proofLines } from '../report/proof-lines.js';
import { makeMorning, MORNING } from '../service/proof/morning.js';
import { scheduleMorning, unscheduleMorning } from '../temporal/mornings.js';
import type { Place } from './place.js';

/** Tells people of a finished report: the coordinator of its season. Throws where nobody could be told. */
export type TellMorning = (season: string, lines: readonly string[]) => Promise<void>;

/** What the morning's activity does: proves, keeps, tells. */
export const provingMornings =
  (store: Store, { lang }: Pick<Place, 'lang'>, tell: TellMorning) =>
  async (season: string) => {
    const proof = await makeMorning({ store, now: Date.now }, season);
    await tell(season, proofLines(lang, proof));
    return { expected: proof.expected, said: proof.said, faults: proof.faults.length };
  };

/** Into the file that stands beside all channels: a line each, marked with the season. */
export const intoNotices =
  ({ noticesFile }: Pick<Place, 'noticesFile'>): TellMorning =>
  async (season, lines) => {
    const at = new Date().toISOString();
    appendFileSync(noticesFile, lines.map((line) => `${at} ${season} ${line}\n`).join(''));
  };

/**
 * Has a Schedule for each season that runs on the real clock, and none for those that have ended. A rehearsal's days last
 * minutes: its report is made when somebody asks for it.
 */
export function createMorningKeeper(store: Store, client: Client, taskQueue: string) {
  const kept = new Map<string, boolean>();
  const [hour = 7, minute = 30] = MORNING.split(':').map(Number);
  return async (): Promise<void> => {
    for (const { id, status, rehearsal, timezone } of await store.seasons()) {
      const isWanted = status !== 'closed' && !rehearsal;
      if (rehearsal || kept.get(id) === isWanted) continue;
      if (isWanted)
        await scheduleMorning(client, { season: id, timezone, hour, minute, taskQueue });
      else await unscheduleMorning(client, id);
      kept.set(id, isWanted);
    }
  };
}
