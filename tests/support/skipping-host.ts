import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { UnitPlan } from '../../src/engine/model.js';
import { simulate } from '../../src/engine/simulate.js';
import { prepare, type Prepared } from '../../src/service/prepare.js';
import { preparedOf, tenSteps } from './skipping-season.js';

/** What a host makes of the seasons: printed as JSON, to be compared with what others make of them. */
export interface Timeline {
  /** Minutes between UTC and the host's own zone in June 2027: proof that it is in another one. */
  readonly offset: number;
  readonly seasons: readonly {
    readonly season: string;
    readonly hashes: readonly string[];
    readonly events: number;
    /** Over every event of the simulated season, in its order. */
    readonly digest: string;
    readonly firsts: readonly string[];
  }[];
}

const timeline: Timeline = {
  offset: new Date(2027, 5, 16).getTimezoneOffset(),
  seasons: [
    county(),
    preparedOf(tenSteps()),
    preparedOf(tenSteps({}, { season: 'new-york', timezone: 'America/New_York' })),
  ].map(played),
};
process.stdout.write(JSON.stringify(timeline));

function county(): Prepared {
  const folder = fileURLToPath(new URL('../../plans/county-zhongkao', import.meta.url));
  const prepared = prepare(folder, { rehearsal: true });
  if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults));
  return prepared;
}

function played({ plan, unitPlans }: Prepared): Timeline['seasons'][number] {
  const digest = createHash('sha256');
  const bodies: readonly UnitPlan[] = unitPlans.map(({ body }) => body);
  const firsts: string[] = [];
  let events = 0;
  simulate(bodies, ({ unit, event }) => {
    events += 1;
    digest.update(JSON.stringify([unit, event]));
    if ('action' in event && event.action === 'due')
      firsts.push(
        `${unit} ${event.duty} ${event.side} due ${new Date(event.owedAt).toISOString()}`,
      );
  });
  return {
    ...{ season: plan.season, hashes: unitPlans.map(({ hash }) => hash), events },
    ...{ digest: digest.digest('hex'), firsts: firsts.slice(0, 200) },
  };
}
