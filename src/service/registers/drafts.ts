import type { RegisterKind } from '../../adapters/store/register-types.js';
import { readCell, unfit, LONGEST_CELL } from './cells.js';
import { COLUMNS } from './columns.js';
import { namesOf, type Bodies } from './entries.js';
import { rowFault, type RowFault, type TableRow } from './read-table.js';

/** What a row says of an entry: only the fields that its table has. */
export interface Draft {
  readonly row: number;
  readonly kind: RegisterKind;
  readonly id: string;
  readonly given: Readonly<Record<string, unknown>>;
  /** Telephone and mail as they stand there; null: taken away. */
  readonly contacts: Readonly<Partial<Record<'phone' | 'mail', string | null>>>;
}

export interface DraftOptions {
  readonly kind: RegisterKind;
  /** Key of the exam that declarations without one are for. */
  readonly exam: string | null;
}

const SAID = ['relative', 'graduating'];

type Values = Readonly<Record<string, string>>;

/** The entries that a row makes: one, and of a person's row also what he declared; or what is wrong with it. */
export function draftsOf(
  row: TableRow,
  { kind, exam }: DraftOptions,
): { readonly drafts: readonly Draft[] } | { readonly faults: readonly RowFault[] } {
  const { values, faults } = readRow(row, kind);
  // An empty day is nobody's declaration; whoever has a relative in the exam is not passed over for want of one.
  const isSaid = SAID.some((field) => values[field] === 'yes') || Boolean(values['declared']);
  const hasSaid = kind === 'declarations' || (kind === 'people' && isSaid);
  const meant = values['exam'] || exam;
  if (hasSaid && !meant) faults.push(rowFault(row.row, row.heading('exam'), 'exam-missing'));
  if (hasSaid && kind === 'people')
    for (const field of ['declared', ...SAID])
      if (!values[field]) faults.push(rowFault(row.row, row.heading(field), 'empty-cell'));
  if (faults.length > 0) return { faults };
  const said = hasSaid ? [declarationOf(row.row, values, meant ?? '')] : [];
  return { drafts: kind === 'declarations' ? said : [draftOf(row, kind, values), ...said] };
}

function readRow(row: TableRow, kind: RegisterKind): { values: Values; faults: RowFault[] } {
  const values: Record<string, string> = {};
  const faults: RowFault[] = [];
  for (const { field, required } of COLUMNS[kind]) {
    if (!row.has(field)) continue;
    const cell = row.cell(field);
    const wrong = unfit(cell);
    const say = (code: RowFault['code'], detail?: string): void =>
      void faults.push(rowFault(row.row, row.heading(field), code, detail));
    const text = row.text(field);
    if (wrong !== null) say(wrong, String(LONGEST_CELL));
    else if (text === '') {
      values[field] = '';
      if (required) say('empty-cell');
    } else {
      const read = readCell(field, text, cell);
      if ('fault' in read) say(read.fault, read.detail);
      else values[field] = read.value;
    }
  }
  return { values, faults };
}

function draftOf({ row, has }: TableRow, kind: RegisterKind, values: Values): Draft {
  const given = GIVEN[kind](values);
  const { id } = namesOf(kind, given as unknown as Bodies[RegisterKind]);
  const contact = (field: 'phone' | 'mail') =>
    kind === 'people' && has(field) ? { [field]: values[field] || null } : {};
  return { row, kind, id, given, contacts: { ...contact('phone'), ...contact('mail') } };
}

function declarationOf(row: number, values: Values, exam: string): Draft {
  const { person = '', declared, relative, graduating } = values;
  const given = {
    ...{ person, exam, declared, relative: relative === 'yes', graduating: graduating === 'yes' },
    ...('confirmed' in values && { confirmedBy: values['confirmed'] }),
  };
  const { id } = namesOf('declarations', given as unknown as Bodies['declarations']);
  return { row, kind: 'declarations', id, given, contacts: {} };
}

const picked = (values: Values, ...fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(fields.filter((field) => field in values).map((f) => [f, values[f]]));

const lists = (values: Values, ...fields: readonly string[]): Record<string, readonly string[]> =>
  Object.fromEntries(
    fields
      .filter((field) => field in values)
      .map((field) => [field, (values[field] ?? '').split('、').filter(Boolean)]),
  );

/** The fields of an entry out of the columns of its table. */
const GIVEN: Readonly<Record<RegisterKind, (values: Values) => Record<string, unknown>>> = {
  people: (values) => ({
    ...picked(values, 'person', 'name', 'department', 'school', 'home', 'born'),
    ...lists(values, 'subjects', 'accounts', 'prefers'),
  }),
  declarations: (values) => values,
  trainings: (values) => ({
    ...picked(values, 'person', 'course', 'date', 'side'),
    passed: values['result'] === 'passed',
  }),
  departments: (values) => picked(values, 'department', 'zh', 'en', 'parent'),
  devices: ({ state, ...values }) => ({
    ...picked(values, 'device', 'kind', 'unit', 'inspected'),
    ...(state && { state }),
  }),
};

/** What an entry holds where nobody has said anything yet. */
export const EMPTY: Readonly<Record<RegisterKind, Readonly<Record<string, unknown>>>> = {
  people: {
    ...{ person: '', name: '', department: '', school: '', home: '' },
    ...{ subjects: [], born: '', accounts: [], prefers: [] },
  },
  declarations: {
    ...{ person: '', exam: '', declared: '', relative: false, graduating: false },
    confirmedBy: '',
  },
  trainings: { person: '', course: '', date: '', passed: false, side: '' },
  departments: { department: '', zh: '', en: '', parent: '' },
  devices: { device: '', kind: '', unit: '', state: 'fits', inspected: '' },
};
