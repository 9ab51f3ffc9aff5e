import type { z } from 'zod';
import type {
  Entry,
  ExamSource,
  LadderSource,
  ProcedureSource,
  Title,
} from '../engine/season-plan.js';
import { addAll, faultAt, type Fault } from './faults.js';
import { folderSaid } from './read-chain.js';
import { HEAD, LADDER, type ProcedureYaml, type Role } from './schema.js';
import { STEP, type StepYaml } from './schema-step.js';
import { checkShape } from './shape.js';
import type { YamlSource } from './yaml-source.js';

/** A ladder and where it stands. */
export interface PlacedLadder {
  readonly name: string;
  readonly ladder: LadderSource;
}

/** A step as written, and its index in the file. */
export interface PlacedStep {
  readonly yaml: StepYaml;
  readonly n: number;
}

/** plan.yaml with its shape checked; what it names is checked later. */
export interface PlanFile {
  readonly source: YamlSource;
  readonly season: string;
  readonly title: Title;
  readonly timezone: string;
  /** Whose working days count; null: nobody's. */
  readonly calendar: string | null;
  /** First day of the first exam. */
  readonly examDay: string;
  /** As written; absent: one exam that begins on `examDay`. */
  readonly exams?: readonly ExamSource[];
  readonly coordinator: string;
  readonly oral?: { readonly within: string };
  /** Folder of the registers, seen from here; null where the season has none. */
  readonly registers: string | null;
  readonly kinds: readonly Entry[];
  readonly phases: readonly Entry[];
  readonly procedures?: readonly ProcedureSource[];
  readonly roles: readonly Role[];
  readonly ladders: readonly PlacedLadder[];
  readonly steps: readonly PlacedStep[];
  /** Names also of what could not be read, so that a reference to it is no second fault. */
  readonly ladderNames: readonly string[];
  readonly stepIds: ReadonlySet<string>;
}

/** Reads plan.yaml: its head, ladders and steps one by one, so that every fault is found at once. */
export function readPlan(source: YamlSource): { file: PlanFile | null; faults: Fault[] } {
  const faults: Fault[] = [];
  const head = checkShape(HEAD, source, [], source.value, faults);
  // Where only the head is broken, the steps' own faults are still worth telling.
  const raw = (head ?? source.value) as { ladders?: unknown; steps?: unknown } | null;
  const ladders = Object.entries(objectOf(raw?.ladders)).flatMap(
    ([name, value]): PlacedLadder[] => {
      const ladder = checkShape(LADDER, source, ['ladders', name], value, faults);
      return ladder === null ? [] : [{ name, ladder: ladderOf(ladder) }];
    },
  );
  const values = Array.isArray(raw?.steps) ? (raw.steps as unknown[]) : [];
  const steps = values.flatMap((value, n): PlacedStep[] => {
    const yaml = checkShape(STEP, source, ['steps', n], value, faults);
    if (yaml !== null) addAll(faults, wholeStep(source, yaml, n));
    return yaml === null ? [] : [{ yaml, n }];
  });
  addAll(faults, repeatedIds(source, 'steps', values));
  if (head === null) return { file: null, faults };
  for (const list of ['kinds', 'phases', 'procedures', 'roles', 'exams'] as const)
    addAll(faults, repeatedIds(source, list, head[list] ?? []));
  addAll(faults, examFaults(source, head));
  const examDay = head.exams?.[0]?.firstDay ?? head.examDay;
  if (examDay === undefined) return { file: null, faults };
  const { season, title, timezone, coordinator, registers, kinds, phases, roles } = head;
  const { exams, oral, procedures } = head;
  const calendar = head.calendar === undefined ? usualCalendar(timezone) : head.calendar;
  const file = {
    ...{ source, season, title, timezone, calendar, examDay, coordinator, kinds, phases, roles },
    ...(exams && { exams }),
    ...(oral && { oral }),
    ...(procedures && { procedures: procedures.map(procedureOf) }),
    registers: registers === undefined ? null : folderSaid(source.place(['registers']), registers),
    ladders,
    steps,
    ladderNames: Object.keys(head.ladders),
    stepIds: new Set(values.flatMap(idOf)),
  };
  return { file, faults };
}

const procedureOf = ({ session, ...rest }: ProcedureYaml): ProcedureSource => ({
  ...rest,
  ...(session && { session }),
});

const usualCalendar = (timezone: string): string | null =>
  timezone === 'Asia/Shanghai' ? 'CN' : null;

function examFaults(source: YamlSource, { examDay, exams }: z.infer<typeof HEAD>): Fault[] {
  if (exams === undefined) {
    const place = source.place([]);
    return examDay === undefined ? [faultAt(place, 'missing-key', { key: 'examDay' })] : [];
  }
  const reversed = exams.flatMap(({ firstDay, lastDay }, n) =>
    lastDay < firstDay ? [faultAt(source.place(['exams', n, 'lastDay']), 'dates-reversed')] : [],
  );
  if (examDay === undefined) return reversed;
  return [faultAt(source.place(['examDay']), 'exam-day-twice'), ...reversed];
}

/** What of a step can be told only once all of it is read: a due moment, unless its kind has an end. */
function wholeStep(source: YamlSource, yaml: StepYaml, n: number): Fault[] {
  const ends = yaml.kind === 'watch' || yaml.kind === 'series';
  if (yaml.due !== undefined || ends) return [];
  return [faultAt(source.place(['steps', n]), 'missing-key', { key: 'due' })];
}

function ladderOf({ rungs, repeat, byKind }: z.infer<typeof LADDER>): LadderSource {
  return {
    rungs: rungs.map(({ after, to, release }) => ({ after, to, ...(release && { release }) })),
    repeat,
    ...(byKind && { byKind }),
  };
}

function repeatedIds(source: YamlSource, list: string, values: readonly unknown[]): Fault[] {
  const first = new Map<string, number>();
  return values.flatMap((value, n) => {
    const [id] = idOf(value);
    if (id === undefined) return [];
    const known = first.get(id);
    if (known === undefined) first.set(id, n);
    if (known === undefined) return [];
    const { line } = source.place([list, known, 'id']);
    return [faultAt(source.place([list, n, 'id']), 'duplicate-id', { id, line })];
  });
}

function idOf(value: unknown): string[] {
  const id: unknown = objectOf(value)['id'];
  return typeof id === 'string' ? [id] : [];
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
