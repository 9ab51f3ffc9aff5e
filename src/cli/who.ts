import type { EpochMs } from '../engine/model.js';
import type { Person } from '../service/persons.js';
import type { DutyDossier } from '../service/steps.js';
import { personIn, personsIn } from '../text/notices.js';
import type { Desk } from './desk.js';

/** A dossier, with the persons behind its posts and ids where the service names them. */
export type Dossier = DutyDossier & {
  /** Plan time: a rehearsal's is that of its slowest unit. */
  readonly now?: EpochMs;
  readonly people?: readonly Person[];
  readonly names?: Readonly<Record<string, string>>;
};

/** How posts and persons' ids of one dossier are said. */
export interface Who {
  readonly post: (post: string) => string;
  readonly posts: (posts: readonly string[]) => string;
  readonly person: (id: string) => string;
}

/** Names where they are known, else the post or id itself. */
export function whoIn({ lang, t }: Desk, { people, names }: Dossier): Who {
  const byPost = new Map(people.map((person) => [person.post, person]));
  const personOn = (post: string): Person => byPost.get(post) ?? { post, name: null, title: null };
  return {
    post: (post) => personIn(lang, personOn(post)),
    posts: (posts) => personsIn(lang, posts.map(personOn)),
    person: (id) => names[id] ?? t.actor[id] ?? id,
  };
}
