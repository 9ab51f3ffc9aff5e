import type { RegisterKind } from '../../adapters/store/register-types.js';
import type { Operation } from '../../policy/operation.js';
import type { createBodies } from './bodies.js';
import type { GivenRow } from './one-row.js';
import type { EntryList, ListWish, RegistersPort } from './registers.js';
import type { EntryView } from './views.js';

/** Entries looked at for one page, of which few may be one's own. */
const LOOKED_AT_ONCE = 500;
const MOST_LOOKS = 20;

/** What of the registers is somebody's who has a right in a part of the tree: `may` says where. */
export function ownEntries(
  port: Pick<RegistersPort, 'list'>,
  bodies: ReturnType<typeof createBodies>,
  may: (path: string, operation: Operation) => boolean,
) {
  return {
    /** Pages as of the whole register, of those alone that are his; a page may be short although more follow. */
    async list(kind: RegisterKind, wish: ListWish): Promise<EntryList> {
      const items: EntryView[] = [];
      let next = wish.after ?? null;
      for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
        const after = next === null ? {} : { after: next };
        const page = await port.list(kind, { ...wish, ...after, limit: LOOKED_AT_ONCE });
        const ids = page.items.map(({ id }) => id);
        const known = await bodies.ofEntries(kind, ids);
        for (const item of page.items) {
          const { own = [], byPosts = [] } = known.get(item.id) ?? {};
          if (![...own, ...byPosts].some((path) => may(path, 'register.read'))) continue;
          items.push(item);
          if (items.length === wish.limit) return { items, next: item.id };
        }
        ({ next } = page);
        if (next === null) break;
      }
      return { items, next };
    },

    unitOf,

    /**
     * A unit of his by which he may write a row; null where he may not. What somebody declared or sat may be put down
     * where he holds a post; himself is changed by the body that has him, and stays in its hands.
     */
    async unitOfRow(kind: RegisterKind, row: GivenRow): Promise<string | null> {
      const isHis = (path: string): boolean => may(path, 'register.write');
      const { person = '', device = '' } = row;
      if (kind === 'declarations' || kind === 'trainings')
        return unitOf('register.write', 'people', person);
      if (kind === 'departments') return null;
      const id = kind === 'people' ? person : device;
      const before = (await bodies.ofEntries(kind, [id])).get(id);
      const after = await bodies.ofRow(row);
      if (after === null || !after.every(isHis)) return null;
      return (before ? before.own.find(isHis) : after[0]) ?? null;
    },
  };

  /** A unit of his by which an entry is his; null where it is not, or is not there. */
  async function unitOf(
    operation: Operation,
    kind: RegisterKind,
    id: string,
  ): Promise<string | null> {
    const { own = [], byPosts = [] } = (await bodies.ofEntries(kind, [id])).get(id) ?? {};
    return [...own, ...byPosts].find((path) => may(path, operation)) ?? null;
  }
}
