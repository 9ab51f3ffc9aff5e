import type { Calendar } from '../../engine/calendar.js';
import type { Prepared } from '../../service/prepare.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import { dayTime, fullTime } from '../../text/when.js';
import { rosterOf } from '../people.js';
import { titlesOf } from '../titles.js';
import type { Bar, StepBars } from './bars.js';
import { html, type Html } from './html.js';
import { tableOf } from './page.js';

/** The steps of a phase: when, by which ladder, and folded up who owes each. */
export function stepTable(prepared: Prepared, lang: Lang): (rows: readonly StepBars[]) => Html {
  const t = texts(lang);
  const { columns } = t.report;
  const { calendar } = prepared;
  const who = doersOf(prepared, lang);
  const heads = [
    columns.duty,
    columns.kind,
    columns.opens,
    columns.due,
    columns.ladder,
    columns.source,
  ];
  return (rows) =>
    tableOf(
      heads,
      rows.map(({ step, bars, units }) => [
        html`<details><summary>${step.title[lang]} <small>${units > 1 ? t.report.units(units) : ''}</small></summary>${bars.map(
          (bar) => html`<p>${timeSaid(calendar, bar, lang)}${t.colon}${who(step.id, bar)}</p>`,
        )}</details>`,
        t.kind[step.kind],
        bars[0] ? fullTime(calendar, bars[0].from) : t.none,
        bars.at(-1) ? fullTime(calendar, lastOf(bars)) : t.none,
        step.ladder,
        step.source,
      ]),
    );
}

const lastOf = (bars: readonly Bar[]): Bar['to'] =>
  bars.map(({ to }) => to).reduce((a, b) => (b > a ? b : a));

const timeSaid = (calendar: Calendar, { from, to }: Bar, lang: Lang): string =>
  from === to
    ? dayTime(lang, calendar, to)
    : `${dayTime(lang, calendar, from)} – ${dayTime(lang, calendar, to)}`;

/** The units of a bar with their doers by name. */
function doersOf(prepared: Prepared, lang: Lang): (step: string, bar: Bar) => string {
  const t = texts(lang);
  const titles = titlesOf(prepared, lang);
  const roster = rosterOf(prepared.posts);
  const doers = new Map<string, string>();
  for (const { path, body } of prepared.unitPlans)
    for (const { step, doer } of body.duties) doers.set(`${path} ${step}`, doer);
  return (step, { units, to }) => {
    const day = prepared.calendar.dateOf(to);
    return [...new Set(units)]
      .map((path) => {
        const post = doers.get(`${path} ${step}`) ?? '';
        return t.report.page.each(titles.unit(path), roster(post, day)[0]?.name ?? t.report.nobody);
      })
      .join(t.list);
  };
}
