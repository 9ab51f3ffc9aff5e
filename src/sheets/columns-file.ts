import { parse, stringify } from 'yaml';
import { sheetFault, type SheetFault } from './doubts.js';
import { FIELDS, type SheetField } from './fields.js';

/** What has been decided about a sheet once: its columns, its sheet, and who is meant by a name. */
export interface SheetMapping {
  readonly sheet?: string;
  readonly columns: Readonly<Partial<Record<SheetField, string>>>;
  /** Names of units as in the sheet, and their paths in units.csv. */
  readonly units: Readonly<Record<string, string>>;
}

export const NO_MAPPING: SheetMapping = { columns: {}, units: {} };

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads `columns.yaml`: `sheet`, `columns: { task: 工作任务, … }`, `units: { 教体局: lanxi }`. */
export function readMapping(text: string): SheetMapping | SheetFault {
  const wrong = (why: string): SheetFault => sheetFault('columns-file', { why });
  let value: unknown;
  try {
    value = text.length > 200_000 ? null : parse(text, { maxAliasCount: 0 });
  } catch (error) {
    return wrong(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'YAML');
  }
  if (!isMap(value)) return wrong('columns: { task: 工作任务 }');
  const { sheet, columns = {}, units = {}, ...rest } = value;
  const [strange] = Object.keys(rest);
  if (strange !== undefined) return wrong(strange);
  if (!isTexts(columns) || !isTexts(units)) return wrong('columns, units');
  const field = Object.keys(columns).find((key) => !FIELDS.some((one) => one === key));
  if (field !== undefined) return wrong(`${field} (${FIELDS.join(', ')})`);
  return { columns, units, ...(typeof sheet === 'string' && sheet !== '' && { sheet }) };
}

const isTexts = (value: unknown): value is Record<string, string> =>
  isMap(value) && Object.values(value).every((one) => typeof one === 'string');

/** The mapping as a file: written once, read again the next time. */
export function printMapping({ sheet, columns, units }: SheetMapping): string {
  const head = [
    '# 任务分解表各列的含义；下次导入时沿用，可以改写。',
    '# What the columns of the task sheet mean; used again at the next import.',
    `# ${FIELDS.join(', ')}`,
  ];
  return `${head.join('\n')}\n${stringify({ ...(sheet && { sheet }), columns, units })}`;
}
