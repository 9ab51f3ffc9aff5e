import type { Entry, RegisterKind } from '../../adapters/store/register-types.js';
import type { Seal } from '../seal-port.js';
import { csvText, guarded } from '../../sheets/season-text.js';
import { textCell } from '../../sheets/text-cell.js';
import { aboutContact, type Registry } from './changes.js';
import { textOf } from './cells.js';
import { COLUMNS, WORDS } from './columns.js';

export interface ExportWish {
  readonly kind: RegisterKind;
  readonly format: 'csv' | 'xlsx';
  readonly encoding: 'utf-8' | 'gb18030';
  /** With telephone numbers and mail in full: whoever asks stands on record for it. */
  readonly contacts: boolean;
}

const PAGE = 2_000;

/**
 * A register as a table that can be imported again and then changes nothing. What begins like a formula is kept
 * from being one: by an apostrophe in CSV, by cells that are text in xlsx.
 */
export async function exportRegister(registry: Registry, wish: ExportWish): Promise<Buffer> {
  const columns = COLUMNS[wish.kind].filter(({ field }) => isExported(wish, field));
  const rows: string[][] = [columns.map(({ names }) => names[0])];
  const fields = columns.map(({ field }) => field);
  for await (const entries of pagesOf(registry, wish.kind)) {
    const reach = wish.contacts ? await contactsOf(registry, entries) : null;
    for (const entry of entries)
      rows.push(fields.map((field) => reach?.get(`${entry.id} ${field}`) ?? cellOf(entry, field)));
  }
  return wish.format === 'xlsx' ? asXlsx(rows) : asCsv(rows, wish.encoding);
}

/** People's declarations are a table of their own. */
const isExported = ({ kind, contacts }: ExportWish, field: string): boolean => {
  if (field === 'phone' || field === 'mail') return contacts;
  return kind !== 'people' || !['declared', 'relative', 'graduating', 'confirmed'].includes(field);
};

async function* pagesOf({ store }: Registry, kind: RegisterKind): AsyncGenerator<readonly Entry[]> {
  let after: string | undefined;
  for (;;) {
    const page = await store.registers.page(kind, {
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

async function contactsOf(
  { store, seal }: Registry,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const contacts = await store.registers.contacts(entries.map(({ id }) => id));
  return new Map(
    contacts.map((one) => [`${one.person} ${one.field}`, openContact(seal, one)] as const),
  );
}

const openContact = (
  seal: Seal,
  { sealed, person, field }: { sealed: string; person: string; field: 'phone' | 'mail' },
): string => seal.open(sealed, aboutContact(person, field));

/** A field as people write it. */
function cellOf({ body }: Entry, field: string): string {
  const known = body as Readonly<Record<string, unknown>>;
  const name = field === 'confirmed' ? 'confirmedBy' : field;
  const value = field === 'result' ? (known['passed'] ? 'passed' : 'failed') : known[name];
  if (Array.isArray(value)) return value.join('、');
  const meaning = typeof value === 'boolean' ? (value ? 'yes' : 'no') : textOf(value);
  return WORDS[field]?.[meaning]?.[0] ?? meaning;
}

async function asCsv(rows: readonly string[][], encoding: ExportWish['encoding']): Promise<Buffer> {
  const text = csvText(
    rows.map((row) => row.map(guarded)),
    '\r\n',
  );
  if (encoding === 'utf-8') return Buffer.from(`\ufeff${text}`);
  // Its tables are loaded only where they are used.
  const { default: iconv } = await import('iconv-lite');
  return iconv.encode(text, 'gb18030');
}

async function asXlsx(rows: readonly string[][]): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile(
    rows.map((row) => row.map(textCell)),
    { stickyRowsCount: 1 },
  ).toBuffer();
}
