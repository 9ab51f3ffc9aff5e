import type { Entry } from '../engine/season-plan.js';
import { printMapping, type SheetMapping } from './columns-file.js';
import type { Era } from './day-words.js';
import { DEFAULT_PLAN, DEFAULT_SESSIONS } from './default-plan.js';
import { doubtAt, sheetFault, type Doubt, type SheetFault } from './doubts.js';
import { examDaysFrom, firstDayOf } from './exam-days.js';
import type { Grid } from './grid.js';
import { headed, type Headed } from './header.js';
import { ownRegisters } from './own-registers.js';
import { movedBy } from './new-season.js';
import { neededPosts } from './needed-posts.js';
import { postBook, type PostBook } from './people.js';
import { planRows } from './plan-rows.js';
import { titleKey, type RawStep } from './raw-step.js';
import { csvText, guarded, planText, postsText, unitsText } from './season-text.js';
import { stepOf, type Workshop } from './sheet-step.js';
import { taskRows, type TaskRow } from './task-rows.js';
import type { Template } from './template.js';
import { unitBook, type UnitBook } from './units.js';
import { fillPosts } from './fill-posts.js';
import { seasonTitle } from './season-title.js';

/** What is said beside the sheet. */
export interface ImportWish {
  /** First day of the exam that the sheet was written for, `YYYY-MM-DD`. */
  readonly examDay: string;
  /** First day of the exam to come. */
  readonly newExamDay: string | null;
  readonly season: string | null;
  readonly mapping: SheetMapping;
  readonly template: Template | null;
}

/** A season folder made of a sheet: its files by name, and what is to be looked at. */
export interface Imported {
  readonly season: string;
  readonly files: Readonly<Record<string, string>>;
  readonly doubts: readonly Doubt[];
  readonly tasks: number;
  readonly units: number;
  readonly people: number;
}

/** Makes a season folder of a task sheet. Rows that cannot be read cost only themselves. */
export function importSheet(grids: readonly Grid[], wish: ImportWish): Imported | SheetFault {
  const found = sheetIn(grids, wish.mapping);
  if ('code' in found) return found;
  const { grid, table } = found;
  const { rows, doubts } = taskRows(table);
  for (const { row, why } of grid.bad) doubts.push(doubtAt([row, '', ''], 'bad-row', { why }));
  if (rows.length === 0) return sheetFault('no-rows');
  const newExamDay = wish.newExamDay ?? sameDayNextYear(wish.examDay);
  if (wish.newExamDay === null)
    doubts.push(doubtAt([0, '', ''], 'new-exam-day-assumed', { assumed: newExamDay }));
  if (table.left.length > 0)
    doubts.push(doubtAt([0, '', ''], 'columns-left', { assumed: table.left.join('、') }));
  return seasonOf({ wish, newExamDay, table, sheet: grid.name, rows, doubts });
}

function sheetIn(grids: readonly Grid[], { sheet, columns }: SheetMapping) {
  const named = sheet === undefined ? grids : grids.filter(({ name }) => name === sheet);
  if (named.length === 0) return sheetFault('no-sheet', { name: sheet ?? '' });
  for (const grid of named) {
    const table = headed(grid, columns);
    if (table !== null) return { grid, table };
  }
  return sheetFault('no-header');
}

interface Making {
  readonly wish: ImportWish;
  readonly newExamDay: string;
  readonly table: Headed;
  readonly sheet: string;
  readonly rows: readonly TaskRow[];
  readonly doubts: Doubt[];
}

function seasonOf(making: Making): Imported {
  const { wish, newExamDay, table, rows, doubts } = making;
  const { template } = wish;
  const head = { ...DEFAULT_PLAN, ...template?.plan };
  const title = seasonTitle(table.above, newExamDay);
  const kinds = head['kinds'] as Entry[];
  const rootTitle = /^\p{Script=Han}{1,6}?[省市县区旗]/u.exec(title)?.[0] ?? '';
  const units = unitBook({
    ...{ units: template?.units ?? [], kinds, rootTitle: `${rootTitle}考区` },
    said: wish.mapping.units,
  });
  const templateYear = (firstDayOf(template?.plan ?? {}) ?? newExamDay).slice(0, 4);
  const years = Number(newExamDay.slice(0, 4)) - Number(templateYear);
  const posts = postBook((template?.posts ?? []).map((holder) => movedBy(holder, years)));
  const phases = phaseList(template ? ((head['phases'] ?? []) as Entry[]) : []);
  const shop = workshopOf(making, head, kinds, units, posts, phases.idOf);
  units.meet(rows.flatMap((row) => [row.text('lead'), row.text('with')]));
  const steps = consistent(
    rows.map((row) => stepOf(row, shop)),
    doubts,
  );
  const ladders = head['ladders'] as Parameters<typeof neededPosts>[2];
  const said = head['coordinator'];
  const coordinator = typeof said === 'string' ? said : 'root.office';
  fillPosts(
    neededPosts(steps, units.list(), ladders, coordinator),
    units,
    posts,
    template === null,
    doubts,
  );
  const roles = (head['roles'] ?? []) as Parameters<typeof ownRegisters>[1];
  const own = ownRegisters(template?.registers ?? {}, roles, posts.list(), doubts);
  sheetDoubts(making, steps);
  const season = wish.season ?? `${newExamDay.slice(0, 4)}-exam`;
  const plan = {
    season,
    title: { zh: title, en: `[zh] ${title}` },
    ...headOf(head, newExamDay),
    ...(own.roles.length > 0 && { roles: own.roles }),
    ...(Object.keys(own.files).length > 0 && { registers: 'registers' }),
    phases: phases.list(),
    ladders,
    steps,
  };
  const comment = ` 由任务分解表导入；疑点见 import-doubts.csv。\n Imported from a task sheet; what to look at stands in import-doubts.csv.`;
  return {
    season,
    files: {
      'sessions.yaml': DEFAULT_SESSIONS,
      ...withoutRoster(template?.files ?? {}),
      ...rosterOf(template?.files['roster.csv'], steps),
      ...own.files,
      'plan.yaml': planText(plan, comment),
      'units.csv': unitsText(units.list()),
      'posts.csv': postsText(posts.list()),
      'columns.yaml': printMapping(mappingOf(making)),
      'import-doubts.csv': doubtsText(doubts),
    },
    doubts,
    tasks: steps.length,
    units: units.list().length,
    people: new Set(posts.list().map(({ person }) => person)).size,
  };
}

function workshopOf(
  { wish, newExamDay, rows, doubts }: Making,
  head: Readonly<Record<string, unknown>>,
  kinds: readonly Entry[],
  units: UnitBook,
  posts: PostBook,
  phaseOf: (title: string) => string,
): Workshop {
  const { template } = wish;
  const sessions = (template?.sessions ?? []).map(({ id, title }) => ({ id, zh: title.zh }));
  const era: Era = { examDay: wish.examDay, sessions };
  const printed = new Map(
    (template?.planned ? planRows(template.planned) : []).map((row) => [row.step, row]),
  );
  const byTitle = new Map<string, RawStep[]>();
  for (const step of template?.steps ?? []) {
    const key = titleKey(step.title.zh);
    byTitle.set(key, [...(byTitle.get(key) ?? []), step]);
  }
  const present = new Set(
    rows.flatMap((row) => byTitle.get(titleKey(row.text('task')))?.map(({ id }) => id) ?? []),
  );
  const taken = new Set((template?.steps ?? []).map(({ id }) => id));
  return {
    ...{ era, units, posts, kinds, phaseOf, doubts },
    ladders: Object.keys(head['ladders'] ?? {}),
    keepsDates: firstDayOf(template?.plan ?? {}) === newExamDay,
    isPresent: (id) => present.has(id),
    templateOf(title) {
      const step = byTitle.get(titleKey(title))?.shift();
      return step === undefined ? null : { step, row: printed.get(step.id) ?? null };
    },
    idOf: (number) => freeId(number, taken),
  };
}

/** `t007` from the sheet's own number, so that ids stay when rows are inserted; else the next free one. */
function freeId(number: string, taken: Set<string>): string {
  const own = /^\d{1,4}$/.test(number) ? Number(number) : taken.size + 1;
  for (let n = own; ; n += 1) {
    const id = `t${String(n).padStart(3, '0')}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

function phaseList(known: readonly Entry[]) {
  const phases = [...known];
  const idOf = (title: string): string => {
    const zh = title === '' ? '考季工作' : title;
    const found = phases.find((phase) => titleKey(phase.title.zh) === titleKey(zh));
    if (found) return found.id;
    const id = `phase-${phases.length + 1}`;
    phases.push({ id, title: { zh, en: title === '' ? 'The season' : `[zh] ${zh}` } });
    return id;
  };
  return { idOf, list: () => phases };
}

/** What a step of the template needs that is not in the sheet is left out, and said. */
function consistent(steps: readonly RawStep[], doubts: Doubt[]): RawStep[] {
  const ids = new Set(steps.map(({ id }) => id));
  return steps.map((step) => {
    const needs = step.needs?.filter(({ step: needed }) => ids.has(needed));
    if (needs === undefined || needs.length === step.needs?.length) return step;
    const missing = step.needs
      ?.filter(({ step: needed }) => !ids.has(needed))
      .map((one) => one.step);
    doubts.push(
      doubtAt([0, '', step.title.zh], 'need-left-out', { assumed: missing?.join('、') ?? '' }),
    );
    const { needs: _, kind, ...rest } = step;
    if (needs.length > 0) return { ...step, needs };
    return kind === 'gate' || kind === undefined ? rest : { ...rest, kind };
  });
}

function headOf(head: Readonly<Record<string, unknown>>, newExamDay: string) {
  const keys = ['timezone', 'calendar', 'coordinator', 'kinds'];
  return {
    ...Object.fromEntries(
      keys.flatMap((key) => (head[key] === undefined ? [] : [[key, head[key]]])),
    ),
    ...examDaysFrom(head, newExamDay),
  };
}

/** What concerns the sheet as a whole. */
function sheetDoubts({ wish, table, doubts }: Making, steps: readonly RawStep[]): void {
  const { template } = wish;
  if (table.columns.english === undefined && steps.some(({ title }) => title.en.startsWith('[zh]')))
    doubts.push(doubtAt([0, '', ''], 'english-missing'));
  if (template?.files['sessions.yaml'] === undefined)
    doubts.push(doubtAt([0, '', ''], 'sessions-assumed', { assumed: '09:00–11:30' }));
  const ids = new Set(steps.map(({ id }) => id));
  const left = (template?.steps ?? []).filter(({ id }) => !ids.has(id));
  if (left.length > 0) {
    const assumed = left.map(({ title }) => title.zh).join('、');
    doubts.push(doubtAt([0, '', ''], 'not-in-sheet', { count: left.length, assumed }));
  }
}

const withoutRoster = (files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).filter(([name]) => name !== 'roster.csv'));

/** Rows of the roster whose watch is still there. */
function rosterOf(text: string | undefined, steps: readonly RawStep[]): Record<string, string> {
  const watches = new Set(steps.filter(({ kind }) => kind === 'watch').map(({ id }) => id));
  const [head = '', ...rows] = (text ?? '').split('\n');
  const column = head.split(',').indexOf('step');
  const kept = rows.filter((row) => watches.has(row.split(',')[column] ?? ''));
  return kept.length === 0 ? {} : { 'roster.csv': `${[head, ...kept].join('\n')}\n` };
}

function mappingOf({ wish, table, sheet }: Making): SheetMapping {
  const columns = Object.fromEntries(
    Object.entries(table.columns).map(([field, { heading }]) => [field, heading]),
  );
  return { ...(sheet !== '' && { sheet }), columns, units: wish.mapping.units };
}

const doubtsText = (doubts: readonly Doubt[]): string =>
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

function sameDayNextYear(date: string): string {
  const next = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return next.endsWith('-02-29') ? next.replace('-29', '-28') : next;
}
