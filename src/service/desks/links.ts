import type { LinkRow } from '../../adapters/store/links.js';
import type { DutyView } from '../../adapters/store/types.js';
import type { Actor } from '../../policy/actor.js';
import type { Operation } from '../../policy/operation.js';
import { texts } from '../../text/texts.js';
import type { Lang } from '../../text/lang.js';
import type { Parts } from '../service.js';
import type { CodeChannel } from './ports.js';
import { deskRefusal } from './refusing.js';
import { digestOf, isSame, newDigits, newLetters, newToken } from './secrets.js';

export interface LinkParts extends Pick<Parts, 'store' | 'now'> {
  readonly channel: CodeChannel;
}

export interface LinkWish {
  readonly person: string;
  readonly season: string;
  readonly path: string;
  /** Ids of duties; none for a contact return. */
  readonly duties: readonly string[];
  readonly purpose?: 'duties' | 'contacts';
  readonly days: number;
  readonly by: string;
}

/** A link that is alive: for whom and for what. */
export interface Link {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly season: string;
  readonly path: string;
  readonly duties: readonly string[];
  /** `message`: it stands in a message and has pages of its own. */
  readonly purpose: 'duties' | 'contacts' | 'message';
  readonly until: number;
}

/** One that somebody gave out. */
export interface IssuedLink extends Link {
  readonly purpose: 'duties' | 'contacts';
  readonly isRevoked: boolean;
}

const DAY_MS = 86_400_000;
const CODE_DIGITS = 6;
const CODE_MS = 10 * 60_000;
const MOST_TRIES = 5;
const BETWEEN_MS = 60_000;
const HOUR_MS = 3_600_000;
const MOST_AN_HOUR = 5;
/** Long enough to fill in a form, short enough for a phone left on a table. */
const VISIT_MS = 30 * 60_000;

/** What may be done through a link: an ordinary duty of one's own, and no more. */
const BY_LINK: readonly Operation[] = [
  ...(['duty.read', 'duty.complete', 'duty.sign-for'] as const),
  ...(['duty.answer', 'duty.hand-on', 'duty.object'] as const),
];

/** One-time links out of a chat: one person, a few duties, a code to his phone, no password. */
export function createLinks({ store, now, channel }: LinkParts) {
  const { links } = store;

  return {
    /** A link for one person; the token stands in its address and nowhere else. */
    async issue(
      wish: LinkWish,
    ): Promise<{ readonly id: string; readonly token: string; readonly until: number }> {
      const { person, season, path, duties, purpose = 'duties', by } = wish;
      await assertPerson(season, person);
      if (purpose === 'duties') await assertOrdinary(season, path, duties);
      const token = newToken();
      const at = now();
      const row: LinkRow = {
        ...{ id: newLetters(8), token_hash: digestOf(token), person, season, path, purpose },
        ...{ duties: JSON.stringify(duties), until: at + wish.days * DAY_MS },
        ...{ issued_by: by, issued_at: at, revoked_at: null },
      };
      await links.add(row);
      return { id: row.id, token, until: row.until };
    },
    /** Those in messages belong to their messages. */
    list: async (season: string): Promise<readonly IssuedLink[]> => {
      const rows = await links.list(season);
      const issued = rows.flatMap(({ purpose, ...row }) =>
        purpose === 'message' ? [] : [{ ...row, purpose }],
      );
      return Promise.all(
        issued.map(async (row) => ({
          ...(await linkOf(row)),
          ...{ purpose: row.purpose, isRevoked: row.revoked_at !== null },
        })),
      );
    },
    revoke: (id: string): Promise<boolean> => links.revoke(id, now()),

    /** The link behind a token. Looking uses nothing up: chats fetch what is sent through them. */
    look: async (token: string): Promise<Link> => linkOf(await alive(token)),

    /** Sends a code to the person's phone or mail; answers where it went, masked. */
    async sendCode(token: string, lang: Lang): Promise<string> {
      const row = await alive(token);
      const at = now();
      const before = await links.code(row.id);
      if (before && at - before.sent_at < BETWEEN_MS) throw deskRefusal('code-too-soon');
      const isNewHour = !before || at - before.window_at > HOUR_MS;
      const sent = isNewHour ? 1 : before.sent + 1;
      if (sent > MOST_AN_HOUR) throw deskRefusal('code-too-often');
      const code = newDigits(CODE_DIGITS);
      await links.putCode({
        ...{ link: row.id, hash: codeMark(row.id, code), until: at + CODE_MS, tries: 0 },
        ...{ sent_at: at, sent, window_at: isNewHour ? at : before.window_at },
      });
      const text = texts(lang).desks.codeMessage(code);
      const went = await channel.sendCode(row.person, text, code);
      if (!went) throw deskRefusal('nowhere-to-send');
      return went.hint;
    },

    /** The code from the phone opens a visit; answers its token for the cookie. */
    async enter(token: string, code: string): Promise<string> {
      const row = await alive(token);
      const sent = await links.code(row.id);
      const tries = sent ? await links.countTry(row.id) : MOST_TRIES + 1;
      const isRight =
        sent !== undefined &&
        tries <= MOST_TRIES &&
        sent.until > now() &&
        isSame(sent.hash, codeMark(row.id, code.normalize('NFKC').replace(/\s/g, '')));
      if (!sent || !isRight || !(await links.takeCode(row.id, sent.hash)))
        throw deskRefusal('code-wrong');
      const visit = newToken();
      await links.openVisit(digestOf(visit), row.id, now() + VISIT_MS);
      return visit;
    },

    /** Who is inside by this cookie, through this very link; null where nobody is (any more). */
    async visitor(
      token: string,
      visit: string | undefined,
    ): Promise<{ readonly link: Link; readonly actor: Actor } | null> {
      if (visit === undefined) return null;
      const row = await links.visit(digestOf(visit), now());
      if (
        !row ||
        row.token_hash !== digestOf(token) ||
        row.revoked_at !== null ||
        row.until <= now()
      )
        return null;
      const link = await linkOf(row);
      return { link, actor: actorOf(link) };
    },

    /** The duties of a link as they stand, done ones too. */
    duties: async ({ season, path, duties }: Link): Promise<readonly DutyView[]> => {
      const views = await Promise.all(duties.map((duty) => store.duty(season, path, duty)));
      return views.flatMap((view) => view ?? []);
    },
  };

  async function alive(token: string): Promise<LinkRow> {
    const row = await links.byToken(digestOf(token));
    if (!row || row.revoked_at !== null || row.until <= now()) throw deskRefusal('link-dead');
    return row;
  }

  async function linkOf(row: LinkRow): Promise<Link> {
    const [known] = await store.deskSearch.postsOf([row.person]);
    const { id, person, season, path, purpose, until } = row;
    const duties = JSON.parse(row.duties) as string[];
    return { id, person, name: known?.name ?? person, season, path, duties, purpose, until };
  }

  async function assertPerson(season: string, person: string): Promise<void> {
    const posts = await store.deskSearch.postsOf([person]);
    if (!posts.some((one) => one.season === season)) throw deskRefusal('unknown-person', person);
  }

  /** Only what one person may do without a second, and what is not sensitive. */
  async function assertOrdinary(
    season: string,
    path: string,
    duties: readonly string[],
  ): Promise<void> {
    if (duties.length === 0) throw deskRefusal('link-not-for', '–');
    for (const id of duties) {
      const view = await store.duty(season, path, id);
      if (!view) throw deskRefusal('no-such-duty', id);
      const isOrdinary = ORDINARY.includes(view.kind) && view.label !== 'sensitive';
      if (!isOrdinary || ORAL.test(id)) throw deskRefusal('link-not-for', view.title.zh);
    }
  }
}

const ORDINARY: readonly string[] = ['task', 'ask'];
// One's own word on what was recorded for one is given where one has shown who one is.
const ORAL = /^oral-\d+$/;

const codeMark = (link: string, code: string): string => digestOf(`${link}/${code}`);

/** The person of a link, who may do what is his on these duties and nothing else. */
const actorOf = ({ id, person, name, season, path, duties, purpose }: Link): Actor => ({
  ...{ person, name, way: 'link', secret: `link/${id}`, factors: 1 },
  grants: [{ id: `link/${id}`, role: 'department', unit: '', season, department: null }],
  scopes: purpose === 'duties' ? BY_LINK : [],
  only: { season, path, duties },
});
