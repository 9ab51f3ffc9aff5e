import type { PlanCommit } from '../../src/adapters/store/types.js';
import type { PostHolder, RoleSource, StepSource } from '../../src/engine/season-plan.js';
import { aCommit, aStep, aUnit } from '../adapters/a-plan.js';

const holder = (person: string, post: string): PostHolder => ({
  ...{ person, post, name: `示${person}`, title: '', from: '', to: '' },
});

const ROLES: readonly RoleSource[] = [
  {
    ...{ id: 'invigilator', recusal: true, graduating: false, training: ['conduct'] },
    ...{ trainedBefore: '3d', reserve: 'reserve', present: { before: '1h', kinds: ['site'] } },
  },
  { id: 'keeper', recusal: true, graduating: true },
  { id: 'head', recusal: false, graduating: true, stays: ['site'] },
];

const watch: StepSource = {
  ...{ ...aStep('vault-watch'), kind: 'watch', scope: { kinds: ['site'] }, doer: 'own.keeper' },
  watch: {
    ...{ from: 'E-1d 18:00', until: 'E+1d 18:00', minimum: 1, heads: 1, shift: '12h' },
    ...{ within: '15m', grace: '10m' },
  },
};

interface Parts {
  readonly season?: string;
  readonly posts?: readonly (readonly [person: string, post: string])[];
  readonly shifts?: PlanCommit['shifts'];
  readonly rehearsal?: boolean;
  readonly day?: string;
}

/** A county with three sites, one session on the first day, and people on their posts. */
export function aStaffed(parts: Parts = {}): PlanCommit {
  const { season = '2027', posts = [], shifts = [], rehearsal = false, day = '2027-06-16' } = parts;
  const units = [
    aUnit('lanxi', 'county'),
    ...[1, 2, 3].map((n) => aUnit(`lanxi/site-${n}`, 'site')),
  ];
  const steps = [{ ...aStep('session-closed'), sessions: ['maths'] }, watch];
  const commit = aCommit({ units, steps, hash: `h-${season}` });
  const maths = { id: 'maths', title: { zh: '数学', en: 'Maths' }, day: 0 };
  return {
    ...commit,
    plan: {
      ...commit.plan,
      ...{ season, examDay: day, roles: ROLES },
      sessions: [{ ...maths, start: '08:30', end: '10:30' }],
    },
    unitPlans: commit.unitPlans.map((unit) => ({
      ...unit,
      hash: `${season}/${unit.hash}`,
      body: { ...unit.body, season },
    })),
    posts: posts.map(([person, post]) => holder(person, post)),
    ...{ shifts, rehearsal, clock: null },
  };
}
