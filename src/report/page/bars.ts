import type { Duty, EpochMs } from '../../engine/model.js';
import { epochMs } from '../../engine/model.js';
import type { StepSource } from '../../engine/season-plan.js';
import type { Prepared } from '../../service/prepare.js';

/** From when until when a step is on somebody's desk, the same for `units`. */
export interface Bar {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly units: readonly string[];
}

/** A step of the plan with the times at which its units owe it. */
export interface StepBars {
  readonly step: StepSource;
  /** In the order of time; one for each time of its own that units or sessions have. */
  readonly bars: readonly Bar[];
  readonly units: number;
  readonly duties: number;
}

/** The steps of a plan in its order, thousands of duties gathered by their times. */
export function stepBars({ plan, unitPlans }: Prepared): StepBars[] {
  const gathered = new Map<
    string,
    { bars: Map<string, Bar & { units: string[] }>; duties: number }
  >();
  for (const { path, body } of unitPlans)
    for (const duty of body.duties) {
      const all = gathered.get(duty.step) ?? { bars: new Map(), duties: 0 };
      gathered.set(duty.step, all);
      all.duties += 1;
      const { from, to } = timeOf(duty);
      const bar = all.bars.get(`${from} ${to}`);
      if (bar) bar.units.push(path);
      else all.bars.set(`${from} ${to}`, { from, to, units: [path] });
    }
  return plan.steps.map((step) => {
    const { bars, duties } = gathered.get(step.id) ?? { bars: new Map<string, Bar>(), duties: 0 };
    const sorted = [...bars.values()].sort((a, b) => a.from - b.from || a.to - b.to);
    return {
      step,
      bars: sorted,
      units: new Set(sorted.flatMap(({ units }) => units)).size,
      duties,
    };
  });
}

/** From the opening, or the first reminder, until due; a watch or a series takes its whole span. */
export function timeOf({ openAt, dueAt, remindBeforeMs, series, watch }: Duty): {
  readonly from: EpochMs;
  readonly to: EpochMs;
} {
  const span = series ?? watch;
  if (span) return { from: span.fromAt, to: span.untilAt };
  return { from: openAt ?? epochMs(dueAt - (remindBeforeMs[0] ?? 0)), to: dueAt };
}
