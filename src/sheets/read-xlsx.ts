import {
  MAX_UNPACKED_BYTES,
  TASK_SHEET,
  type Cell,
  type Grid,
  type GridFault,
  type SheetLimits,
} from './grid.js';
import { unzip, zipStored } from './zip.js';

/** The parts of a workbook that hold cells; pictures, macros and the rest are never opened. */
const PART =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/;
const SHEET = /^xl\/worksheets\//;

/**
 * The sheets of an xlsx workbook. Merged cells all hold what their first cell holds. Bounded: sizes and
 * counts are looked at before the library reads, which is given only what was checked.
 */
export async function readXlsx(
  bytes: Buffer,
  limits: SheetLimits = TASK_SHEET,
): Promise<Grid[] | GridFault> {
  if (bytes.readUInt32BE(0) === 0xd0cf11e0) return 'old-xls';
  const parts = unzip(bytes, (name) => PART.test(name), MAX_UNPACKED_BYTES);
  if (typeof parts === 'string') return parts;
  const checked = new Map<string, Buffer>();
  for (const [name, content] of parts) {
    const kept = SHEET.test(name) ? withoutEmptyRows(content) : content;
    if (SHEET.test(name) && count(kept, '<c ') > limits.rows * limits.columns)
      return 'sheet-too-many-rows';
    checked.set(name, kept);
  }
  const sheets = await read(zipStored(checked));
  if (sheets === null) return 'not-xlsx';
  const files = sheetFiles(checked);
  const grids = sheets.map(({ sheet, data }, n) =>
    gridOf(sheet, data, mergesOf(checked.get(files[n] ?? '')), limits),
  );
  return grids.some(({ rows }) => rows.length > limits.rows) ? 'sheet-too-many-rows' : grids;
}

async function read(bytes: Buffer) {
  // Loaded only here: no other command should wait for it.
  const { default: readExcelFile } = await import('read-excel-file/node');
  try {
    return await readExcelFile(bytes);
  } catch {
    return null;
  }
}

// Programs write a million rows that only have a height or a border.
function withoutEmptyRows(xml: Buffer): Buffer {
  const text = xml.toString('latin1');
  const kept = text
    .replace(/<c [^<>]*\/>/g, '')
    .replace(/<row\b[^<>]*(?:\/>|>\s*<\/row>)/g, '')
    // A dimension that spans the whole sheet would be filled with empty rows.
    .replace(/<dimension [^<>]*\/>/, '');
  return Buffer.from(kept, 'latin1');
}

function count(bytes: Buffer, what: string): number {
  let found = 0;
  for (let at = bytes.indexOf(what); at >= 0; at = bytes.indexOf(what, at + 1)) found += 1;
  return found;
}

/** The sheets' files in the workbook's order. */
function sheetFiles(parts: ReadonlyMap<string, Buffer>): string[] {
  const textIn = (name: string): string => parts.get(name)?.toString('utf8') ?? '';
  const targets = new Map<string, string>();
  for (const [tag] of textIn('xl/_rels/workbook.xml.rels').matchAll(
    /<(?:\w+:)?Relationship\b[^<>]*>/g,
  ))
    targets.set(attribute(tag, 'Id'), attribute(tag, 'Target'));
  return [...textIn('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s[^<>]*>/g)].map(([tag]) => {
    const target = targets.get(attribute(tag, '\\w+:id')) ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  });
}

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

function mergesOf(xml: Buffer | undefined): Merge[] {
  const start = xml?.indexOf('<mergeCells') ?? -1;
  if (xml === undefined || start < 0) return [];
  const refs = xml
    .toString('latin1', start)
    .matchAll(/ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g);
  return [...refs].map(([, left = '', top, right = '', bottom]) => ({
    top: Number(top) - 1,
    left: columnOf(left),
    bottom: Number(bottom) - 1,
    right: columnOf(right),
  }));
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function gridOf(
  name: string,
  data: readonly (readonly unknown[])[],
  merges: readonly Merge[],
  { columns }: SheetLimits,
): Grid {
  const cells = data.map((row) => row.slice(0, columns).map(cellOf));
  for (const { top, left, bottom, right } of merges) {
    const value = cells[top]?.[left] ?? null;
    if (value === null) continue;
    for (const row of cells.slice(top, bottom + 1))
      for (let n = left; n <= Math.min(right, columns - 1); n += 1) row[n] = value;
  }
  const rows = cells.flatMap((row, n) =>
    // A merge to the right of a row's end leaves holes.
    row.some((cell) => cell !== null)
      ? [{ line: n + 1, cells: Array.from(row, (cell) => cell ?? null) }]
      : [],
  );
  return { name, rows, bad: [] };
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date && !Number.isNaN(value.getTime())) {
    // Serial days are fractions of a day: half past seven comes a millisecond early or late.
    const iso = new Date(Math.round(value.getTime() / 60_000) * 60_000).toISOString();
    const time = iso.slice(11, 16);
    return { date: iso.slice(0, 10), time: time === '00:00' ? '' : time };
  }
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
