import type { Post } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';
import type { Prepared } from '../service/prepare.js';
import type { Desk } from './desk.js';
import { namesOf, type Word } from './said-word.js';

/** Titles of a plan's units and duties, those included that its rehearsal adds. */
export function titlesOf({ plan, unitPlans }: Prepared, { t, lang }: Desk) {
  const units = new Map(plan.units.map(({ path, title }) => [path, title[lang]]));
  const steps = new Map(plan.steps.map(({ id, title }) => [id, title[lang]]));
  const sessions = new Map(plan.sessions.map(({ id, title }) => [id, title[lang]]));
  for (const { command } of unitPlans.flatMap(({ body }) => body.script ?? []))
    if (command.type === 'addStep') steps.set(command.duty.id, command.duty.title);
  return {
    unit: (path: string): string => units.get(path) ?? path,
    duty: (id: string): string => {
      const { step, occurrence } = namesOf(id);
      const title = steps.get(step) ?? step;
      if (occurrence === null) return title;
      return t.say.sessionOf(title, sessions.get(occurrence) ?? occurrence);
    },
  };
}

/** The name of whoever holds a post on a day; the post where nobody does. */
export function holderOf(posts: readonly PostHolder[]): (post: Post, day: string) => string {
  const byPost = new Map<string, PostHolder[]>();
  for (const holder of posts) byPost.set(holder.post, [...(byPost.get(holder.post) ?? []), holder]);
  return (post, day) => {
    const inOffice = ({ from, to }: PostHolder): boolean =>
      (from === '' || from <= day) && (to === '' || to >= day);
    return byPost.get(post)?.find(inOffice)?.name ?? post;
  };
}

/** Whether an escalation only repeats the last rung of its ladder. */
export function repeatsIn({ unitPlans }: Prepared): (unit: string, word: Word) => boolean {
  const rungs = new Map(
    unitPlans.flatMap(({ path, body }) =>
      body.duties.flatMap(({ id, ladder, accept }) => [
        [`owner ${path}:${id}`, ladder.rungs.length] as const,
        [`acceptor ${path}:${id}`, accept?.ladder.rungs.length ?? 0] as const,
      ]),
    ),
  );
  return (unit, { action, side, duty, rung }) =>
    action === 'escalate' && rung >= (rungs.get(`${side} ${unit}:${duty}`) ?? Infinity);
}
