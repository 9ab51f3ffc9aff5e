import { readFileSync, statSync } from 'node:fs';
import { MAX_SHEET_BYTES, type Grid, type GridFault, type SheetLimits } from './grid.js';
import { readCsvSheet } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';

/** The sheets of a file, xlsx or CSV by what it holds and not by its name. Never throws on what it holds. */
export async function readGrids(file: string): Promise<Grid[] | GridFault> {
  const bytes = bytesOf(file);
  return typeof bytes === 'string' ? bytes : gridsIn(bytes);
}

/** The same for bytes at hand. */
export async function gridsIn(bytes: Buffer, limits?: SheetLimits): Promise<Grid[] | GridFault> {
  const head = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  if (head === 0x504b0304 || head === 0xd0cf11e0) return readXlsx(bytes, limits);
  const grid = readCsvSheet(bytes, limits);
  return typeof grid === 'string' ? grid : [grid];
}

function bytesOf(file: string): Buffer | GridFault {
  try {
    const stat = statSync(file);
    // A pipe would wait for ever.
    if (!stat.isFile()) return 'sheet-missing';
    return stat.size > MAX_SHEET_BYTES ? 'sheet-too-big' : readFileSync(file);
  } catch {
    return 'sheet-missing';
  }
}
