import type { PlanCommit } from '../../src/adapters/store/types.js';
import type { Field } from '../../src/engine/model.js';
import type { StepSource } from '../../src/engine/season-plan.js';
import { aDeskCommit } from './a-desk.js';

type Asked = Omit<StepSource['form']['fields'][number], 'title'>;

/** The desk's site, whose duty `line` asks this: as the plan says it, and as its unit knows it. */
export function aCommitAsking(asked: readonly Asked[], known: readonly Field[]): PlanCommit {
  const commit = aDeskCommit();
  const fields = asked.map((one) => ({ ...one, title: { zh: one.id, en: one.id } }));
  const steps = commit.plan.steps.map((step) =>
    step.id === 'line' ? { ...step, form: { fields, checks: [] } } : step,
  );
  const unitPlans = commit.unitPlans.map(({ body, ...unit }) => ({
    ...unit,
    body: {
      ...body,
      duties: body.duties.map((duty) => (duty.id === 'line' ? { ...duty, fields: known } : duty)),
    },
  }));
  return { ...commit, plan: { ...commit.plan, steps }, unitPlans };
}
