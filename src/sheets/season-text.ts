import { Document, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import type { PostHolder, UnitSource } from '../engine/season-plan.js';

/** A plan.yaml: titles and other short maps on one line, as people write them. */
export function planText(plan: Readonly<Record<string, unknown>>, comment: string): string {
  const document = new Document(plan, { aliasDuplicateObjects: false });
  document.commentBefore = comment;
  visit(document, {
    Map(key, node) {
      if (key !== null && isShort(node) && !node.has('phase')) node.flow = true;
    },
    Seq(_, node) {
      if (isShort(node)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** What fits on a line, one map inside at most; the reader of plans refuses very long lines. */
function isShort(node: YAMLMap | YAMLSeq): boolean {
  const text = JSON.stringify(node.toJSON()) ?? '';
  return text !== '{}' && text.length <= 130 && (text.match(/[{[]/g)?.length ?? 0) <= 2;
}

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

// Programs drop blanks before a sign and take full-width signs for the plain ones. Apostrophes before it count,
// so that what had one keeps it on the way back.
const FORMULA = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/**
 * A cell that a spreadsheet program must not take for a formula: what begins like one gets an apostrophe, which
 * such programs show as text. `unguarded` takes it away again.
 */
export const guarded = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** A cell as it was before `guarded`. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
