import { isHeldBy, postOf } from '../engine/compile.js';
import type { Duty } from '../engine/model.js';
import type { StepSource, UnitSource } from '../engine/season-plan.js';
import type { Lang } from '../text/lang.js';
import { momentTexts } from './moment-text.js';
import type { Planned } from './planned.js';
import { wordOf } from './role-words.js';
import { unitTextsOf } from './unit-texts.js';

/** A step as one row of a task sheet (任务分解表). */
export interface PlanRow {
  readonly step: string;
  /** Title of its phase. */
  readonly phase: string;
  readonly task: string;
  readonly lead: string;
  readonly with: string;
  readonly answerable: string;
  readonly doer: string;
  readonly liaison: string;
  readonly opens: string;
  readonly due: string;
  readonly source: string;
}

/** People of up to so many units are named; of more, the post. */
const NAMED_UNITS = 3;

/**
 * Every step that somebody owes, by phase and in the plan's order. A step owed by all units of a kind is one row,
 * `各考点（34）`; instants are civil time of the season's zone.
 */
export function planRows(planned: Planned, lang: Lang = 'zh'): PlanRow[] {
  const { plan } = planned;
  const text = textsOf(planned, lang);
  const phases = plan.phases ?? [];
  const place = (step: StepSource): number => phases.findIndex(({ id }) => id === step.phase);
  const inOrder = [...plan.steps].sort((a, b) => place(a) - place(b));
  return inOrder.flatMap((step) => {
    const owers = plan.units.filter((unit) => isHeldBy(step, unit));
    return owers.length === 0 ? [] : [text.row(step, owers)];
  });
}

function textsOf(planned: Planned, lang: Lang) {
  const { plan, posts } = planned;
  const holders = new Map<string, string[]>();
  for (const { post, name, from, to } of posts) {
    const inOffice = (from === '' || from <= plan.examDay) && (to === '' || to >= plan.examDay);
    if (inOffice) holders.set(post, [...(holders.get(post) ?? []), name]);
  }
  const duties = new Map(
    planned.unitPlans.map(({ path, body }) => [path, dutiesByStep(body.duties)]),
  );
  const phase = new Map(plan.phases?.map(({ id, title }) => [id, title[lang]]));
  const unitTexts = unitTextsOf(plan, lang);
  const moments = momentTexts(planned, lang);

  return { row };

  function row(step: StepSource, owers: readonly UnitSource[]): PlanRow {
    const duty = duties.get(owers[0]?.path ?? '')?.get(step.id);
    const joint = [...new Set((step.with ?? []).flatMap((target) => unitsMeant(target, owers)))];
    return {
      step: step.id,
      phase: phase.get(step.phase) ?? step.phase,
      task: step.title[lang],
      lead: unitTexts(owers.map(({ path }) => path)),
      with: unitTexts(joint),
      answerable: people(step.answerable, owers),
      doer: people(step.doer, owers),
      liaison: owers.length > NAMED_UNITS ? '' : named(owers.map(({ path }) => `${path}#liaison`)),
      ...moments(step, duty),
      source: step.source,
    };
  }

  function people(target: string, owers: readonly UnitSource[]): string {
    const all = [...new Set(owers.map(({ path }) => postOf(target, path)))];
    const isOneEach =
      all.length <= NAMED_UNITS && all.every((post) => holders.get(post)?.length === 1);
    if (all.length === 1 || isOneEach) return named(all);
    const role = all[0]?.split('#')[1] ?? '';
    return wordOf(role);
  }

  function named(all: readonly string[]): string {
    return all.flatMap((post) => holders.get(post) ?? []).join('、');
  }
}

const unitsMeant = (target: string, owers: readonly UnitSource[]): string[] =>
  owers.map(({ path }) => postOf(target, path).split('#')[0] ?? '');

function dutiesByStep(duties: readonly Duty[]): ReadonlyMap<string, Duty> {
  const first = new Map<string, Duty>();
  for (const duty of duties) if (!first.has(duty.step)) first.set(duty.step, duty);
  return first;
}
