import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terminal } from '../cli/a-terminal.js';

/** A new empty folder. */
export const scratch = (): string => mkdtempSync(join(tmpdir(), 'kaowu-sheet-'));

/** A file of the fixtures. */
export const fixture = (name: string): string => join('tests/sheets/fixtures', name);

/** Writes bytes into a new folder and answers the file's name. */
export function fileOf(bytes: string | Uint8Array, name = 'sheet.csv'): string {
  const file = join(scratch(), name);
  writeFileSync(file, bytes);
  return file;
}

interface Doubt {
  readonly row: number;
  readonly column: string;
  readonly read: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** Imports a sheet by the command line; answers what it says and the folder. */
export async function imported(sheet: string, examDay: string, ...more: string[]) {
  const into = join(scratch(), 'season');
  const argv = ['--exam-day', examDay, '--into', into, ...more];
  const { code, json, err } = await terminal().run('plan', 'import', sheet, ...argv, '--json');
  const answer = json() as {
    readonly ok: boolean;
    readonly code?: string;
    readonly tasks: number;
    readonly doubts: readonly Doubt[];
  };
  const text = (name: string): string => readFileSync(join(into, name), 'utf8');
  return { code, err, answer, into, text };
}
