import type {
  Contact,
  ContactWrite,
  Entry,
  EntryWrite,
  RegisterKind,
} from '../../adapters/store/register-types.js';
import type { Store } from '../../adapters/store/store.js';
import type { Seal } from '../seal-port.js';
import { EMPTY, type Draft } from './drafts.js';
import { namesOf, type Bodies } from './entries.js';

/** What a draft would do. */
export interface Change {
  readonly row: number;
  readonly kind: RegisterKind;
  readonly id: string;
  readonly label: string;
  readonly does: 'add' | 'change' | 'nothing';
  /** Which fields would be others. */
  readonly fields: readonly string[];
  readonly write: EntryWrite;
}

export interface Registry {
  readonly store: Pick<Store, 'registers'>;
  readonly seal: Seal;
}

/** Holds drafts against the registers as they stand; in the order of the drafts. */
export async function changesOf(
  { store, seal }: Registry,
  drafts: readonly Draft[],
): Promise<Change[]> {
  const present = await presentOf(store, drafts);
  const reached = drafts.filter(({ contacts }) => Object.keys(contacts).length > 0);
  const contacts = new Map<string, Contact>();
  for (const one of await store.registers.contacts(reached.map(({ id }) => id)))
    contacts.set(`${one.person} ${one.field}`, one);
  return drafts.map((draft) =>
    changeOf(draft, present.get(`${draft.kind} ${draft.id}`), contacts, seal),
  );
}

async function presentOf(
  store: Registry['store'],
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, Entry>> {
  const present = new Map<string, Entry>();
  for (const kind of new Set(drafts.map((draft) => draft.kind))) {
    const ids = drafts.filter((draft) => draft.kind === kind).map(({ id }) => id);
    for (const entry of await store.registers.current(kind, ids))
      present.set(`${kind} ${entry.id}`, entry);
  }
  return present;
}

function changeOf(
  { row, kind, id, given, contacts }: Draft,
  present: Entry | undefined,
  known: ReadonlyMap<string, Contact>,
  seal: Seal,
): Change {
  const before = (present?.body ?? EMPTY[kind]) as Readonly<Record<string, unknown>>;
  // In one order of keys, so that what is alike reads alike.
  const body = Object.fromEntries(
    Object.keys(EMPTY[kind]).map((key) => [key, given[key] ?? before[key] ?? EMPTY[kind][key]]),
  );
  const others = Object.keys(body).filter(
    // Entries of before a field was there say nothing of it.
    (key) => JSON.stringify(body[key]) !== JSON.stringify(before[key] ?? EMPTY[kind][key]),
  );
  const writes = contactWrites(id, contacts, known, seal);
  const fields = [...others, ...writes.map(({ field }) => field)];
  const names = namesOf(kind, body as unknown as Bodies[RegisterKind]);
  const does = present === undefined ? 'add' : fields.length > 0 ? 'change' : 'nothing';
  const write = { kind, ...names, body, ...(writes.length > 0 && { contacts: writes }) };
  return { row, kind, id, label: names.label, does, fields, write };
}

function contactWrites(
  person: string,
  contacts: Draft['contacts'],
  known: ReadonlyMap<string, Contact>,
  seal: Seal,
): ContactWrite[] {
  return Object.entries(contacts).flatMap(([name, text]): ContactWrite[] => {
    const field = name === 'phone' ? 'phone' : 'mail';
    const before = known.get(`${person} ${field}`);
    if (text === null || text === undefined) return before ? [{ field, to: null }] : [];
    const print = seal.fingerprint(text);
    if (before?.print === print) return [];
    return [{ field, to: { sealed: seal.seal(text, aboutContact(person, field)), print } }];
  });
}

/** What a sealed way to reach somebody is bound to. */
export const aboutContact = (person: string, field: 'phone' | 'mail'): string =>
  `person/${person}/${field}`;
