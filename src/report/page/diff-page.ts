import type { Prepared } from '../../service/prepare.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import type { PlanDiff } from '../diff.js';
import type { Section } from '../section.js';
import { axisAround } from './axis.js';
import { stepBars, type StepBars } from './bars.js';
import { gantt, type Lane, type Mark } from './gantt.js';
import { html } from './html.js';
import { pageOf, sectionPart } from './page.js';

export interface DiffPage {
  readonly old: Prepared;
  readonly now: Prepared;
  readonly diff: PlanDiff;
  readonly sections: readonly Section[];
  readonly lang: Lang;
}

/** Two plans compared as one page: what changed in tables, old bars over new ones. */
export function diffPage({ old, now, diff, sections, lang }: DiffPage): string {
  const { report } = texts(lang);
  const [before, after] = [barsByStep(old), barsByStep(now)];
  const lanes = diff.steps
    .filter(({ moves, appears, goes }) => moves.length + appears.length + goes.length > 0)
    .map(laneOf)
    .filter(({ marks }) => marks.length > 0);
  const axis = axisAround(
    now.calendar,
    lanes.flatMap(({ marks }) => marks.flatMap(({ from, to }) => [from, to])),
  );
  const [summary, ...rest] = sections.map((section) => sectionPart(lang, section));
  const chart = html`<section class="pairs"><h2>${report.page.beside}</h2><p class="keys"><span class="key was">${report.page.was}</span><span class="key task">${report.page.now}</span></p>${gantt(now.plan, axis, [{ title: '', lanes }], lang)}</section>`;
  return pageOf(
    lang,
    report.page.diffTitle(now.plan.title[lang]),
    [],
    [...(summary ? [summary] : []), ...(lanes.length > 0 ? [chart] : []), ...rest],
  );

  function unitsSaid(count: number): string {
    return count > 1 ? report.units(count) : '';
  }

  function laneOf({ step, title }: PlanDiff['steps'][number]): Lane {
    const [were, are] = [before.get(step), after.get(step)];
    return {
      name: title[lang],
      note: unitsSaid(Math.max(were?.units ?? 0, are?.units ?? 0)),
      marks: [...marksOf(were, true), ...marksOf(are, false)],
    };
  }
}

const barsByStep = (prepared: Prepared): ReadonlyMap<string, StepBars> =>
  new Map(stepBars(prepared).map((row) => [row.step.id, row]));

const marksOf = (row: StepBars | undefined, isOld: boolean): Mark[] =>
  (row?.bars ?? []).map(({ from, to }) => ({
    ...{ from, to, note: '' },
    kind: isOld ? 'was' : (row?.step.kind ?? 'task'),
  }));
