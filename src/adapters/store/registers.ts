import { type Kysely, type Selectable, sql } from 'kysely';
import type {
  Contact,
  Entry,
  EntryPage,
  EntryWrite,
  RegisterKind,
  Writing,
} from './register-types.js';
import { headOf, putEntries } from './registers-write.js';
import { shiftsAt, shiftsIn, standInsIn, stoodIn } from './shifts.js';
import type { Db, Tables } from './schema.js';

/** So many ids go into one statement. */
const IDS = 500;

/** People, departments and devices across seasons, with their history. */
export function registersIn(db: Kysely<Tables>) {
  return {
    put: (writes: readonly EntryWrite[], writing: Writing) => putEntries(db, writes, writing),
    head: () => headOf(db),
    /** Those of these ids that there are, in no order. */
    current: (kind: RegisterKind, ids: readonly string[]) =>
      inParts(ids, toEntry, (part) => present(db, kind).where('id', 'in', part).execute()),
    /** All entries of these owners: the declarations and trainings of persons. */
    ofOwners: (kind: RegisterKind, owners: readonly string[]) =>
      inParts(owners, toEntry, (part) =>
        present(db, kind).where('owner', 'in', part).orderBy('owner').orderBy('id').execute(),
      ),
    page: (kind: RegisterKind, page: EntryPage) => entryPage(db, kind, page),
    /** Every state that an entry ever had, the last first. */
    history: async (kind: RegisterKind, id: string): Promise<readonly Entry[]> => {
      const rows = await entries(db, kind).where('id', '=', id).orderBy('rev', 'desc').execute();
      return rows.map(toEntry);
    },
    contacts: (persons: readonly string[]) =>
      inParts(
        persons,
        (row: Contact): Contact => row,
        (part) =>
          db.selectFrom('register_contacts').selectAll().where('person', 'in', part).execute(),
      ),
    /** The persons whom a telephone number or address of this print reaches. */
    reached: async (print: string): Promise<readonly string[]> => {
      const rows = await db
        .selectFrom('register_contacts')
        .select('person')
        .where('print', '=', print)
        .orderBy('person')
        .execute();
      return [...new Set(rows.map(({ person }) => person))];
    },
    sealedContacts: (limit: number, after?: Contact) => sealedContacts(db, limit, after),
    /** Puts another sealed text in the place of one, where that still stands there. */
    reseal: async ({ person, field, sealed }: Contact, next: string): Promise<void> => {
      await db
        .updateTable('register_contacts')
        .set({ sealed: next })
        .where('person', '=', person)
        .where('field', '=', field)
        .where('sealed', '=', sealed)
        .execute();
    },
    shifts: (season: string) => shiftsIn(db, season),
    shiftsAt: (season: string, at: number) => shiftsAt(db, season, at),
    standIns: (season: string) => standInsIn(db, season),
    stoodIn: (season: string) => stoodIn(db, season),
  };
}

const entries = (db: Db, kind: RegisterKind) =>
  db.selectFrom('register_entries').selectAll().where('kind', '=', kind);

const present = (db: Db, kind: RegisterKind) =>
  entries(db, kind).where('is_current', '=', sql.lit(1));

async function entryPage(
  db: Db,
  kind: RegisterKind,
  { after, limit, owner, text }: EntryPage,
): Promise<readonly Entry[]> {
  let query = present(db, kind);
  if (after !== undefined) query = query.where('id', '>', after);
  if (owner !== undefined) query = query.where('owner', '=', owner);
  if (text !== undefined)
    query = query.where((eb) =>
      eb.or([eb('label', 'like', `%${plainly(text)}%`), eb('id', 'like', `${plainly(text)}%`)]),
    );
  const rows = await query.orderBy('id').limit(limit).execute();
  return rows.map(toEntry);
}

// A sign that `like` reads for any other stands for none.
const plainly = (text: string): string => text.replace(/[%_\\]/g, '');

async function sealedContacts(
  db: Db,
  limit: number,
  after: Contact | undefined,
): Promise<readonly Contact[]> {
  let query = db.selectFrom('register_contacts').selectAll();
  if (after !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb('person', '>', after.person),
        eb.and([eb('person', '=', after.person), eb('field', '>', after.field)]),
      ]),
    );
  return query.orderBy('person').orderBy('field').limit(limit).execute();
}

async function inParts<Row, Result>(
  ids: readonly string[],
  to: (row: Row) => Result,
  read: (part: readonly string[]) => Promise<readonly Row[]>,
): Promise<readonly Result[]> {
  const distinct = [...new Set(ids)];
  const found: Result[] = [];
  for (let n = 0; n < distinct.length; n += IDS)
    for (const row of await read(distinct.slice(n, n + IDS))) found.push(to(row));
  return found;
}

function toEntry(row: Selectable<Tables['register_entries']>): Entry {
  const { kind, id, owner, label, rev, at, by, body } = row;
  return { kind: kind as RegisterKind, id, owner, label, rev, at, by, body: JSON.parse(body) };
}
