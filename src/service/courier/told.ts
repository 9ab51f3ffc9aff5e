import type { Store } from '../../adapters/store/store.js';
import type { Circular } from '../../adapters/store/circulars.js';
import type { LedgerLine } from '../../adapters/store/ledger-types.js';
import type { Season } from '../../adapters/store/types.js';
import type { createConcerned } from '../concerned.js';
import type { Guard, Visitor } from '../guarded.js';
import { Refusal } from '../outcome.js';

/** Which part of the ledger is meant. */
export interface ToldWish {
  /** A unit and all below it. */
  readonly under?: string;
  readonly isUndelivered?: boolean;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

export interface ToldPage {
  readonly season: string;
  readonly timezone: string;
  /** In the order in which they were recorded. */
  readonly lines: readonly (LedgerLine & { readonly name: string | null })[];
  /** For the next page; null: this was the last. */
  readonly next: string | null;
}

/** What the service has said by itself, without its words. */
export interface CircularPage {
  readonly season: string;
  readonly timezone: string;
  /** The newest first. */
  readonly items: readonly (Omit<Circular, 'body' | 'season' | 'tryAt'> & {
    readonly subject: string;
    readonly name: string | null;
  })[];
}

export interface Told {
  circulars(visitor: Visitor, season: string): Promise<CircularPage>;
  list(visitor: Visitor, season: string, wish: ToldWish): Promise<ToldPage>;
}

const PAGE = 200;

/** Who was told what, when and how, behind the rights of whoever asks: of a whole season, or of the unit that is named. */
export function createTold(parts: {
  readonly store: Pick<Store, 'circulars' | 'ledger' | 'season' | 'planVersion'>;
  readonly guard: Guard;
  readonly concerned: Pick<ReturnType<typeof createConcerned>, 'rootOf'>;
}): Told {
  const { store, guard, concerned } = parts;
  return {
    async circulars(visitor, season) {
      const path = await concerned.rootOf(season);
      const target = path === null ? { season } : { season, path };
      return guard(visitor).read({ operation: 'notice.read', target }, async () => {
        const { timezone } = await known(season);
        const names = await namesIn(season);
        const all = await store.circulars.list(season, PAGE);
        const items = all.map(({ body, season: _, tryAt: __, ...rest }) => ({
          ...rest,
          subject: body.subject,
          name: rest.person === null ? null : (names.get(rest.person) ?? null),
        }));
        return { season, timezone, items };
      });
    },
    async list(visitor, season, { under, isUndelivered = false, after, limit = PAGE }) {
      const path = under ?? (await concerned.rootOf(season));
      const target = path === null ? { season } : { season, path };
      return guard(visitor).read({ operation: 'notice.read', target }, async () => {
        const { timezone } = await known(season);
        const found = await store.ledger.lines({
          ...{ season, isUndelivered, limit: limit + 1 },
          ...(under !== undefined && { under }),
          ...(after !== undefined && { after: placeOf(after) }),
        });
        const lines = found.slice(0, limit);
        const names = await namesIn(season);
        const last = found.length > limit ? lines.at(-1) : undefined;
        return {
          ...{ season, timezone },
          lines: lines.map((line) => ({
            ...line,
            name: line.person === null ? null : (names.get(line.person) ?? null),
          })),
          next: last ? `${last.notice}.${last.turn}` : null,
        };
      });
    },
  };

  async function known(id: string): Promise<Season> {
    const season = await store.season(id);
    if (season) return season;
    throw new Refusal('unknown-season', `没有考季 ${id}`, `there is no season ${id}`);
  }

  async function namesIn(season: string): Promise<ReadonlyMap<string, string>> {
    const version = await store.planVersion(season);
    return new Map(version?.posts.map(({ person, name }) => [person, name]));
  }
}

/** The schema lets nothing else through. */
function placeOf(after: string): { readonly notice: number; readonly turn: number } {
  const [notice = 0, turn = 0] = after.split('.').map(Number);
  return { notice, turn };
}
