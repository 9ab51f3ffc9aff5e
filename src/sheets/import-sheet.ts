import type { Entry, ProcedureSource } from '../engine/season-plan.js';
import { printMapping, type SheetMapping } from './columns-file.js';
import { DEFAULT_PLAN, DEFAULT_SESSIONS } from './default-plan.js';
import { doubtAt, sheetFault, type Doubt, type SheetFault } from './doubts.js';
import { examDaysFrom, firstDayOf } from './exam-days.js';
import type { Grid } from './grid.js';
import { headed, type Headed } from './header.js';
import { ownRegisters } from './own-registers.js';
import { movedBy } from './new-season.js';
import { neededPosts } from './needed-posts.js';
import { postBook } from './people.js';
import type { RawStep } from './raw-step.js';
import { planText, postsText, unitsText } from './season-text.js';
import { doubtsText, keptFiles } from './season-files.js';
import { stepOf } from './sheet-step.js';
import { taskRows, type TaskRow } from './task-rows.js';
import type { Template } from './template.js';
import { unitBook } from './units.js';
import { phaseList, workshopOf } from './workshop.js';
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
  const ladders = head['ladders'] as Parameters<typeof neededPosts>[2];
  const tools = {
    units,
    posts,
    kinds,
    doubts,
    phaseOf: phases.idOf,
    ladders: Object.keys(ladders),
  };
  const days = { examDay: wish.examDay, newExamDay };
  const shop = workshopOf({ ...tools, ...days, template }, rows);
  units.meet(rows.flatMap((row) => [row.text('lead'), row.text('with')]));
  const steps = consistent(
    rows.map((row) => stepOf(row, shop)),
    doubts,
  );
  const said = head['coordinator'];
  const coordinator = typeof said === 'string' ? said : 'root.office';
  fillPosts(
    neededPosts(steps, units.list(), ladders, coordinator),
    units,
    posts,
    (template?.units.length ?? 0) === 0,
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
    ...(Array.isArray(head['procedures']) && {
      procedures: head['procedures'] as ProcedureSource[],
    }),
    ladders,
    steps,
  };
  const comment = ` 由任务分解表导入；疑点见 import-doubts.csv。\n Imported from a task sheet; what to look at stands in import-doubts.csv.`;
  return {
    season,
    files: {
      'sessions.yaml': DEFAULT_SESSIONS,
      ...keptFiles(template?.files ?? {}, steps),
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

function mappingOf({ wish, table, sheet }: Making): SheetMapping {
  const columns = Object.fromEntries(
    Object.entries(table.columns).map(([field, { heading }]) => [field, heading]),
  );
  return { ...(sheet !== '' && { sheet }), columns, units: wish.mapping.units };
}

function sameDayNextYear(date: string): string {
  const next = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return next.endsWith('-02-29') ? next.replace('-29', '-28') : next;
}
