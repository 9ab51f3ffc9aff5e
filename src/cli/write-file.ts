import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Desk } from './desk.js';
import { misuse } from './misuse.js';

/** Writes the file that an option names; Misuse, in a sentence with the option, where it cannot be written. */
export const writeSaid = (
  desk: Desk,
  option: string,
  file: string,
  content: string | Buffer,
): void => guarding(desk, option, file, () => writeFileSync(file, content));

/** The same for a file in a folder of its own, made where it is not there. */
export const writeInto = (desk: Desk, option: string, file: string, content: string): void =>
  guarding(desk, option, file, () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  });

function guarding(desk: Desk, option: string, file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw misuse(desk.lang, (words) => words.notWritten(option, file, why));
  }
}
