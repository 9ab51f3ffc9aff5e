import type { Season } from '../../adapters/store/types.js';
import { messagesAhead } from '../../courier/day.js';
import type { Hours } from '../../courier/hours.js';
import { USUAL_SETTINGS, type CourierSettings } from '../../courier/settings.js';
import { isOfClock } from '../../courier/urgency.js';
import type { Word } from '../../courier/word.js';
import { calendarOf, plusDays } from '../../engine/calendar.js';
import { realTime, type Clock } from '../../engine/clock.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import { isCivilDate } from '../../engine/moment.js';
import type { Title } from '../../engine/season-plan.js';
import { createSeasonTraits } from '../courier/season-hours.js';
import { Refusal } from '../outcome.js';
import { known, planNow } from '../seasons.js';
import { comingWords, type ComingWord } from './coming-words.js';
import type { ProofParts } from './proof.js';

export interface PreviewWish {
  readonly day?: string;
  readonly under?: string;
  /** How the courier writes; absent: as usual. */
  readonly settings?: CourierSettings;
}

export interface Preview {
  readonly season: string;
  readonly title: Title;
  readonly rehearsal: boolean;
  readonly timezone: string;
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Until then nothing goes out, plan time; null: everything does. */
  readonly shadowUntil: EpochMs | null;
  readonly words: readonly ComingWord[];
  /** What the courier would make of them: messages by person, the most first. */
  readonly people: readonly { readonly person: string; readonly messages: number }[];
}

/**
 * What a day will bring to whom if nobody does anything before: the log's deeds as they stand, time simulated on. The
 * day of tomorrow where none is named.
 */
export async function preview(
  parts: ProofParts,
  id: string,
  wish: PreviewWish = {},
): Promise<Preview> {
  const season = await known(parts, id);
  const calendar = calendarOf(season.timezone);
  const now = await planNow(parts, season);
  const day = wish.day ?? plusDays(calendar.dateOf(now), 1);
  if (!isCivilDate(day))
    throw new Refusal('bad-day', `日期应为 YYYY-MM-DD：${day}`, `no day (YYYY-MM-DD): ${day}`);
  const until = calendar.instant(plusDays(day, 1), '00:00');
  const from = epochMs(Math.max(calendar.instant(day, '00:00'), now));
  const words = await comingWords(parts, season, { from, until, under: wish.under });
  const shadowUntil = await parts.store.proof.shadowUntil(id);
  return {
    ...{ season: id, title: season.title, rehearsal: season.rehearsal, timezone: season.timezone },
    ...{ from, until, words },
    shadowUntil: shadowUntil !== null && shadowUntil > now ? shadowUntil : null,
    people: await bundled(parts, season, words, wish.settings),
  };
}

/** The words as the courier would bundle them, person by person; what is stopped goes to nobody. */
async function bundled(
  parts: ProofParts,
  season: Season,
  words: readonly ComingWord[],
  settings: CourierSettings = USUAL_SETTINGS,
): Promise<Preview['people']> {
  const hours = (await createSeasonTraits(parts)(season.id))?.hours;
  if (!hours) return [];
  const byPerson = new Map<string, Word[]>();
  for (const [n, word] of words.entries()) {
    if (word.stopped !== null) continue;
    const person = word.person ?? word.to;
    const own = byPerson.get(person) ?? [];
    byPerson.set(person, own);
    own.push(toWord(season, word, n, person));
  }
  const hoursOf = (): Hours => hours;
  return [...byPerson]
    .map(([person, own]) => ({
      person,
      messages: messagesAhead(own, hoursOf, settings).length,
    }))
    .sort((a, b) => b.messages - a.messages || (a.person < b.person ? -1 : 1));
}

function toWord(season: Season, coming: ComingWord, n: number, person: string): Word {
  const { path, duty, to: post, urgency, label, owedAt, action, word: _, ...rest } = coming;
  const event = { type: 'told', duty, action, rung: rest.rung, side: 'owner' } as const;
  const at = realTime(season.clock as Clock, owedAt);
  return {
    ...{ notice: n, season: season.id, path, duty, kind: action, post, person, urgency, label },
    ...{ rehearsal: season.rehearsal, since: at, seq: n, before: null },
    isOfClock: isOfClock({ ...event, owedAt, at: owedAt, to: [post] }),
  };
}
