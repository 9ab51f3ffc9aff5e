import type { PostHolder, Title } from '../engine/season-plan.js';
import { examDaysFrom, firstDayOf } from './exam-days.js';
import { planText, postsText, unitsText } from './season-text.js';
import type { Template } from './template.js';

/** What a new season says of itself. */
export interface NewSeason {
  readonly season: string;
  /** `YYYY-MM-DD` */
  readonly examDay: string;
  /** The template's folder, seen from the new one. */
  readonly extends: string;
}

/**
 * The files of a season that extends a template: a short plan.yaml, and units, posts and sessions as the template
 * has them, to be changed; where it has none, their headings. Terms of office move by as many years as the exam.
 */
export function newSeason(template: Template, wish: NewSeason): Readonly<Record<string, string>> {
  const { plan, units, posts, files } = template;
  const year = Number(wish.examDay.slice(0, 4));
  const years = year - Number((firstDayOf(plan) ?? wish.examDay).slice(0, 4));
  const comment =
    ' 与模板不同之处写在这里；各项含义见 docs/plan-format.md。\n What differs from the template stands here; see docs/plan-format.md.';
  const sessions = files['sessions.yaml'];
  return {
    'plan.yaml': planText(
      {
        extends: wish.extends,
        season: wish.season,
        title: titleFor(plan['title'], year),
        ...examDaysFrom(plan, wish.examDay),
      },
      comment,
    ),
    'units.csv': unitsText(units),
    'posts.csv': postsText(posts.map((holder) => movedBy(holder, years))),
    ...(sessions !== undefined && { 'sessions.yaml': sessions }),
  };
}

/** The template's title with the new year; a title of its own where the template has none. */
function titleFor(said: unknown, year: number): Title {
  const { zh = '', en = '' } = (said ?? {}) as Partial<Title>;
  return {
    zh: zh === '' ? `${year}年考试` : zh.replace(/(?:19|20)\d\d/, String(year)),
    en: en === '' ? `Examinations ${year}` : en.replace(/(?:19|20)\d\d/, String(year)),
  };
}

/** A holder's term some years later; 29 February becomes the 28th. */
export function movedBy(holder: PostHolder, years: number): PostHolder {
  const moved = (date: string): string => {
    if (date === '' || years === 0) return date;
    const next = `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
    return next.replace(/-02-29$/, '-02-28');
  };
  return { ...holder, from: moved(holder.from), to: moved(holder.to) };
}
