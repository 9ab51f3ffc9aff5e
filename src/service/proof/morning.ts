import { calendarOf, plusDays } from '../../engine/calendar.js';
import type { EpochMs } from '../../engine/model.js';
import { isCivilDate } from '../../engine/moment.js';
import { Refusal } from '../outcome.js';
import { known, planNow } from '../seasons.js';
import { prove, type Proof, type ProofParts } from './proof.js';

/** When the day that a morning report proves ends, in the season's zone. */
export const MORNING = '07:30';

/**
 * The proof of the day that ended on the morning of `day` at 07:30 – of today's morning where none is named, or of
 * what there is of it. A report made for its whole day is kept; asked for again, it is that one.
 */
export async function morningReport(parts: ProofParts, id: string, day?: string): Promise<Proof> {
  const season = await known(parts, id);
  const calendar = calendarOf(season.timezone);
  const now = await planNow(parts, season);
  if (day !== undefined && !isCivilDate(day))
    throw new Refusal('bad-day', `日期应为 YYYY-MM-DD：${day}`, `no day (YYYY-MM-DD): ${day}`);
  const until = calendar.instant(day ?? lastMorning(calendar, now), MORNING);
  const from = calendar.instant(plusDays(calendar.dateOf(until), -1), MORNING);
  if (from >= now)
    throw new Refusal('not-yet', `${day} 的晨报尚未到时`, `the morning of ${day} has not come`);
  const kept = await parts.store.proof.morning(id, until);
  if (kept !== null) return kept as Proof;
  return prove(parts, id, { from, until });
}

/** Makes the report of the last morning, owed then, and keeps it; made twice, the newer stands. */
export async function makeMorning(
  parts: ProofParts,
  id: string,
): Promise<{ readonly proof: Proof; readonly owedAt: EpochMs }> {
  const season = await known(parts, id);
  const calendar = calendarOf(season.timezone);
  const day = lastMorning(calendar, await planNow(parts, season));
  const until = calendar.instant(day, MORNING);
  const from = calendar.instant(plusDays(day, -1), MORNING);
  const proof = await prove(parts, id, { from, until });
  await parts.store.proof.keepMorning(id, until, parts.now(), proof);
  return { proof, owedAt: until };
}

function lastMorning(calendar: ReturnType<typeof calendarOf>, now: EpochMs): string {
  const today = calendar.dateOf(now);
  return calendar.instant(today, MORNING) <= now ? today : plusDays(today, -1);
}
