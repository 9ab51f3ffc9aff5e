import { appendFileSync } from 'node:fs';

/** Tells the operator where neither Temporal nor the store is needed: the terminal, and a file. */
export function raiseAlarm(file: string, line: string, show: (line: string) => void): void {
  const stamped = `${new Date().toISOString()} ${line}`;
  show(stamped);
  try {
    appendFileSync(file, `${stamped}\n`);
  } catch (error) {
    show(`${stamped}（${file}: ${String(error)}）`);
  }
}
