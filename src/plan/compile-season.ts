import { anchorsOf } from '../engine/anchors.js';
import { calendarOf, type Calendar } from '../engine/calendar.js';
import { compile, type CompileFault } from '../engine/compile.js';
import { groupedBy } from '../engine/grouped.js';
import type { UnitPlan } from '../engine/model.js';
import { checkOffices } from './check-offices.js';
import { checkWatches } from './check-watches.js';
import { sortFaults, type Fault } from './faults.js';
import type { SeasonFolder } from './season-folder.js';
import { COMPILE_SENTENCES } from './sentences-compile.js';
import { shippedWorkYears } from './work-years.js';

/** A season with all its instants: unit plans, parents before children, not yet sealed. */
export interface CompiledSeason {
  readonly unitPlans: readonly UnitPlan[];
  readonly calendar: Calendar;
}

/**
 * Compiles a season folder and checks what shows only then: moments that cannot be, posts that nobody
 * holds on the day, too few persons for a signature, minutes of a watch without a crew.
 */
export function compileSeason(
  read: SeasonFolder,
  version: number,
): CompiledSeason | { readonly faults: Fault[] } {
  const { plan, posts } = read;
  const calendar = calendarOf(plan.timezone);
  // The season's own years stand above ours: the later of two counts.
  const workYears = [...shippedWorkYears(), ...read.workYears];
  const { unitPlans, faults } = compile(plan, calendar, version, { workYears, posts });
  if (faults.length > 0) return { faults: sortFaults(asFaults(read, faults)) };
  const found = [
    ...checkOffices(read, unitPlans, calendar),
    ...checkWatches(read, unitPlans, anchorsOf(plan, calendar, workYears)),
  ];
  return found.length > 0 ? { faults: sortFaults(found) } : { unitPlans, calendar };
}

/** One fault for all units that have it: a template's mistake is told once. */
function asFaults(read: SeasonFolder, faults: readonly CompileFault[]): Fault[] {
  const alike = groupedBy(faults, ({ step, code, detail }) => [step, code, detail].join('|'));
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [asFault(read, first, others.length)] : [],
  );
}

function asFault({ placeOf }: SeasonFolder, fault: CompileFault, others: number): Fault {
  const { code, step, unit, detail, at } = fault;
  const [zh, en] = COMPILE_SENTENCES[code];
  const units =
    others === 0 ? [unit, unit] : [`${unit} 等 ${others + 1} 个单位`, `${unit} and ${others} more`];
  return {
    ...placeOf(step, ...at),
    code,
    zh: `${step}（${units[0]}）${zh}：${detail}`,
    en: `${step} (${units[1]}): ${en}: ${detail}`,
  };
}
