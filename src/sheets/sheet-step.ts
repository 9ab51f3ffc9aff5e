import type { UnitSource } from '../engine/season-plan.js';
import { postOf } from '../engine/compile.js';
import { doubtAt } from './doubts.js';
import type { PlanRow } from './plan-rows.js';
import { titleKey, type RawStep } from './raw-step.js';
import { timesOf } from './step-times.js';
import type { TaskRow } from './task-rows.js';
import type { Same, Workshop } from './workshop.js';

const MOST_JOINT = 40;
const SECRET = /试卷|答卷|保密|押运|密码|钥匙|命题|涉密/;

/** The step that a row says. What equals the template's is the template's; all else is read from the cells. */
export function stepOf(row: TaskRow, shop: Workshop): RawStep {
  const zh = row.text('task').replace(/\n/g, ' ').slice(0, 200);
  const template = shop.templateOf(zh);
  const base = template?.step;
  const isSame = sameness(row, template?.row ?? null);
  const english = row.text('english').slice(0, 200) || base?.title.en;
  const owners = ownersOf(row, shop, base, isSame);
  return {
    ...base,
    id: base?.id ?? shop.idOf(row.text('number')),
    title: { zh, en: english ?? `[zh] ${zh}`.slice(0, 200) },
    phase: phaseIn(row, shop, base, isSame),
    scope: owners.scope,
    ...timesOf(row, shop, base, isSame),
    ...peopleOf(row, shop, base, isSame, owners.paths),
    ...jointOf(row, shop, base, isSame, owners.paths),
    ...(base === undefined && { ladder: ladderFor(zh, owners.paths, shop) }),
    ...(base === undefined && SECRET.test(zh) && { label: 'sensitive' }),
    source: sourceOf(row, base),
  };
}

/** Whether a cell holds what would be printed there for the template's step, or the sheet has no such column. */
function sameness(row: TaskRow, printed: PlanRow | null): Same {
  return (field) => {
    if (printed === null || field === 'number' || field === 'english') return false;
    return titleKey(row.text(field)) === titleKey(printed[field]);
  };
}

function phaseIn(row: TaskRow, shop: Workshop, base: RawStep | undefined, isSame: Same): string {
  if (base?.phase !== undefined && (row.phase === '' || isSame('phase'))) return base.phase;
  return shop.phaseOf(row.phase);
}

function sourceOf(row: TaskRow, base: RawStep | undefined): string {
  return row.text('source').slice(0, 200) || base?.source || `任务分解表第${row.line}行`;
}

interface Owners {
  readonly paths: readonly string[];
  readonly scope: NonNullable<RawStep['scope']>;
}

function ownersOf(row: TaskRow, shop: Workshop, base: RawStep | undefined, isSame: Same): Owners {
  const { units, doubts } = shop;
  if (base?.scope !== undefined && (isSame('lead') || row.text('lead') === ''))
    return { scope: base.scope, paths: pathsIn(base.scope, units.list()) };
  if (row.text('lead') === '')
    doubts.push(doubtAt(row.at('lead'), 'lead-missing', { assumed: units.titleOf(units.root) }));
  const read = units.read(row.text('lead'));
  for (const { code, assumed } of read.doubts)
    doubts.push(doubtAt(row.at('lead'), code, { assumed }));
  const paths = read.paths.length > 0 ? read.paths : [units.root];
  return { paths, scope: scopeOf(paths, units.list()) };
}

/** By kind where all of a kind owe it, so that a unit added later owes it too. */
function scopeOf(paths: readonly string[], units: readonly UnitSource[]): Owners['scope'] {
  const kinds = [
    ...new Set(units.filter(({ path }) => paths.includes(path)).map(({ kind }) => kind)),
  ];
  const all = units.filter(({ kind }) => kinds.includes(kind));
  const isWhole = paths.length > 1 && all.length === paths.length;
  return isWhole ? { kinds } : { units: [...paths] };
}

/** The units of a scope as a plan writes it. */
export function pathsIn(scope: Owners['scope'], units: readonly UnitSource[]): string[] {
  const { kinds, named } = scope;
  if (scope.units !== undefined) return [...scope.units];
  const isNamed = (path: string): boolean => named?.includes(path.split('/').at(-1) ?? '') ?? true;
  return units
    .filter(({ kind, path }) => kinds?.includes(kind) && isNamed(path))
    .map(({ path }) => path);
}

function peopleOf(
  row: TaskRow,
  shop: Workshop,
  base: RawStep | undefined,
  isSame: Same,
  paths: readonly string[],
): Pick<RawStep, 'doer' | 'answerable'> {
  const { posts, doubts } = shop;
  if (row.text('liaison') !== '') posts.add(row.text('liaison'), 'liaison', paths);
  const one = (field: 'doer' | 'answerable', role: string): string => {
    const said = base?.[field] ?? `own.${role}`;
    if (base !== undefined && (isSame(field) || row.text(field) === '')) {
      posts.keep(paths.map((path) => postOf(said, path)));
      return said;
    }
    const read = posts.assign(row.text(field), role, paths);
    for (const { code, assumed } of read.doubts)
      doubts.push(doubtAt(row.at(field), code, { assumed }));
    return read.target;
  };
  return { answerable: one('answerable', 'leader'), doer: one('doer', 'doer') };
}

function jointOf(
  row: TaskRow,
  shop: Workshop,
  base: RawStep | undefined,
  isSame: Same,
  owners: readonly string[],
): Pick<RawStep, 'with'> {
  const isEmpty = base?.with === undefined && row.text('with') === '';
  if (isEmpty || (base !== undefined && isSame('with'))) return {};
  const read = shop.units.read(row.text('with'));
  for (const { code, assumed } of read.doubts)
    shop.doubts.push(doubtAt(row.at('with'), code, { assumed }));
  const joint = read.paths.filter((path) => !owners.includes(path));
  if (joint.length > MOST_JOINT)
    shop.doubts.push(doubtAt(row.at('with'), 'too-many-joint', { limit: MOST_JOINT }));
  return { with: joint.slice(0, MOST_JOINT).map((path) => `${path}#doer`) };
}

/** The chain by subject and by who owes it, as far as the plan has such chains. */
function ladderFor(
  title: string,
  paths: readonly string[],
  { ladders, units, kinds }: Workshop,
): string {
  const has = (name: string): boolean => ladders.includes(name);
  if (SECRET.test(title) && has('papers')) return 'papers';
  const owner = units.list().find(({ path }) => path === paths[0]);
  const kind = kinds.find(({ id }) => id === owner?.kind)?.id ?? '';
  if (has(kind)) return kind;
  return has('general') ? 'general' : (ladders[0] ?? 'general');
}
