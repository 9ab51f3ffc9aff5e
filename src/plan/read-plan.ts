import type { Entry, LadderSource, StepSource, Title, UnitSource } from '../engine/season-plan.js';
import { addAll, faultAt, type Fault } from './faults.js';
import { HEAD, LADDER, STEP, type StepYaml } from './schema.js';
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
  readonly examDay: string;
  readonly coordinator: string;
  readonly kinds: readonly Entry[];
  readonly phases: readonly Entry[];
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
      return ladder === null ? [] : [{ name, ladder }];
    },
  );
  const values = Array.isArray(raw?.steps) ? (raw.steps as unknown[]) : [];
  const steps = values.flatMap((value, n): PlacedStep[] => {
    const yaml = checkShape(STEP, source, ['steps', n], value, faults);
    return yaml === null ? [] : [{ yaml, n }];
  });
  addAll(faults, repeatedIds(source, 'steps', values));
  if (head === null) return { file: null, faults };
  faults.push(
    ...repeatedIds(source, 'kinds', head.kinds),
    ...repeatedIds(source, 'phases', head.phases),
  );
  const ladderNames = Object.keys(head.ladders);
  const file = {
    ...head,
    source,
    ladders,
    steps,
    ladderNames,
    stepIds: new Set(values.flatMap(idOf)),
  };
  return { file, faults };
}

/** The step as the engine takes it. `each` lines become one line a unit of that kind, named by its path. */
export function stepOf(
  yaml: StepYaml,
  units: readonly UnitSource[],
  sessions: readonly string[],
): StepSource {
  const { scope, form, lines, ...rest } = yaml;
  return {
    ...rest,
    scope: scope.kinds
      ? { kinds: scope.kinds, ...(scope.named && { named: scope.named }) }
      : { units: scope.units ?? [] },
    sessions: yaml.sessions === 'all' ? sessions : yaml.sessions,
    form: { fields: form.fields, checks: form.checks.map(checkOf) },
    lines: lines.flatMap((line) => lineOf(line, units)),
  };
}

function lineOf(
  line: StepYaml['lines'][number],
  units: readonly UnitSource[],
): { id: string; by: string }[] {
  const { each, role, id, by } = line;
  if (each === undefined) return id !== undefined && by !== undefined ? [{ id, by }] : [];
  return units
    .filter(({ kind }) => kind === each)
    .map(({ path }) => ({ id: lineId(path), by: `${path}#${role ?? 'doer'}` }));
}

/** The path below the root, without slashes. */
const lineId = (path: string): string => path.split('/').slice(1).join('-') || path;

function checkOf(text: string): { left: string[]; right: string[] } {
  const [left = [], right = []] = text
    .split('=')
    .map((side) => side.split('+').map((name) => name.trim()));
  return { left, right };
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
