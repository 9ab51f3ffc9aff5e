import { createHash } from 'node:crypto';
import { RegisterMoved, type RegisterKind } from '../../adapters/store/register-types.js';
import { Refusal } from '../outcome.js';
import { textOf } from './cells.js';
import { changesOf, type Change, type Registry } from './changes.js';
import { draftsOf, type Draft, type DraftOptions } from './drafts.js';
import { readTable, rowFault, type RowFault } from './read-table.js';

export interface ImportWish extends DraftOptions {
  /** Apply the good rows although others have faults. */
  readonly partial: boolean;
}

/** What an import would do, or has done. */
export interface ImportReport {
  readonly kind: RegisterKind;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** The first of what would change, in the file's order. */
  readonly changes: readonly Pick<Change, 'row' | 'kind' | 'id' | 'label' | 'does' | 'fields'>[];
  readonly faultCount: number;
  /** The first of them, by row. */
  readonly faults: readonly RowFault[];
  /** Headings that are not read. */
  readonly left: readonly string[];
  readonly applied: boolean;
  /** Names this file and the registers it was held against: said again when applying, nothing has changed between. */
  readonly basis: string;
}

/** A file read and held against the registers. */
export interface Imported {
  readonly report: ImportReport;
  readonly changes: readonly Change[];
  /** `head` of the registers when it was held against them. */
  readonly head: number;
}

const MOST_LISTED = 1_000;

/** Reads a file and says what it would do, row by row; writes nothing. */
export async function previewImport(
  registry: Registry,
  bytes: Buffer,
  wish: DraftOptions,
): Promise<Imported> {
  const head = await registry.store.registers.head();
  const table = await readTable(wish.kind, bytes);
  const faults: RowFault[] = [...table.faults];
  const drafts: Draft[] = [];
  const rowOf = new Map<string, number>();
  for (const row of table.rows) {
    const read = draftsOf(row, wish);
    if ('faults' in read) faults.push(...read.faults);
    else
      for (const draft of read.drafts) {
        const name = `${draft.kind} ${draft.id}`;
        const first = rowOf.get(name);
        if (first === undefined) drafts.push(draft);
        else faults.push(rowFault(draft.row, '', 'duplicate-row', String(first)));
        rowOf.set(name, first ?? draft.row);
      }
  }
  const dangling = await danglingIn(registry, drafts);
  faults.push(...dangling.values());
  const sound = drafts.filter(({ row }) => !dangling.has(row));
  const changes = await changesOf(registry, sound);
  const basis = createHash('sha256').update(bytes).digest('hex').slice(0, 24);
  const report = reportOf(wish.kind, table.rows.length, changes, faults, table.left);
  return { report: { ...report, basis: `${head}-${basis}` }, changes, head };
}

/**
 * Does what a preview said, in one transaction: nothing while there are faults, unless the good rows are asked for.
 * Refuses where the registers were written to meanwhile.
 */
export async function applyImport(
  registry: Registry,
  { report, changes, head }: Imported,
  { partial, by, at }: { readonly partial: boolean; readonly by: string; readonly at: number },
): Promise<ImportReport> {
  // A file that is refused as such has no good rows.
  const isWhole = report.faults.every(({ row, code }) => row > 0 && code !== 'identity-column');
  if (report.faultCount > 0 && !(partial && isWhole)) return report;
  const writes = changes.filter(({ does }) => does !== 'nothing').map(({ write }) => write);
  try {
    await registry.store.registers.put(writes, { by, at, basis: head });
  } catch (error) {
    if (error instanceof RegisterMoved) throw moved();
    throw error;
  }
  return { ...report, applied: true };
}

export const moved = (): Refusal =>
  new Refusal(
    'register-moved',
    '预览之后登记库已有变动，请重新预览',
    'the registers were written to since the preview: look at it again',
  );

/** Rows that name a person or a department of whom the registers, and this file, know nothing. */
async function danglingIn(
  { store }: Registry,
  drafts: readonly Draft[],
): Promise<Map<number, RowFault>> {
  const faults = new Map<number, RowFault>();
  const here = new Set(drafts.map(({ kind, id }) => `${kind} ${id}`));
  const look = async (kind: 'people' | 'departments', of: (draft: Draft) => string) => {
    const asked = drafts.filter((draft) => of(draft) !== '' && !here.has(`${kind} ${of(draft)}`));
    const known = new Set((await store.registers.current(kind, asked.map(of))).map(({ id }) => id));
    return asked.filter((draft) => !known.has(of(draft)));
  };
  const person = ({ kind, given }: Draft): string =>
    kind === 'declarations' || kind === 'trainings' ? String(given['person']) : '';
  for (const { row } of await look('people', person))
    faults.set(row, rowFault(row, '', 'unknown-person'));
  const department = ({ kind, given }: Draft): string =>
    kind === 'people' ? textOf(given['department']) : '';
  for (const { row } of await look('departments', department))
    faults.set(row, rowFault(row, '', 'unknown-department'));
  return faults;
}

function reportOf(
  kind: RegisterKind,
  rows: number,
  changes: readonly Change[],
  faults: RowFault[],
  left: readonly string[],
): Omit<ImportReport, 'basis'> {
  const count = (does: Change['does']): number => changes.filter((one) => one.does === does).length;
  const listed = changes.filter(({ does }) => does !== 'nothing').slice(0, MOST_LISTED);
  return {
    ...{ kind, rows, left, applied: false },
    ...{ added: count('add'), changed: count('change'), unchanged: count('nothing') },
    changes: listed.map(({ row, kind: of, id, label, does, fields }) => ({
      ...{ row, kind: of, id, label, does, fields },
    })),
    faultCount: faults.length,
    faults: faults.sort((a, b) => a.row - b.row).slice(0, MOST_LISTED),
  };
}
