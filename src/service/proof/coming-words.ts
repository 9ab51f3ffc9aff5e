import type { Season } from '../../adapters/store/types.js';
import type { Label, Urgency } from '../../courier/model.js';
import { isGrave, urgencyOf, type StepTraits } from '../../courier/urgency.js';
import { planTime, type Clock } from '../../engine/clock.js';
import { expectedWords, type ExpectedWord } from '../../engine/expected.js';
import { epochMs, SEASON_PATH, type EpochMs, type Post } from '../../engine/model.js';
import type { Title } from '../../engine/season-plan.js';
import { traitsOfDuty } from '../courier/duty-traits.js';
import { createSeasonTraits } from '../courier/season-hours.js';
import { personsOn } from '../persons.js';
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

/** The words of a stretch that lies ahead, the earliest first. */
export async function comingWords(
  parts: ProofParts,
  season: Season,
  { from, until, under }: { from: EpochMs; until: EpochMs; under?: string | undefined },
): Promise<readonly ComingWord[]> {
  const { store } = parts;
  const planFor = await plansOf(parts, season);
  const units = (await store.units(season.id, under)).filter(({ path }) => path !== SEASON_PATH);
  const ahead: UnitWord[] = [];
  for (const { path, title: unitTitle } of units)
    for (const word of await unitWords(parts, season, path, planFor, until))
      if (word.at >= from && word.at < until) ahead.push({ path, unitTitle, word });
  const about = await dutiesOf(parts, season, ahead);
  const found = ahead.flatMap((one) =>
    [...new Set(one.word.to)].map((to) => comingWord(season.id, one, to, about(one))),
  );
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

/** A word that lies ahead, of one unit. */
interface UnitWord extends Pick<ComingWord, 'path' | 'unitTitle'> {
  readonly word: ExpectedWord;
}

/** What is to be known of the duty that a word is about. */
interface AboutDuty {
  readonly title: Title;
  readonly traits: StepTraits | null;
  /** Null where a series has not brought it yet. */
  readonly dueAt: EpochMs | null;
}

function comingWord(
  season: string,
  { path, unitTitle, word }: UnitWord,
  to: Post,
  { title, traits, dueAt }: AboutDuty,
): Omit<ComingWord, 'person' | 'stopped' | 'line'> {
  const { duty, action, rung, owedAt } = word;
  const event = { type: 'told', ...word } as const;
  return {
    ...{ path, unitTitle, duty, title, action, rung, owedAt, to },
    word: wordId(season, path, word, to),
    urgency: urgencyOf(event, traits, dueAt ?? owedAt),
    label: traits?.label ?? 'internal',
    isStatutory: traits !== null && isGrave(traits),
  };
}

/** By unit and duty, also of what was added at run time; what is on no board yet bears its step's title. */
async function dutiesOf(
  { store }: ProofParts,
  season: Season,
  words: readonly UnitWord[],
): Promise<(of: UnitWord) => AboutDuty> {
  const keyOf = (path: string, duty: string) => `${path} ${duty}`;
  const seasonTraits = await createSeasonTraits({ store })(season.id);
  const steps = new Map(
    ((await store.planVersion(season.id))?.plan.steps ?? []).map(({ id, title }) => [id, title]),
  );
  const keys = words.map(({ path, word: { duty } }) => ({ season: season.id, path, duty }));
  const views = new Map(
    (await store.dutyViews(keys)).map((view) => [keyOf(view.path, view.duty), view]),
  );
  const traits = new Map<string, StepTraits | null>();
  for (const key of keys) {
    const name = keyOf(key.path, key.duty);
    if (seasonTraits && !traits.has(name))
      traits.set(name, await traitsOfDuty({ store }, seasonTraits, key));
  }
  return ({ path, word: { duty } }) => {
    const view = views.get(keyOf(path, duty));
    return {
      title: view?.title ?? steps.get(duty.split('@')[0] ?? '') ?? { zh: duty, en: duty },
      traits: traits.get(keyOf(path, duty)) ?? null,
      dueAt: view?.dueAt ?? null,
    };
  };
}
