import { dirname, join } from 'node:path';
import { addAll, type Fault } from '../plan/faults.js';
import { onDisk } from '../plan/files.js';
import { folderWith, readChain } from '../plan/read-chain.js';
import { readCsv } from '../plan/csv-source.js';
import { readSessions } from '../plan/read-sessions.js';
import { readUnits } from '../plan/read-units.js';
import { decodeText } from '../plan/text-file.js';
import { readYaml } from '../plan/yaml-source.js';
import type { PostHolder, SessionSource, UnitSource } from '../engine/season-plan.js';
import { sheetFault, type SheetFault } from './doubts.js';
import type { Planned } from './planned.js';
import type { RawStep } from './raw-step.js';

/** What a sheet is held against: a template's plan as written, and whatever lists it has. */
export interface Template {
  /** The merged plan.yaml: plain JSON. */
  readonly plan: Readonly<Record<string, unknown>>;
  readonly steps: readonly RawStep[];
  readonly units: readonly UnitSource[];
  readonly sessions: readonly SessionSource[];
  readonly posts: readonly PostHolder[];
  /** Texts of people.csv, departments.csv and devices.csv, those that there are. */
  readonly registers: Readonly<Record<string, string>>;
  /** Texts of files that are taken over as they are: sessions.yaml, roster.csv, calendar-2027.yaml. */
  readonly files: Readonly<Record<string, string>>;
  /** Present where the template is a whole season: its instants in the sheet's year. */
  readonly planned: Planned | null;
}

/**
 * Reads a template: a folder with a plan.yaml, and units.csv, posts.csv, sessions.yaml where it or a template
 * of its own has them. `planned` is the same folder compiled, where it is a whole season.
 */
export function readTemplate(folder: string, planned: Planned | null): Template | SheetFault {
  const faults: Fault[] = [];
  const chain = readChain(onDisk, join(folder, '.'), faults);
  const plan = chain.plan?.value;
  const textOf = (name: string): string | null => {
    const bytes = onDisk.read(folderWith(onDisk, chain, name), name);
    if (!(bytes instanceof Uint8Array)) return null;
    const read = decodeText(name, bytes, name.endsWith('.csv') ? 'csv' : 'yaml');
    return 'text' in read ? read.text : null;
  };
  if (chain.plan === null || !isMap(plan)) return unreadable(faults);
  const units = listOf(textOf('units.csv'), (text) => {
    const read = readUnits('units.csv', text, null);
    addAll(faults, read.faults);
    return read.units;
  });
  if (faults.length > 0) return unreadable(faults);
  const said = plan['registers'];
  const sessions = textOf('sessions.yaml');
  return {
    plan,
    steps: (Array.isArray(plan['steps']) ? (plan['steps'] as unknown[]) : []).filter(isStep),
    units,
    sessions: listOf(sessions, sessionsIn),
    posts: planned?.posts ?? listOf(textOf('posts.csv'), postsIn),
    registers:
      typeof said === 'string'
        ? registersIn(join(dirname(chain.plan.place(['registers']).file), said))
        : {},
    files: Object.fromEntries(
      chain.folders
        .flatMap((one) => onDisk.list(one))
        .filter((name) => /^(?:sessions\.yaml|roster\.csv|calendar-\d{4}\.yaml)$/.test(name))
        .flatMap((name) => {
          const text = textOf(name);
          return text === null ? [] : [[name, text] as const];
        }),
    ),
    planned,
  };
}

function registersIn(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['people.csv', 'departments.csv', 'devices.csv'].flatMap((name) => {
      const bytes = onDisk.read(folder, name);
      const read = bytes instanceof Uint8Array ? decodeText(name, bytes, 'csv') : null;
      return read !== null && 'text' in read ? [[name, read.text] as const] : [];
    }),
  );
}

function unreadable([first]: readonly Fault[]): SheetFault {
  const where = first === undefined ? '' : `${first.file}:${first.line}:${first.column} `;
  const fault = (why: string): SheetFault => sheetFault('template-unreadable', { why });
  return {
    code: 'template-unreadable',
    zh: fault(`${where}${first?.zh ?? 'plan.yaml'}`).zh,
    en: fault(`${where}${first?.en ?? 'plan.yaml'}`).en,
  };
}

function listOf<T>(text: string | null, read: (text: string) => readonly T[]): readonly T[] {
  return text === null ? [] : read(text);
}

function sessionsIn(text: string): readonly SessionSource[] {
  const read = readYaml('sessions.yaml', text);
  return 'source' in read ? readSessions(read.source, null).sessions : [];
}

/** Only of a template that is no whole season: names may be missing there. */
function postsIn(text: string): PostHolder[] {
  const columns = {
    required: ['person', 'unit', 'post'],
    optional: ['name', 'title', 'from', 'to'],
  };
  return readCsv('posts.csv', text, { ...columns, maxRows: 200_000 }).rows.map((row) => ({
    post: `${row.cell('unit')}#${row.cell('post')}`,
    ...{ person: row.cell('person'), name: row.cell('name'), title: row.cell('title') },
    ...{ from: row.cell('from'), to: row.cell('to') },
  }));
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isStep = (value: unknown): value is RawStep =>
  isMap(value) && typeof value['id'] === 'string' && isMap(value['title']);
