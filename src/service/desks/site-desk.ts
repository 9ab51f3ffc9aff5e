import type { DeskRow } from '../../adapters/store/desks.js';
import type { DutyView, Season } from '../../adapters/store/types.js';
import { calendarOf } from '../../engine/calendar.js';
import type { EpochMs } from '../../engine/model.js';
import { planNow } from '../seasons.js';
import type { CardParts } from './desk-cards.js';
import { deskRefusal } from './refusing.js';
import { digestOf, newLetters, newToken } from './secrets.js';

/** A site's computer as the coordinator sees it. */
export interface SiteDesk {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly issuedBy: string;
  readonly registeredAt: number | null;
  readonly revokedAt: number | null;
}

/** What stands on the desk's screen, of one season: what is open today and what is late. */
export interface DeskScreen {
  readonly season: Season;
  /** Plan time. */
  readonly now: EpochMs;
  readonly duties: readonly DutyView[];
}

const LINK_MS = 3_600_000;
const MOST_SHOWN = 500;

/** The registered computers of sites. */
export function createSiteDesks(parts: CardParts) {
  const { store, now } = parts;
  const { desks } = store;

  return {
    /** A registration link for one computer, good once and for an hour. Its token is shown once. */
    async issue(wanted: {
      readonly path: string;
      readonly name: string;
      readonly by: string;
    }): Promise<{ readonly id: string; readonly token: string; readonly until: number }> {
      const { path, name, by } = wanted;
      if (!(await isUnit(path))) throw deskRefusal('not-at-this-site', path);
      const token = newToken();
      const at = now();
      const id = newLetters(6);
      await desks.add({
        ...{ id, path, name, issued_by: by, issued_at: at, link_until: at + LINK_MS },
        link_hash: digestOf(token),
        ...{ secret_hash: null, registered_at: null, revoked_at: null },
      });
      return { id, token, until: at + LINK_MS };
    },
    /** What a link is for, without using it up; null where it is no good. */
    async look(token: string): Promise<Pick<SiteDesk, 'path' | 'name'> | null> {
      const desk = await desks.byLink(digestOf(token), now());
      return desk ? { path: desk.path, name: desk.name } : null;
    },
    /** Binds this computer; answers the secret for its cookie. */
    async register(token: string): Promise<string> {
      const secret = newToken();
      if (!(await desks.register(digestOf(token), digestOf(secret), now())))
        throw deskRefusal('desk-link-used');
      return secret;
    },
    /** The desk whose cookie this is. Throws where there is none. */
    async deskOf(secret: string | undefined): Promise<DeskRow> {
      const desk = secret === undefined ? undefined : await desks.bySecret(digestOf(secret));
      if (!desk) throw deskRefusal('not-a-desk');
      return desk;
    },
    list: async (path?: string): Promise<readonly SiteDesk[]> =>
      (await desks.list(path)).map((row) => ({
        ...{ id: row.id, path: row.path, name: row.name, issuedBy: row.issued_by },
        ...{ registeredAt: row.registered_at, revokedAt: row.revoked_at },
      })),
    revoke: (id: string): Promise<boolean> => desks.revoke(id, now()),

    /** The site's open duties of today, and those late, in every running season. */
    async screen({ path }: Pick<DeskRow, 'path'>): Promise<readonly DeskScreen[]> {
      const running = (await store.seasons()).filter(({ status }) => status !== 'closed');
      const screens = await Promise.all(
        running.map(async (season): Promise<DeskScreen> => {
          const at = await planNow(parts, season);
          const calendar = calendarOf(season.timezone);
          const today = calendar.dateOf(at);
          const all = await store.duties({
            ...{ season: season.id, path, limit: MOST_SHOWN },
            status: ['open', 'signed-for', 'returned', 'submitted'],
          });
          const duties = all.filter(
            ({ dueAt, kind }) =>
              kind !== 'series' && kind !== 'gate' && calendar.dateOf(dueAt) <= today,
          );
          // What is due today stands first: what is late already has been told higher up.
          const isToday = ({ dueAt }: DutyView): boolean => calendar.dateOf(dueAt) === today;
          const inOrder = [...duties.filter(isToday), ...duties.filter((one) => !isToday(one))];
          return { season, now: at, duties: inOrder };
        }),
      );
      return screens.filter(({ duties }) => duties.length > 0);
    },
  };

  async function isUnit(path: string): Promise<boolean> {
    for (const { id, status } of await store.seasons())
      if (status !== 'closed' && (await store.units(id, path)).some((unit) => unit.path === path))
        return true;
    return false;
  }
}
