import type { Post } from '../engine/model.js';
import type { Prepared } from '../service/prepare.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { rosterOf } from './people.js';
import { namesOf, type Word } from './words.js';

/** How a plan's units, duties and posts are said to people. */
export interface Titles {
  readonly unit: (path: string) => string;
  readonly step: (id: string) => string;
  /** The step's title, with its session or its number in a series. */
  readonly duty: (id: string) => string;
  /** The name of whoever hears of it on a day; the post where nobody holds it. */
  readonly holder: (post: Post, day: string) => string;
}

/** Titles of a plan's units and duties, those included that its rehearsal adds. */
export function titlesOf({ plan, posts, unitPlans }: Prepared, lang: Lang): Titles {
  const t = texts(lang);
  const units = new Map(plan.units.map(({ path, title }) => [path, title[lang]]));
  const steps = new Map(plan.steps.map(({ id, title }) => [id, title[lang]]));
  const sessions = new Map(plan.sessions.map(({ id, title }) => [id, title[lang]]));
  for (const { command } of unitPlans.flatMap(({ body }) => body.script ?? []))
    if (command.type === 'addStep') steps.set(command.duty.id, command.duty.title);
  const roster = rosterOf(posts);
  const step = (id: string): string => steps.get(id) ?? id;
  const occurrence = (id: string): string =>
    sessions.get(id) ?? (/^\d+$/.test(id) ? t.report.nth(Number(id)) : id);
  return {
    unit: (path) => units.get(path) ?? path,
    step,
    duty: (id) => {
      const names = namesOf(id);
      if (names.occurrence === null) return step(names.step);
      const said = names.occurrence.split('@').map(occurrence).join(t.comma);
      return t.say.sessionOf(step(names.step), said);
    },
    holder: (post, day) => roster(post, day)[0]?.name ?? post,
  };
}

/** Whether an escalation only repeats the last rung of its ladder. */
export function repeatsIn({
  unitPlans,
}: Pick<Prepared, 'unitPlans'>): (unit: string, word: Word) => boolean {
  const rungs = new Map(
    unitPlans.flatMap(({ path, body }) =>
      body.duties.flatMap(({ id, ladder, accept }) => [
        [`owner ${path}:${id}`, ladder.rungs.length] as const,
        [`acceptor ${path}:${id}`, accept?.ladder.rungs.length ?? 0] as const,
      ]),
    ),
  );
  const rungsOf = (unit: string, { side, duty }: Word): number | undefined =>
    rungs.get(`${side} ${unit}:${duty}`) ??
    // An occurrence of a series climbs the ladder of its series.
    rungs.get(`${side} ${unit}:${duty.slice(0, Math.max(duty.lastIndexOf('@'), 0))}`);
  return (unit, word) =>
    word.action === 'escalate' && word.rung >= (rungsOf(unit, word) ?? Infinity);
}
