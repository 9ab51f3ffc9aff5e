import type { PostHolder } from '../engine/season-plan.js';
import { doubtAt, type Doubt } from './doubts.js';
import { csvText } from './season-text.js';

/** What is asked of the holders of a post, as a plan writes it. */
interface RawRole {
  readonly id: string;
  readonly recusal?: boolean;
}

/**
 * The template's registers with the people that the sheet brings, as a folder of the new season. Of a post that one of
 * them holds no recusal declaration is asked until he is in the register: that is said, not passed over.
 */
export function ownRegisters(
  registers: Readonly<Record<string, string>>,
  roles: readonly RawRole[],
  posts: readonly PostHolder[],
  doubts: Doubt[],
): { readonly files: Readonly<Record<string, string>>; readonly roles: readonly RawRole[] } {
  const people = registers['people.csv'];
  const known = new Set(people?.split('\n').map((row) => row.split(',')[0]) ?? []);
  const fresh = new Map(
    posts.filter(({ person }) => !known.has(person)).map((one) => [one.person, one]),
  );
  const held = new Set(posts.filter(({ person }) => fresh.has(person)).map(roleOf));
  // A role that nobody in this season holds would be a fault of the plan.
  const inUse = new Set(posts.map(roleOf));
  const here = roles.filter(({ id }) => inUse.has(id));
  const open = here.filter(({ id, recusal }) => recusal && (held.has(id) || people === undefined));
  if (open.length > 0)
    doubts.push(
      doubtAt([0, '', ''], 'recusal-left-out', { assumed: open.map(({ id }) => id).join('、') }),
    );
  const files = Object.entries(registers).map(([name, text]) => [
    `registers/${name}`,
    name === 'people.csv' ? withPeople(text, [...fresh.values()]) : text,
  ]);
  return {
    files: Object.fromEntries(files) as Record<string, string>,
    roles: here.map((role) => (open.includes(role) ? { ...role, recusal: false } : role)),
  };
}

const roleOf = ({ post }: PostHolder): string => post.split('#')[1] ?? '';

function withPeople(text: string, people: readonly PostHolder[]): string {
  const [head = ''] = text.split('\n');
  const columns = head.split(',').map((column) => column.trim());
  const rows = people.map(({ person, name }) =>
    columns.map((column) => (column === 'person' ? person : column === 'name' ? name : '')),
  );
  return `${text.trimEnd()}\n${csvText(rows)}`;
}
