import type { Busy } from './clashes.js';
import { examSpan, type SeasonFacts } from './engagement.js';

/** A device that a season reckons with, at its unit for all the days of the exam. */
export interface DeviceUse extends Busy {
  readonly season: string;
  readonly kind: string;
}

/** The devices that a season's duties ask for; of the others it only knows. */
export function deviceUsesIn({ plan }: Pick<SeasonFacts, 'plan'>): DeviceUse[] {
  const asked = new Set(
    plan.steps.flatMap(({ lines }) =>
      lines.flatMap((line) => ('devices' in line ? line.devices : [])),
    ),
  );
  const span = examSpan(plan);
  return (plan.devices ?? [])
    .filter(({ kind }) => asked.has(kind))
    .map(({ id, kind, unit }) => ({
      ...{ subject: id, place: unit, ...span },
      ...{ season: plan.season, kind },
    }));
}
