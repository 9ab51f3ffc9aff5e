import { lateAtOf } from '../src/engine/board.js';
import { allOf } from '../src/engine/evolve.js';
import type { EpochMs } from '../src/engine/model.js';
import type { Plan, State } from '../src/engine/state.js';

/** What an operator reads about the unit in Temporal's own pages. */
export function describe(plan: Plan, state: State, now: EpochMs): string {
  const all = allOf(plan, state);
  const done = all.filter(({ progress }) => progress.acceptedAt !== null).length;
  const late = lateOnes(plan, state, now);
  const head = `**${plan.title}** 方案第 ${plan.version} 版：共 ${all.length} 项，办结 ${done}，逾期 ${late.length}`;
  const mode = state.closed
    ? '（已收尾）'
    : state.paused
      ? '（已暂停）'
      : plan.script
        ? '（演练）'
        : '';
  const lines = late
    .slice(0, 8)
    .map(
      ({ duty, progress }) =>
        `- ${titleOf(plan, duty.step, progress.title)}（${duty.id}）上报第 ${progress.level} 级`,
    );
  const more = late.length > 8 ? [`- 另有 ${late.length - 8} 项`] : [];
  return [head + mode, ...lines, ...more].join('\n');
}

/** How bad it is, coarsely, for lists: 0 nothing overdue, 1 overdue, 2 reported upwards, 3 to the top. */
export function overdueClassOf(plan: Plan, state: State, now: EpochMs): number {
  return lateOnes(plan, state, now).reduce((worst, { duty, progress }) => {
    const isTop = duty.ladder.rungs.length > 0 && progress.level >= duty.ladder.rungs.length;
    return Math.max(worst, isTop ? 3 : progress.level > 0 ? 2 : 1);
  }, 0);
}

const lateOnes = (plan: Plan, state: State, now: EpochMs) =>
  allOf(plan, state).filter(({ duty, progress }) => (lateAtOf(duty, progress) ?? Infinity) <= now);

const titleOf = (plan: Plan, step: string, added: string | null): string =>
  added ?? plan.titles[step] ?? step;
