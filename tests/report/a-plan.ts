import { prepare, type Prepared } from '../../src/service/prepare.js';
import { calendarOf } from '../../src/engine/calendar.js';
import { epochMs, type EpochMs } from '../../src/engine/model.js';
import type { PostHolder, SeasonPlan } from '../../src/engine/season-plan.js';
import { compiled } from '../engine/season.js';
import { smallFolder } from '../cli/a-folder.js';

/** The small season prepared, with one replacement in its files. */
export function small(was = '', now = ''): Prepared {
  const prepared = prepare(smallFolder(was, now));
  if ('faults' in prepared) throw new Error(prepared.faults.map(({ zh }) => zh).join('\n'));
  return prepared;
}

/** A plan made in memory, prepared without its files. */
export function preparedOf(plan: SeasonPlan, posts: readonly PostHolder[] = []): Prepared {
  const { unitPlans, faults } = compiled(plan);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return {
    ...{ plan, posts, hash: '', rehearsal: false },
    calendar: calendarOf(plan.timezone),
    unitPlans: unitPlans.map((body) => ({ path: body.path, hash: '', body })),
  };
}

/** `06-15 12:00` of 2027 in China. */
export const on = (time: string): EpochMs =>
  epochMs(Date.parse(`2027-${time.replace(' ', 'T')}:00+08:00`));
