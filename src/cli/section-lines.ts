import type { Section } from '../report/section.js';
import type { Desk } from './desk.js';
import { table } from './table.js';

/** Sections of a report as lines, an empty one between them. */
export const sectionLines = ({ paper, t }: Desk, sections: readonly Section[]): string[] =>
  sections
    .flatMap(({ title, notes, heads, rows, more }) => [
      paper.bold(title),
      ...notes,
      ...(rows.length > 0 ? table(heads, rows, paper) : []),
      ...(more > 0 ? [paper.dim(t.report.more(more))] : []),
      '',
    ])
    .slice(0, -1);
