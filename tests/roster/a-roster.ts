import type { PlanCommit } from '../../src/adapters/store/types.js';
import type { Duty } from '../../src/engine/model.js';
import type { PostHolder } from '../../src/engine/season-plan.js';
import { createRoster } from '../../src/service/roster/roster.js';
import { duty, HOUR, ladder, on } from '../engine/unit.js';
import { aRegister } from '../registers/a-register.js';
import { aStaffed } from '../registers/a-staffed-season.js';

/** By the register's clock it is 10:00 on the 1st of June; the exam is on the 16th. */
export const JUNE = (day: number, time = '00:00') =>
  on(`2027-06-${String(day).padStart(2, '0')} ${time}`);

export const POSTS = [
  ['li', 'lanxi/site-1#keeper'],
  ['li', 'lanxi/site-1#doer'],
  ['wang', 'lanxi/site-1#witness'],
  ['zhao', 'lanxi/site-2#doer'],
  ['zhou', 'lanxi/site-2#doer'],
  ['head-1', 'lanxi/site-1#head'],
  ['i-1', 'lanxi/site-1#invigilator'],
  ['i-2', 'lanxi/site-2#invigilator'],
  ['office', 'lanxi#office'],
] as const;

const shift = (person: string, role: 'head' | 'member', fromAt: number) => ({
  ...{ unit: 'lanxi/site-1', step: 'vault-watch', person, role, fromAt },
  untilAt: fromAt + 12 * HOUR,
});
export const FIRST = JUNE(15, '18:00');
export const SECOND = JUNE(16, '06:00');

const DUTIES: readonly Duty[] = [
  duty('seals', JUNE(10, '17:00'), {
    ...{ kind: 'signed', doer: 'lanxi/site-1#doer', answerable: 'lanxi/site-1#head' },
    openAt: JUNE(9, '08:00'),
    sign: {
      ...{ posts: ['lanxi/site-1#keeper', 'lanxi/site-1#witness'], withinMs: HOUR, ordered: false },
    },
    ladder: ladder({ 'lanxi/site-1#head': 0, 'lanxi#director': 2 * HOUR }),
  }),
];

/** A county whose first site seals its vault with two signatures, and watches over it in shifts of two. */
export function aVaultSeason(posts: readonly (readonly [string, string])[] = POSTS): PlanCommit {
  const shifts = [
    ...[shift('li', 'head', FIRST), shift('m-1', 'member', FIRST)],
    ...[shift('wang', 'head', SECOND), shift('m-2', 'member', SECOND)],
  ];
  const commit = aStaffed({ posts, shifts });
  const roles = (commit.plan.roles ?? []).filter(({ id }) => id !== 'keeper');
  return {
    ...commit,
    posts: commit.posts.map((one): PostHolder => ({ ...one, title: '教师' })),
    plan: { ...commit.plan, roles },
    unitPlans: commit.unitPlans.map((unit) => ({
      ...unit,
      body: {
        ...{ ...unit.body, coordinator: 'lanxi#office' },
        duties: unit.path === 'lanxi/site-1' ? DUTIES : [],
      },
    })),
  };
}

/** Its roster, on a store in memory; nobody is reachable but those named. */
export async function aRoster(reachable: readonly string[] = [], commit = aVaultSeason()) {
  const made = await aRegister();
  await made.store.commitPlan(commit);
  const known = new Set(reachable);
  const roster = createRoster({
    ...{ store: made.store, now: () => JUNE(1, '10:00') },
    reachable: async (persons) => new Set(persons.filter((person) => known.has(person))),
  });
  return { ...made, roster };
}
