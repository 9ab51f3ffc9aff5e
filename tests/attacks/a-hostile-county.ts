import type { Store } from '../../src/adapters/store/store.js';
import type { PlanCommit } from '../../src/adapters/store/types.js';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { aRecord, aRow, aStep, aUnit } from '../adapters/a-plan.js';
import { aDeskCommit, SITE } from '../desks/a-desk.js';
import { duty } from '../engine/unit.js';
import { PAYLOADS } from './payloads.js';

/** How many duties share the payloads of what is shown on a duty's own page. */
export const DUTY_PAGES = 8;
const nth = (n: number): string => PAYLOADS[n % PAYLOADS.length] ?? '';
const both = (n: number) => ({ zh: nth(n), en: nth(n) });
const sharesOf = (n: number): readonly string[] => PAYLOADS.filter((_, k) => k % DUTY_PAGES === n);

/** A county every text of which was written by somebody who means harm; all its duties are late. */
export function aHostileCommit(): PlanCommit {
  const commit = aDeskCommit({ rehearsal: true });
  const lateAt = epochMs(Date.now() - 3_600_000);
  const steps = PAYLOADS.map((_, n) => ({
    ...aStep(`s${n}`),
    ...{ title: both(n), source: nth(n) },
    lines: n < DUTY_PAGES ? sharesOf(n).map((id) => ({ id, by: `${SITE}#doer` })) : [],
  }));
  const fields = (n: number) =>
    sharesOf(n)
      .slice(0, 8)
      .map((text, k) => ({
        id: `f${k}`,
        type: 'text' as const,
        required: false,
        title: { zh: text, en: text },
      }));
  const late = { dueAt: lateAt, lateAt, doer: `${SITE}#doer`, answerable: `${SITE}#leader` };
  const duties = steps.map((_, n) => ({
    ...duty(`s${n}`, lateAt, { doer: `${SITE}#doer`, answerable: `${SITE}#leader` }),
    ...(n < DUTY_PAGES && { fields: fields(n) }),
  }));
  const names = commit.posts.map((one, n) => ({
    ...one,
    name: nth(n * 7),
    title: nth(n * 11 + 3),
  }));
  const title = both(5);
  return {
    ...commit,
    plan: {
      ...commit.plan,
      title,
      steps: steps.map((step, n) => ({
        ...step,
        lines: [],
        form: { fields: n < DUTY_PAGES ? fields(n) : [], checks: [] },
      })),
      units: [
        { ...aUnit('c', 'county'), title: both(1) },
        { ...aUnit('c/a', 'area'), title: both(9) },
        { ...aUnit(SITE), title: both(3) },
        { ...aUnit('c/power', 'department'), title: both(30) },
      ],
    },
    posts: names,
    boardRows: { [SITE]: steps.map(({ id }, n) => aRow(id, { ...late, title: nth(n) })) },
    unitPlans: commit.unitPlans.map((one) =>
      one.path === SITE ? { ...one, body: { ...one.body, duties } } : one,
    ),
  };
}

/** What people have written since: reasons, notes, the content of signatures, refusals. */
export async function writeHarm(store: Store): Promise<void> {
  const at = epochMs(Date.now() - 60_000);
  const events = Array.from({ length: DUTY_PAGES }, (_, n) =>
    sharesOf(n).flatMap((text): UnitEvent[] => [
      { type: 'objected', duty: `s${n}`, at, by: text, reason: text },
      { type: 'waived', duty: `s${n}`, at, by: 'li', reason: text },
    ]),
  ).flat();
  await store.record(aRecord(1, events, { season: 's', path: SITE, asOf: at }));
}
