import { guarded, csvText } from './season-text.js';
import type { Doubt } from './doubts.js';
import type { RawStep } from './raw-step.js';

/** The files of a template that are taken over as they are; of its roster the rows whose watch is still there. */
export function keptFiles(
  { 'roster.csv': roster, ...files }: Readonly<Record<string, string>>,
  steps: readonly RawStep[],
): Record<string, string> {
  return { ...files, ...rosterOf(roster, steps) };
}

function rosterOf(text: string | undefined, steps: readonly RawStep[]): Record<string, string> {
  const watches = new Set(steps.filter(({ kind }) => kind === 'watch').map(({ id }) => id));
  const [head = '', ...rows] = (text ?? '').split('\n');
  const column = head.split(',').indexOf('step');
  const kept = rows.filter((row) => watches.has(row.split(',')[column] ?? ''));
  return kept.length === 0 ? {} : { 'roster.csv': `${[head, ...kept].join('\n')}\n` };
}

/** The doubts as a list for a spreadsheet program. */
export const doubtsText = (doubts: readonly Doubt[]): string =>
  `\ufeff${csvText(
    [
      ['行 row', '列 column', '原文 read', '代码 code', '说明', 'meaning'],
      ...doubts.map(({ row, column, read, code, zh, en }) => [
        row === 0 ? '' : String(row),
        ...[column, read, code, zh, en].map(guarded),
      ]),
    ],
    '\r\n',
  )}`;
