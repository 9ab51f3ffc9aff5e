import { type DutyOrder, type DutyQuery, STATUSES } from '../../src/adapters/store/list-types.js';
import type { DutyView } from '../../src/adapters/store/types.js';

/** What a list is, said row by row: the whole board filtered and sorted in memory. */
export const naiveList = (
  board: readonly DutyView[],
  query: DutyQuery,
  order: DutyOrder,
): string[] =>
  [...board]
    .filter((view) => isMeant(view, query))
    .sort(
      (a, b) => (order.isDescending ? -1 : 1) * compare(keyOf(a, order), keyOf(b, order), order),
    )
    .map(nameOf);

export const nameOf = ({ path, duty }: DutyView): string => `${path}:${duty}`;

export function isMeant(view: DutyView, query: DutyQuery): boolean {
  const { under, department, posts, reach, phase, step, status, kind, level } = query;
  const { overdueAt, dueFrom, dueTo, text } = query;
  const theirs = [view.doer, view.answerable];
  return (
    (under === undefined || view.path === under || view.path.startsWith(`${under}/`)) &&
    (department === undefined ||
      view.path === department ||
      theirs.some((post) => post.startsWith(`${department}#`))) &&
    (reach === undefined ||
      reach.bodies.some((body) => [view.path, ...theirs].some((one) => isIn(one, body))) ||
      theirs.some((post) => reach.posts.includes(post))) &&
    (posts === undefined || theirs.some((post) => posts.includes(post))) &&
    (phase === undefined || view.phase === phase) &&
    (step === undefined || view.step === step) &&
    (status === undefined || status.includes(view.status)) &&
    (kind === undefined || kind.includes(view.kind)) &&
    (level === undefined || view.level === level) &&
    (overdueAt === undefined || (view.lateAt !== null && view.lateAt <= overdueAt)) &&
    (dueFrom === undefined || view.dueAt >= dueFrom) &&
    (dueTo === undefined || view.dueAt < dueTo) &&
    (text === undefined ||
      [view.title.zh, view.title.en].some((said) =>
        said.toLowerCase().includes(text.toLowerCase()),
      ))
  );
}

const isIn = (name: string, body: string): boolean =>
  name === body || name.startsWith(`${body}/`) || name.startsWith(`${body}#`);

type Key = readonly (string | number)[];

function keyOf(view: DutyView, { sort, lang }: DutyOrder): Key {
  const { path, duty, dueAt, lateAt, level, status, step, title, phase } = view;
  switch (sort) {
    case 'due':
      return [dueAt, path, duty];
    case 'late':
      return [lateAt ?? Infinity, path, duty];
    case 'level':
      return [-level, lateAt ?? Infinity, path, duty];
    case 'unit':
      return [path, dueAt, duty];
    case 'status':
      return [STATUSES.indexOf(status), dueAt, path, duty];
    case 'title':
      // What nobody has a title for comes last.
      return phase === null && title.zh === step
        ? [1, '', '', path, duty]
        : [0, title[lang], step, path, duty];
  }
}

function compare(a: Key, b: Key, { sort, lang }: DutyOrder): number {
  const collator = new Intl.Collator(lang === 'zh' ? 'zh-Hans-CN-u-co-pinyin' : 'en');
  for (const [n, one] of a.entries()) {
    const other = b[n] ?? '';
    const byWords = sort === 'title' && n === 1 ? collator.compare(String(one), String(other)) : 0;
    if (byWords !== 0) return byWords;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
