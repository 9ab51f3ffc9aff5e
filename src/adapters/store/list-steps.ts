import type { Title } from '../../engine/season-plan.js';
import type { Lang } from '../../text/lang.js';
import type { DutyQuery } from './list-types.js';
import type { Db } from './schema.js';

/** A step of the plan, or one title of a duty added at run time. */
export interface TitledStep {
  readonly step: string;
  readonly title: Title;
  readonly isAdded: boolean;
}

export interface StepsMeant {
  readonly meant: readonly TitledStep[];
  /** Whether the season has duties with titles of their own at all. */
  readonly hasAdded: boolean;
}

/**
 * What phase and text of a query mean: a season has few steps and very many duties, and steps stand in the indexes.
 * Null: the query asks for neither.
 */
export async function stepsMeant(db: Db, query: DutyQuery): Promise<StepsMeant | null> {
  const { season, phase, text } = query;
  if (phase === undefined && text === undefined) return null;
  const planned = await plannedSteps(db, season, phase);
  // What was added at run time is in no phase.
  const added = phase === undefined ? await addedSteps(db, season) : [];
  const wanted = text?.toLowerCase() ?? '';
  const meant = [...planned, ...added].filter(({ title }) =>
    [title.zh, title.en].some((said) => said.toLowerCase().includes(wanted)),
  );
  return { meant, hasAdded: added.length > 0 };
}

/** All titles of a season in the order of a language, the steps of one title by their ids. */
export async function titledSteps(
  db: Db,
  season: string,
  lang: Lang,
): Promise<readonly TitledStep[]> {
  const all = [...(await plannedSteps(db, season)), ...(await addedSteps(db, season))];
  return all.sort((a, b) => compareTitled(lang)([a.title[lang], a.step], [b.title[lang], b.step]));
}

/** Compares `[title, step]` by the titles' language, then as they are written. */
export const compareTitled = (lang: Lang) => {
  const collator = COLLATORS[lang];
  return ([title = '', step = '']: readonly string[], [other = '', than = '']: readonly string[]) =>
    collator.compare(title, other) || compare(title, other) || compare(step, than);
};

// Chinese by its sounds, as directories have it.
const COLLATORS: Readonly<Record<Lang, Intl.Collator>> = {
  zh: new Intl.Collator('zh-Hans-CN-u-co-pinyin'),
  en: new Intl.Collator('en'),
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function plannedSteps(db: Db, season: string, phase?: string): Promise<TitledStep[]> {
  const rows = await db
    .selectFrom('steps')
    .select(['step', 'title_zh', 'title_en'])
    .where('season', '=', season)
    .$if(phase !== undefined, (query) => query.where('phase', '=', phase ?? ''))
    .execute();
  return rows.map(({ step, title_zh, title_en }) => ({
    step,
    title: { zh: title_zh, en: title_en },
    isAdded: false,
  }));
}

async function addedSteps(db: Db, season: string): Promise<TitledStep[]> {
  const rows = await db
    .selectFrom('board')
    .select(['step', 'title'])
    .distinct()
    .where('season', '=', season)
    .where('title', 'is not', null)
    .execute();
  return rows.map(({ step, title }) => {
    const said = title ?? step;
    return { step, title: { zh: said, en: said }, isAdded: true };
  });
}
