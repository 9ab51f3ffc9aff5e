import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './faults.js';

/** Where a step stands in a season folder's plan; the head of the file where it cannot be found. */
export function locateStep(folder: string, step: string): Place {
  const file = join(folder, 'plan.yaml');
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((line) => new RegExp(`\\bid:\\s*${step}\\b(?!-)`).test(line));
  return { file, line: index + 1 || 1, column: (lines[index]?.indexOf('id:') ?? 0) + 1 };
}
