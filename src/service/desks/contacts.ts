import type { Store } from '../../adapters/store/store.js';
import type { PostHolder } from '../../engine/season-plan.js';
import type { Seal } from '../seal-port.js';
import type { Link } from './links.js';
import type { ContactRegister } from './ports.js';
import { deskRefusal } from './refusing.js';
import { newLetters } from './secrets.js';

export interface ContactParts {
  readonly store: Store;
  readonly seal: Pick<Seal, 'seal' | 'open'>;
  readonly register: ContactRegister;
  /** Real time. */
  readonly now: () => number;
}

/** Answerable, doer, liaison (责任领导、责任人、联络员), and the posts they hold. */
export const CONTACT_ROLES = ['leader', 'doer', 'liaison'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

export interface Contact {
  readonly name: string;
  readonly title: string;
  readonly phone: string;
}
export type Contacts = Readonly<Record<ContactRole, Contact>>;

interface Body {
  readonly contacts: Contacts;
  readonly persons?: Readonly<Partial<Record<ContactRole, string>>>;
}

export interface ContactReturn {
  readonly id: string;
  readonly path: string;
  readonly contacts: Contacts;
  /** Their ids in the register, once accepted. */
  readonly persons?: Body['persons'];
  readonly returnedBy: string;
  readonly returnedAt: number;
  readonly acceptedAt: number | null;
}

/** One department of a season: what it returned, if anything. */
export interface ContactLine {
  readonly path: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly latest: ContactReturn | null;
}

const PHONE = /^\+?\d[\d\s-]{5,19}$/;
const LONGEST = 60;

/** Departments name their own people; the coordinator takes them over. */
export function createContacts({ store, seal, register, now }: ContactParts) {
  const { links } = store;

  return {
    /** Keeps what a department says, sealed; what it said before stays on record. */
    async give({ season, path, id: link, person }: Link, given: Contacts): Promise<string> {
      const contacts = checked(given);
      const id = newLetters(8);
      await links.addReturn({
        ...{ id, season, path, link, returned_by: person, returned_at: now() },
        body: seal.seal(JSON.stringify({ contacts } satisfies Body), aboutReturn(id)),
        ...{ accepted_by: null, accepted_at: null },
      });
      return id;
    },

    /** Every department, those who have not answered first. */
    async overview(season: string): Promise<readonly ContactLine[]> {
      const latest = await latestOf(season);
      const lines = (await departments(season)).map(
        ({ path, title }): ContactLine => ({
          ...{ path, title, latest: latest.get(path) ?? null },
        }),
      );
      return lines.sort((a, b) => Number(a.latest !== null) - Number(b.latest !== null));
    },

    /** A return goes into the register, and its posts into `postsCsv`. */
    async accept(season: string, id: string, by: string): Promise<readonly PostHolder[]> {
      const found = (await returnsOf(season)).find((one) => one.id === id);
      if (!found || found.acceptedAt !== null) throw deskRefusal('unknown-return');
      const { path, contacts } = found;
      const persons: Partial<Record<ContactRole, string>> = {};
      for (const role of CONTACT_ROLES)
        persons[role] = await register.put({ ...contacts[role], department: path }, by);
      const body = seal.seal(JSON.stringify({ contacts, persons } satisfies Body), aboutReturn(id));
      if (!(await links.acceptReturn(id, { by, at: now(), body })))
        throw deskRefusal('unknown-return');
      return holdersOf({ ...found, persons });
    },

    /** The posts of all accepted returns, as a season's `posts.csv` has them. */
    async postsCsv(season: string, isMeant: (path: string) => boolean): Promise<string> {
      const accepted = [...(await latestOf(season)).values()].filter(
        ({ path, acceptedAt }) => acceptedAt !== null && isMeant(path),
      );
      const rows = accepted.flatMap(holdersOf).map(({ person, name, post, title, from, to }) => {
        const [unit = '', role = ''] = post.split('#');
        return [person, name, unit, role, title, from, to];
      });
      const lines = [HEADS, ...rows].map((cells) => cells.map(cell).join(','));
      return `\uFEFF${lines.join('\r\n')}\r\n`;
    },
  };

  async function departments(season: string) {
    return (await store.units(season)).filter(({ kind }) => kind === 'department');
  }

  async function returnsOf(season: string): Promise<readonly ContactReturn[]> {
    return (await links.returns(season)).map((row) => ({
      ...{ id: row.id, path: row.path, returnedBy: row.returned_by },
      ...{ returnedAt: row.returned_at, acceptedAt: row.accepted_at },
      ...(JSON.parse(seal.open(row.body, aboutReturn(row.id))) as Body),
    }));
  }

  async function latestOf(season: string): Promise<ReadonlyMap<string, ContactReturn>> {
    const latest = new Map<string, ContactReturn>();
    for (const one of await returnsOf(season)) if (!latest.has(one.path)) latest.set(one.path, one);
    return latest;
  }
}

export const aboutReturn = (id: string): string => `contact-return/${id}`;

function checked(given: Contacts): Contacts {
  const wrong = CONTACT_ROLES.find((role) => {
    const { name, title, phone } = given[role];
    const texts = [name, title, phone].map((text) => text.trim());
    return texts.some((text) => text === '' || text.length > LONGEST) || !PHONE.test(phone.trim());
  });
  if (wrong) throw deskRefusal('contact-missing', given[wrong].name.trim() || wrong);
  return {
    leader: trimmed(given.leader),
    doer: trimmed(given.doer),
    liaison: trimmed(given.liaison),
  };
}

const trimmed = ({ name, title, phone }: Contact): Contact => ({
  ...{ name: name.trim(), title: title.trim(), phone: phone.trim() },
});

const HEADS = ['person', 'name', 'unit', 'post', 'title', 'from', 'to'];

const holdersOf = ({ path, contacts, persons }: ContactReturn): PostHolder[] =>
  CONTACT_ROLES.map((role) => {
    const { name, title } = contacts[role];
    return {
      post: `${path}#${role}`,
      person: persons?.[role] ?? '',
      name,
      title,
      from: '',
      to: '',
    };
  });

/** No cell begins like a formula, none breaks its line. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
