import type { EpochMs, Post } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';
import type { Prepared } from '../service/prepare.js';
import { daysOf, isInOffice, rosterOf } from './people.js';
import { aftermathOf, type Aftermath } from './what-if.js';
import type { SaidWord } from './words.js';

/** A post of the person who is away. */
export interface VacantPost {
  readonly post: Post;
  readonly title: string;
  /** `YYYY-MM-DD`, empty: always. */
  readonly from: string;
  readonly to: string;
  /** Who else holds it while he is away. */
  readonly others: readonly PostHolder[];
}

/** A word that would have come to him. */
export interface FallenWord extends SaidWord {
  readonly post: Post;
  /** The other holder of the post who hears it, or nobody. */
  readonly instead: PostHolder | null;
}

/** What falls on whom while somebody is away. */
export interface Absence extends Aftermath {
  readonly person: string;
  readonly name: string;
  readonly posts: readonly VacantPost[];
  readonly words: readonly FallenWord[];
}

export interface Leave {
  readonly person: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * What falls on whom while a person is away: his posts, the words that come to them meanwhile, and what
 * climbs because nobody does what he would have done. `well` and `away` hold the words of the season
 * played with him and without him.
 */
export function absenceOf(
  prepared: Prepared,
  well: readonly SaidWord[],
  away: readonly SaidWord[],
  { person, from, to }: Leave,
): Absence {
  const roster = rosterOf(prepared.posts);
  const dayOf = daysOf(prepared.calendar);
  const mine = prepared.posts.filter((holder) => holder.person === person);
  const fallen = (word: SaidWord): FallenWord[] => {
    const { owedAt } = word.event;
    if (owedAt < from || owedAt > to) return [];
    return word.event.to.flatMap((post) => {
      const [first, ...rest] = roster(post, dayOf(owedAt));
      if (first?.person !== person) return [];
      return [{ ...word, post, instead: rest.find((other) => other.person !== person) ?? null }];
    });
  };
  return {
    person,
    name: mine[0]?.name ?? person,
    posts: mine.map((holder) => ({
      ...{ post: holder.post, title: holder.title, from: holder.from, to: holder.to },
      others: othersOn(prepared.posts, holder, dayOf(from), dayOf(to)),
    })),
    words: away.flatMap(fallen),
    ...aftermathOf(prepared, well, away),
  };
}

/** Who else holds the post on some day of the absence. */
const othersOn = (
  posts: readonly PostHolder[],
  { post, person }: PostHolder,
  firstDay: string,
  lastDay: string,
): PostHolder[] =>
  posts.filter(
    (other) =>
      other.post === post &&
      other.person !== person &&
      (other.from === '' || other.from <= lastDay) &&
      (other.to === '' || other.to >= firstDay),
  );

/** Whether a person is in office on some post on the day of an instant; a bare post is nobody. */
export function officeOf({
  posts,
  calendar,
}: Pick<Prepared, 'posts' | 'calendar'>): (person: string, at: EpochMs) => boolean {
  const dayOf = daysOf(calendar);
  const rows = new Map<string, PostHolder[]>();
  for (const holder of posts) rows.set(holder.person, [...(rows.get(holder.person) ?? []), holder]);
  return (person, at) => {
    const day = dayOf(at);
    return (rows.get(person) ?? []).some((holder) => isInOffice(holder, day));
  };
}
