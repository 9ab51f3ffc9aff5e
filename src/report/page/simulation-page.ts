import { plusDays } from '../../engine/calendar.js';
import type { Prepared } from '../../service/prepare.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import { dayName } from '../../text/when.js';
import type { Load } from '../load.js';
import { loadSections } from '../load-sections.js';
import type { Section } from '../section.js';
import { axisAround, axisOf, examsOf, type Axis } from './axis.js';
import { stepBars, type StepBars } from './bars.js';
import { gantt, isOn, type LaneGroup } from './gantt.js';
import { html, type Html } from './html.js';
import { loadChart, peopleChart } from './load-chart.js';
import { pageOf, sectionPart } from './page.js';
import { stepTable } from './step-table.js';

export interface SimulationPage {
  readonly prepared: Prepared;
  readonly load: Load;
  /** What the participants were taken to do. */
  readonly premise: 'nobody' | 'well' | 'rehearsal';
  /** What else was asked, shown first: sections of a load are left out, since the page has its own. */
  readonly sections: readonly Section[];
  readonly lang: Lang;
}

const DAYS_BEFORE = 3;
const DAYS_AFTER = 2;

/** A simulated season as one page: what was asked, how much is said, a Gantt of the season and of each exam. */
export function simulationPage({
  prepared,
  load,
  premise,
  sections,
  lang,
}: SimulationPage): string {
  const { plan, calendar } = prepared;
  const { report } = texts(lang);
  const rows = stepBars(prepared).filter(({ duties }) => duties > 0);
  const phases = byPhase(prepared, rows, lang);
  const whole = axisAround(
    calendar,
    rows.flatMap(({ bars }) => bars.flatMap(({ from, to }) => [from, to])),
  );
  const own = loadSections(load, lang, calendar);
  const [summary, ...details] = own;
  const asked = sections.filter(({ title }) => !own.some((section) => section.title === title));
  const duties = rows.reduce((sum, row) => sum + row.duties, 0);
  return pageOf(
    lang,
    report.page.title(plan.title[lang]),
    [
      examsOf(plan)
        .map((exam) => examSaid(exam, lang))
        .join(texts(lang).list),
      report.size(prepared.unitPlans.length, rows.length, duties),
      report.premise[premise],
    ],
    [
      ...asked.map((section) => sectionPart(lang, section)),
      ...(summary ? [sectionPart(lang, summary)] : []),
      loadChart(plan, calendar, load, lang),
      peopleChart(load, lang),
      chart(report.page.overview, whole, phases),
      ...examsOf(plan).map((exam) =>
        chart(
          report.page.zoom(exam.title[lang]),
          axisOf(
            calendar,
            plusDays(exam.firstDay, -DAYS_BEFORE),
            plusDays(exam.lastDay, DAYS_AFTER),
          ),
          phases,
        ),
      ),
      html`<section><h2>${report.page.steps}</h2>${phases.map(
        ({ title, rows: of }) => html`<h3>${title}</h3>${stepTable(prepared, lang)(of)}`,
      )}</section>`,
      ...details.map((section) => sectionPart(lang, section)),
    ],
  );

  function chart(title: string, axis: Axis, of: readonly Phase[]): Html {
    const groups = of
      .map((phase) => lanesOn(axis, phase, whole, lang))
      .filter(({ lanes }) => lanes.length > 0);
    return html`<section><h2>${title}</h2>${keys(lang)}${gantt(plan, axis, groups, lang)}</section>
`;
  }
}

interface Phase {
  readonly title: string;
  readonly rows: readonly StepBars[];
}

/** The phases of a plan in its order with their steps. */
function byPhase({ plan }: Prepared, rows: readonly StepBars[], lang: Lang): Phase[] {
  const ids = [
    ...new Set([...(plan.phases ?? []).map(({ id }) => id), ...rows.map(({ step }) => step.phase)]),
  ];
  return ids
    .map((id) => ({
      title: plan.phases?.find((phase) => phase.id === id)?.title[lang] ?? id,
      rows: rows.filter(({ step }) => step.phase === id),
    }))
    .filter((phase) => phase.rows.length > 0);
}

/** On an exam's own axis only what is due there: months of preparation have their own. */
function lanesOn(axis: Axis, { title, rows }: Phase, whole: Axis, lang: Lang): LaneGroup {
  const { report } = texts(lang);
  const isShown = (bar: {
    from: StepBars['bars'][number]['from'];
    to: StepBars['bars'][number]['to'];
  }): boolean => axis === whole || (isOn(axis, bar) && bar.to < axis.to);
  return {
    title,
    lanes: rows
      .map(({ step, bars, units }) => ({
        name: step.title[lang],
        note: units > 1 ? report.units(units) : '',
        marks: bars.filter(isShown).map(({ from, to, units: at }) => ({
          ...{ from, to, kind: step.kind },
          note: report.units(new Set(at).size),
        })),
      }))
      .filter(({ marks }) => marks.length > 0),
  };
}

function keys(lang: Lang): Html {
  const { kind, report } = texts(lang);
  return html`<p class="keys"><span class="key task">${report.columns.duty}</span><span class="key watch">${kind.watch}</span><span class="key series">${kind.series}</span><span class="key gate">${kind.gate}</span><span class="key exam">${report.page.examDay}</span></p>`;
}

function examSaid(
  { title, firstDay, lastDay }: ReturnType<typeof examsOf>[number],
  lang: Lang,
): string {
  const days =
    firstDay === lastDay
      ? dayName(lang, firstDay)
      : `${dayName(lang, firstDay)} – ${dayName(lang, lastDay)}`;
  return `${title[lang]} ${days}`;
}
