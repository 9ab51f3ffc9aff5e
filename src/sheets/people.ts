import type { PostHolder } from '../engine/season-plan.js';
import type { DoubtCode } from './doubts.js';
import { roleNamed } from './role-words.js';

/** A person as a cell names him. */
export interface Named {
  readonly name: string;
  readonly title: string;
}

/** Where a cell's people stand: the post as a target of a step, and what was assumed. */
export interface PeopleRead {
  readonly target: string;
  readonly doubts: readonly { readonly code: DoubtCode; readonly assumed: string }[];
}

/** Who holds which post: the template's holders and those that the sheet brings. */
export interface PostBook {
  /**
   * The post of these people at these units: one of theirs if they hold it, else the usual `role`, else a
   * further one (`doer-2`). People as many as units are one for each.
   */
  assign(cell: string, role: string, units: readonly string[]): PeopleRead;
  /** Adds holders of a role that no step speaks of. */
  add(cell: string, role: string, units: readonly string[]): void;
  /** These posts stay with whom they have: the sheet says the same of them. */
  keep(posts: readonly string[]): void;
  /** Fills a post that nobody holds; answers whether it was empty. */
  fill(post: string, person: Named | null): boolean;
  holders(post: string): readonly PostHolder[];
  list(): readonly PostHolder[];
}

/** Stands where nobody is known yet. */
const NOBODY = '待定';

const NAME = /^[\p{Script=Han}·]{2,4}$|^[A-Z][\p{L}.'-]+(?: [A-Z][\p{L}.'-]+){1,3}$/u;

/** `副局长王平`: the title stands first. */
const TITLED =
  /^(\p{Script=Han}{0,12}(?:局长|主任|校长|科长|股长|县长|市长|书记|主席|队长|组长))(\p{Script=Han}{2,3})$/u;
const NO_NAME = /(?:长|主任|主考|书记|人员|负责人|成员|老师|同志|领导)$/;

/** Opens the book with the holders of a template. */
export function postBook(template: readonly PostHolder[]): PostBook {
  const rows = [...template];
  const byPost = new Map<string, PostHolder[]>();
  for (const row of rows) byPost.set(row.post, [...(byPost.get(row.post) ?? []), row]);
  const persons = new Map(rows.map(({ name, person }) => [name, person]));
  const taken = new Set(rows.map(({ person }) => person));
  /** Posts that the sheet itself has filled. */
  const claimed = new Set<string>();
  const holders = (post: string): readonly PostHolder[] => byPost.get(post) ?? [];
  const isHeldBy = (post: string, people: readonly Named[]): boolean => {
    const names = holders(post).map(({ name }) => name);
    return names.length === people.length && people.every(({ name }) => names.includes(name));
  };

  const keep = (posts: readonly string[]): void => {
    for (const post of posts) claimed.add(post);
  };

  return { assign, add, keep, fill, holders, list: () => [...byPost.values()].flat() };

  function assign(cell: string, role: string, units: readonly string[]): PeopleRead {
    const people = namesIn(cell);
    const word = cell.trim();
    if (people.length === 0) return postSaid(word, role);
    const each = perUnit(people, units);
    const doubts =
      units.length > 1 && people.length > 1 && each === null
        ? [{ code: 'people-count' as const, assumed: word }]
        : [];
    const wanted = units.map((_, n) => each?.[n] ?? people);
    const own = rolesOf(units, role).find((one) =>
      units.every((unit, n) => isHeldBy(`${unit}#${one}`, wanted[n] ?? [])),
    );
    if (own !== undefined) {
      for (const unit of units) claimed.add(`${unit}#${own}`);
      return { target: targetOf(own), doubts };
    }
    const elsewhere = rows.find(({ post }) => isHeldBy(post, people))?.post;
    if (elsewhere !== undefined) return { target: elsewhere, doubts };
    const next = freeRole(role, units);
    for (const [n, unit] of units.entries()) put(`${unit}#${next}`, wanted[n] ?? []);
    return { target: targetOf(next), doubts };
  }

  /** No names: a word for a post, or nothing at all. */
  function postSaid(word: string, role: string): PeopleRead {
    if (word === '') return { target: `own.${role}`, doubts: [] };
    const said = roleNamed(word);
    return {
      target: targetOf(said ?? role),
      doubts: said === null ? [{ code: 'no-name', assumed: role }] : [],
    };
  }

  function add(cell: string, role: string, units: readonly string[]): void {
    const people = namesIn(cell);
    for (const [n, unit] of units.entries()) {
      const post = `${unit}#${role}`;
      const here = perUnit(people, units)?.[n] ?? people;
      const known = claimed.has(post)
        ? holders(post).map(({ name, title }) => ({ name, title }))
        : [];
      const more = here.filter(({ name }) => !known.some((one) => one.name === name));
      if (more.length > 0) put(post, [...known, ...more]);
    }
  }

  function fill(post: string, person: Named | null): boolean {
    if (holders(post).length > 0) return false;
    put(post, [person ?? { name: NOBODY, title: '' }]);
    return true;
  }

  function rolesOf(units: readonly string[], role: string): string[] {
    const [first = ''] = units;
    // Who is only asked by telephone does not thereby do the work.
    const others = [...byPost.keys()]
      .filter((post) => post.startsWith(`${first}#`))
      .map((post) => post.slice(first.length + 1))
      .filter((one) => one !== role && one !== 'liaison');
    return [role, ...others];
  }

  function freeRole(role: string, units: readonly string[]): string {
    const isFree = (one: string): boolean => !units.some((unit) => claimed.has(`${unit}#${one}`));
    for (let n = 1; ; n += 1) {
      const next = n === 1 ? role : `${role}-${n}`;
      if (isFree(next)) return next;
    }
  }

  function put(post: string, people: readonly Named[]): void {
    claimed.add(post);
    byPost.set(
      post,
      people.map(({ name, title }) => ({
        post,
        person: idOf(name),
        name,
        title,
        from: '',
        to: '',
      })),
    );
  }

  /** The same name is the same person; nobody is somebody else each time. */
  function idOf(name: string): string {
    const known = name === NOBODY ? 'p000' : persons.get(name);
    if (known !== undefined) return known;
    let n = persons.size + 1;
    while (taken.has(`p${String(n).padStart(3, '0')}`)) n += 1;
    const id = `p${String(n).padStart(3, '0')}`;
    taken.add(id);
    persons.set(name, id);
    return id;
  }
}

const targetOf = (role: string): string => (role === 'patron' ? role : `own.${role}`);

const perUnit = (people: readonly Named[], units: readonly string[]): Named[][] | null =>
  units.length > 1 && people.length === units.length ? people.map((person) => [person]) : null;

/** The people a cell names: `王平（副局长）、李安 13800000000`; telephone numbers are never kept. */
function namesIn(cell: string): Named[] {
  return cell
    .split(/[、;；,，/\n]+/)
    .map((part) => part.replace(/\+?\d[\d-]{6,}/g, ' ').trim())
    .flatMap((part) => {
      const title = /[（(]([^（）()]*)[）)]/.exec(part)?.[1]?.trim() ?? '';
      const words = part.replace(/[（(][^（）()]*[）)]/g, ' ').trim();
      const [name = '', ...rest] = NAME.test(words) ? [words] : words.split(/ +/);
      // `王 平`: two-character names are set wide.
      const joined = rest.length === 1 && name.length === 1 ? name + (rest[0] ?? '') : name;
      const [, before, last] = TITLED.exec(joined) ?? [];
      if (before !== undefined && last !== undefined) return [{ name: last, title: before }];
      if (!NAME.test(joined) || roleNamed(joined) !== null || NO_NAME.test(joined)) return [];
      return [
        { name: joined, title: (title || (joined === name ? rest.join(' ') : '')).slice(0, 100) },
      ];
    });
}
