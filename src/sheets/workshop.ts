import type { Entry } from '../engine/season-plan.js';
import type { Era } from './day-words.js';
import type { Doubt } from './doubts.js';
import { firstDayOf } from './exam-days.js';
import type { SheetField } from './fields.js';
import type { PostBook } from './people.js';
import { planRows, type PlanRow } from './plan-rows.js';
import { titleKey, type RawStep } from './raw-step.js';
import type { TaskRow } from './task-rows.js';
import type { Template } from './template.js';
import type { UnitBook } from './units.js';

/** Whether a cell says what the template's step says. */
export type Same = (field: SheetField) => boolean;

/** What the rows of a sheet are read with; the books and lists grow from row to row. */
export interface Workshop {
  readonly era: Era;
  readonly units: UnitBook;
  readonly posts: PostBook;
  readonly kinds: readonly Entry[];
  readonly ladders: readonly string[];
  readonly phaseOf: (title: string) => string;
  /** The template's step of this title, each once; and how `plan print` would print it. */
  readonly templateOf: (title: string) => { step: RawStep; row: PlanRow | null } | null;
  /** Whether moments of the template that name a date still mean the same. */
  readonly keepsDates: boolean;
  /** Whether a step of the template is in the sheet too. */
  readonly isPresent: (step: string) => boolean;
  readonly idOf: (number: string) => string;
  readonly doubts: Doubt[];
}

/** What a workshop is opened with. */
export interface Tools
  extends Pick<Workshop, 'units' | 'posts' | 'kinds' | 'ladders' | 'phaseOf' | 'doubts'> {
  readonly template: Template | null;
  /** First days of the sheet's exam and of the one to come. */
  readonly examDay: string;
  readonly newExamDay: string;
}

/** Opens the workshop for the rows of a sheet. */
export function workshopOf(
  { template, examDay, newExamDay, ...tools }: Tools,
  rows: readonly TaskRow[],
): Workshop {
  const sessions = (template?.sessions ?? []).map(({ id, title }) => ({ id, zh: title.zh }));
  const era: Era = { examDay, sessions };
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
    ...tools,
    era,
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

/** The phases of the plan; it grows by every section that is new. */
export function phaseList(known: readonly Entry[]) {
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
