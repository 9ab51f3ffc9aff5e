import type { Season } from '../../adapters/store/types.js';
import { messagesAhead } from '../../courier/day.js';
import type { Hours } from '../../courier/hours.js';
import type { Label, Urgency } from '../../courier/model.js';
import { USUAL_SETTINGS, type CourierSettings } from '../../courier/settings.js';
import { isGrave, isOfClock, urgencyOf } from '../../courier/urgency.js';
import type { Word } from '../../courier/word.js';
import { calendarOf, plusDays } from '../../engine/calendar.js';
import { planTime, realTime, type Clock } from '../../engine/clock.js';
import { expectedWords, type ExpectedWord } from '../../engine/expected.js';
import { epochMs, SEASON_PATH, type EpochMs, type Post } from '../../engine/model.js';
import { isCivilDate } from '../../engine/moment.js';
import type { Title } from '../../engine/season-plan.js';
import { createSeasonTraits, type SeasonTraits } from '../courier/season-hours.js';
import { Refusal } from '../outcome.js';
import { personsOn } from '../persons.js';
import { known, planNow } from '../seasons.js';
import { plansOf, type PlanFor, type ProofParts } from './proof.js';
import { wordId } from './word-id.js';

/** A word that will be said unless somebody acts before. */
export interface ComingWord {
  readonly word: string;
  readonly path: string;
  readonly unitTitle: Title;
  readonly duty: string;
  readonly title: Title;
  readonly action: ExpectedWord['action'];
  readonly rung: number;
  readonly owedAt: EpochMs;
  readonly to: Post;
  readonly person: string | null;
  readonly urgency: Urgency;
  readonly label: Label;
  /** Of a statutory or secret duty: nobody holds it back. */
  readonly isStatutory: boolean;
  readonly stopped: { readonly by: string; readonly reason: string } | null;
  /** What somebody has added to it: it stands in the message, with his name. */
  readonly line: { readonly text: string; readonly name: string } | null;
}

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

/** The words of a stretch that lies ahead, the earliest first. */
export async function comingWords(
  parts: ProofParts,
  season: Season,
  { from, until, under }: { from: EpochMs; until: EpochMs; under?: string | undefined },
): Promise<readonly ComingWord[]> {
  const { store } = parts;
  const planFor = await plansOf(parts, season);
  const traits = await createSeasonTraits({ store })(season.id);
  const titles = await titlesOf(parts, season);
  const units = (await store.units(season.id, under)).filter(({ path }) => path !== SEASON_PATH);
  const found: Omit<ComingWord, 'person' | 'stopped' | 'line'>[] = [];
  for (const { path, title } of units)
    for (const word of await unitWords(parts, season, path, planFor, until)) {
      if (word.at < from || word.at >= until) continue;
      for (const to of new Set(word.to))
        found.push(comingWord(season.id, { path, unitTitle: title }, word, to, traits, titles));
    }
  const person = await personsOn(
    parts,
    season,
    found.map(({ to }) => to),
    from,
  );
  const stopped = new Map((await store.proof.stopped(season.id)).map((one) => [one.word, one]));
  const lines = new Map((await store.wordLines.all(season.id)).map((one) => [one.word, one]));
  return found
    .sort((a, b) => a.owedAt - b.owedAt || (a.word < b.word ? -1 : 1))
    .map((word) => {
      const stop = stopped.get(word.word);
      const line = lines.get(word.word);
      return {
        ...word,
        person: person(word.to).name,
        stopped: stop ? { by: stop.by, reason: stop.reason } : null,
        line: line ? { text: line.text, name: line.name } : null,
      };
    });
}

async function unitWords(
  { store }: ProofParts,
  season: Season,
  path: string,
  planFor: PlanFor,
  until: EpochMs,
): Promise<readonly ExpectedWord[]> {
  const events = (await store.events(season.id, path)).map(({ event }) => event);
  const clock = season.clock as Clock;
  const last = epochMs(until - 1);
  return expectedWords(
    planFor.first(path),
    events,
    planFor.byHash,
    last,
    planTime(clock, season.startedAt),
  ).words;
}

function comingWord(
  season: string,
  unit: Pick<ComingWord, 'path' | 'unitTitle'>,
  word: ExpectedWord,
  to: Post,
  traits: SeasonTraits | null,
  titles: (duty: string) => Title,
): Omit<ComingWord, 'person' | 'stopped' | 'line'> {
  const { duty, action, rung, owedAt } = word;
  const step = traits?.traits(duty) ?? null;
  const event = { type: 'told', ...word } as const;
  return {
    ...unit,
    word: wordId(season, unit.path, word, to),
    ...{ duty, title: titles(duty), action, rung, owedAt, to },
    urgency: urgencyOf(event, step, owedAt),
    label: step?.label ?? 'internal',
    isStatutory: step !== null && isGrave(step),
  };
}

async function titlesOf({ store }: ProofParts, { id }: Season): Promise<(duty: string) => Title> {
  const steps = new Map(
    ((await store.planVersion(id))?.plan.steps ?? []).map((step) => [step.id, step.title]),
  );
  return (duty) => steps.get(duty) ?? steps.get(duty.split('@')[0] ?? '') ?? { zh: duty, en: duty };
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
