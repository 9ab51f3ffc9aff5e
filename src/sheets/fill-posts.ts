import { doubtAt, type Doubt } from './doubts.js';
import type { Named, PostBook } from './people.js';
import type { UnitBook } from './units.js';

/** Bodies whose people usually sit in the office of the exam. */
const OFFICE_UNITS = ['admissions', 'education'];

/**
 * No post that a step speaks of stays empty. Without a template the office of the root is taken from the body that
 * runs the exam; whoever is not known is `待定`, and said once a role.
 */
export function fillPosts(
  needed: ReadonlySet<string>,
  units: UnitBook,
  posts: PostBook,
  isBare: boolean,
  doubts: Doubt[],
): void {
  const vacant = new Map<string, string[]>();
  for (const post of needed) {
    const [unit = '', role = ''] = post.split('#');
    const person = isBare && unit === units.root ? rootPerson(role, units, posts) : null;
    if (!posts.fill(post, person)) continue;
    if (person === null) vacant.set(role, [...(vacant.get(role) ?? []), post]);
    else doubts.push(doubtAt([0, '', post], 'root-post', { assumed: person.name }));
  }
  for (const all of vacant.values()) {
    const more = all.length > 3 ? ` … (${all.length})` : '';
    doubts.push(
      doubtAt([0, '', ''], 'post-vacant', { assumed: all.slice(0, 3).join('、') + more }),
    );
  }
}

function rootPerson(role: string, { root }: UnitBook, posts: PostBook): Named | null {
  if (role === 'director') return null;
  const sources = [root, ...OFFICE_UNITS.map((name) => `${root}/${name}`)];
  const roles = role === 'leader' ? ['leader', 'doer'] : ['doer', 'leader'];
  const found = sources.flatMap((unit) =>
    roles.flatMap((one) => posts.holders(`${unit}#${one}`)),
  )[0];
  return found ? { name: found.name, title: found.title } : null;
}
