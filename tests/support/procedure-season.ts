import type { SeasonPlan } from '../../src/engine/season-plan.js';
import { prepare } from '../../src/service/prepare.js';
import { tenSteps, unit } from './skipping-season.js';

export const SITE = 'county/one';

/** An area with one site that owes nothing but what the shipped template's procedures bring, once begun. */
export function withProcedures(): SeasonPlan {
  const read = prepare('plans/county-zhongkao', { season: 'story' });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const { steps, procedures = [], ladders } = read.plan;
  return tenSteps(
    {},
    {
      units: [unit('county', 'area'), unit(SITE, 'site')],
      sessions: [],
      steps: steps.filter(({ procedure }) => procedure !== undefined),
      ...{ procedures, ladders },
    },
  );
}

/** A line of a story: the post's holder confirms what the procedure was begun for. */
export const signs = (at: string, step: string, role: string, content: string) =>
  [at, SITE, 'confirm', { step, post: `${SITE}#${role}`, by: role, content }] as const;
