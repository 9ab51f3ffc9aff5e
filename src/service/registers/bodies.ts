import type { RegisterKind } from '../../adapters/store/register-types.js';
import type { Parts } from '../service.js';
import type { GivenRow } from './one-row.js';

/** What an entry, or a row that would change one, says of where it belongs. */
interface Said {
  readonly department?: string;
  readonly home?: string;
  readonly unit?: string;
}

/** Whose an entry of the registers is: by what it says itself, and by the posts that a person holds. */
export interface Bodies {
  readonly own: readonly string[];
  readonly byPosts: readonly string[];
}

/** Which units entries of the registers are of, for whoever has a right in a part of the tree only. */
export function createBodies({ store }: Pick<Parts, 'store'>) {
  return {
    /** Of those of these ids that there are. */
    async ofEntries(
      kind: RegisterKind,
      ids: readonly string[],
    ): Promise<ReadonlyMap<string, Bodies>> {
      const entries = await store.registers.current(kind, ids);
      const unitCalled = await unitNames();
      const posts = kind === 'people' ? await store.deskSearch.postsOf(ids) : [];
      const isDepartment = kind === 'departments';
      return new Map(
        entries.map(({ id, body }) => {
          const said = isDepartment ? { department: id } : (body as Said);
          const held = posts.filter(({ person }) => person === id).map(({ post }) => unitOf(post));
          return [id, { own: unitsOf(said, unitCalled).found, byPosts: held }];
        }),
      );
    },
    /** Where a row would put its entry; null where it names a department that is no unit, or more than one. */
    async ofRow(row: GivenRow): Promise<readonly string[] | null> {
      const { found, isWhole } = unitsOf(row, await unitNames());
      return isWhole ? found : null;
    },
  };

  /** Registers call a department by the last part of its path; where two are called so, by neither. */
  async function unitNames(): Promise<(name: string) => string | null> {
    const running = (await store.seasons()).filter(({ status }) => status !== 'closed');
    const lists = await Promise.all(running.map(({ id }) => store.deskSearch.paths(id)));
    const paths = [...new Set(lists.flat())];
    return (name) => {
      if (name.includes('/')) return name;
      const [only, ...others] = paths.filter((path) => path.split('/').at(-1) === name);
      return only !== undefined && others.length === 0 ? only : null;
    };
  }
}

function unitsOf({ department, home, unit }: Said, unitCalled: (name: string) => string | null) {
  const said = [department ? unitCalled(department) : '', home ?? '', unit ?? ''];
  const found = said.filter((path): path is string => path !== null && path !== '');
  return { found, isWhole: !said.includes(null) };
}

const unitOf = (post: string): string => post.slice(0, Math.max(post.indexOf('#'), 0));
