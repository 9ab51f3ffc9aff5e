import { readFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { ImportOutcome } from '../service/registers/registers.js';
import { REGISTERS } from '../service/registers/views.js';
import type { Desk } from './desk.js';
import { leaf } from './leaf.js';
import { misuse } from './misuse.js';
import { showImported } from './register-outcome.js';
import { writeSaid } from './write-file.js';

interface ImportOptions {
  readonly apply?: boolean;
  readonly partial?: boolean;
  readonly exam?: string;
  readonly by?: string;
}

/** `register import`: a preview, and with `--apply` the same once more for good. */
export function addImport(register: Command, desk: Desk): void {
  const t = desk.t.registers;
  leaf(register, 'import', t.import, desk)
    .argument('<register>', t.kindArgument)
    .argument('<file>', t.fileArgument)
    .option('--apply', t.apply)
    .option('--partial', t.partial)
    .option('--exam <exam>', t.exam)
    .option('--by <person>', t.by)
    .action((kind: string, file: string, options: ImportOptions) => {
      const bytes = bytesOf(desk, file);
      const address = `/api/v1/registers/${kindSaid(desk, kind)}/import`;
      const { exam, by, apply = false, partial = false } = options;
      return desk.withHttp(async (http) => {
        const query = { exam, by, apply, partial };
        const type = 'application/octet-stream';
        showImported(desk, await http.upload<ImportOutcome>(address, bytes, type, query), apply);
      });
    });
}

interface ExportOptions {
  readonly csv?: string;
  readonly xlsx?: string;
  readonly encoding: string;
  readonly contacts?: boolean;
}

/** `register export`: to a file, or CSV to the terminal. */
export function addExport(register: Command, desk: Desk): void {
  const t = desk.t.registers;
  leaf(register, 'export', t.export, desk)
    .argument('<register>', t.kindArgument)
    .option('--csv <file>', t.csv)
    .option('--xlsx <file>', t.xlsx)
    .addOption(
      new Option('--encoding <encoding>', t.encoding)
        .choices(['utf-8', 'gb18030'])
        .default('utf-8'),
    )
    .option('--contacts', t.contacts)
    .action((kind: string, options: ExportOptions) => {
      const { csv, xlsx, encoding, contacts = false } = options;
      const address = `/api/v1/registers/${kindSaid(desk, kind)}/export`;
      const format = xlsx === undefined ? 'csv' : 'xlsx';
      const file = xlsx ?? csv;
      return desk.withHttp(async (http) => {
        const response = await http.stream(address, { format, encoding, contacts });
        const bytes = Buffer.from(await response.arrayBuffer());
        if (file !== undefined) writeSaid(desk, `--${format}`, file, bytes);
        desk.answer(
          () => ({ register: kind, file: file ?? null, bytes: bytes.length }),
          () => [file === undefined ? bytes.toString().trimEnd() : t.written(file)],
        );
      });
    });
}

/** A file as it is; misuse where it cannot be read. */
export function bytesOf(desk: Desk, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw misuse(desk.lang, (words) => words.other(why));
  }
}

/** The register that is named; misuse where there is none of that name. */
function kindSaid(desk: Desk, kind: string): string {
  if (REGISTERS.some((one) => one === kind)) return kind;
  throw misuse(desk.lang, (words) => words.other(`${kind}: ${REGISTERS.join(', ')}`));
}
