import type { SeasonPlan } from '../../src/engine/season-plan.js';
import { prepare } from '../../src/service/prepare.js';
import { tenSteps, unit } from './skipping-season.js';

export const SITE = 'county/one';

/**
 * An area with one site that owes what the shipped template's procedures bring, once begun, and in its sessions these
 * steps of the template.
 */
export function withProcedures(
  inSessions: readonly string[] = [],
  sessions: SeasonPlan['sessions'] = [],
): SeasonPlan {
  const read = prepare('plans/county-zhongkao', { season: 'story' });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const { steps, procedures = [], ladders } = read.plan;
  return tenSteps(
    {},
    {
      units: [unit('county', 'area'), unit(SITE, 'site')],
      sessions,
      steps: steps
        .filter(({ id, procedure }) => procedure !== undefined || inSessions.includes(id))
        .map((one) => (one.sessions ? { ...one, sessions: sessions.map(({ id }) => id) } : one)),
      ...{ procedures, ladders },
    },
  );
}

/** The first session of the shipped season, and the one with a listening part. */
export const CHINESE = aSession('chinese', '08:30', '10:30');
export const ENGLISH = aSession('english', '15:00', '17:00');

function aSession(id: string, start: string, end: string): SeasonPlan['sessions'][number] {
  return { id, title: { zh: id, en: id }, day: 0, start, end };
}

/** A line of a story: the post's holder confirms what the procedure was begun for. */
export const signs = (at: string, step: string, role: string, content: string) =>
  [at, SITE, 'confirm', { step, post: `${SITE}#${role}`, by: role, content }] as const;
