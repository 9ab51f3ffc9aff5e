import { isMap, isSeq, Scalar, Document, visit } from 'yaml';
import type { PostHolder, UnitSource } from '../engine/season-plan.js';

/** A plan.yaml: titles and other short maps on one line, as people write them. */
export function planText(plan: Readonly<Record<string, unknown>>, comment: string): string {
  const document = new Document(plan, { aliasDuplicateObjects: false });
  document.commentBefore = comment;
  visit(document, {
    Map(key, node) {
      if (key === null || node.items.length > 6) return undefined;
      const isFlat = node.items.every(({ value }) => value instanceof Scalar || isFlatTitle(value));
      if (isFlat && node.items.length > 0 && !node.has('phase')) node.flow = true;
      return undefined;
    },
    Seq(_, node) {
      if (node.items.every((item) => item instanceof Scalar)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

const isFlatTitle = (value: unknown): boolean =>
  (isMap(value) && value.items.every((pair) => pair.value instanceof Scalar)) ||
  (isSeq(value) && value.items.every((item) => item instanceof Scalar));

export const unitsText = (units: readonly UnitSource[]): string =>
  csvText([
    ['path', 'kind', 'zh', 'en', 'candidates', 'rooms'],
    ...units.map(({ path, kind, title, candidates, rooms }) => [
      ...[path, kind, title.zh, title.en],
      ...[candidates || '', rooms || ''].map(String),
    ]),
  ]);

export const postsText = (posts: readonly PostHolder[]): string =>
  csvText([
    ['person', 'name', 'unit', 'post', 'title', 'from', 'to'],
    ...posts.map(({ post, person, name, title, from, to }) => {
      const [unit = '', role = ''] = post.split('#');
      return [person, name, unit, role, title, from, to];
    }),
  ]);

/** Rows as CSV, quoted where they must be. */
export const csvText = (rows: readonly (readonly string[])[], end = '\n'): string =>
  rows.map((row) => row.map(quoted).join(',') + end).join('');

const quoted = (cell: string): string =>
  /[",\n\r]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;

/**
 * A cell that a spreadsheet program must not take for a formula: what begins like one gets an apostrophe, which
 * such programs show as text.
 */
export const guarded = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
