import type { SeasonPlan } from '../../engine/season-plan.js';
import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import { dayName } from '../../text/when.js';
import { MOST_A_DAY, type Load } from '../load.js';
import { axisOf, examBands, placeOn, ticksOf } from './axis.js';
import { html, type Html } from './html.js';
import type { Calendar } from '../../engine/calendar.js';

const HEIGHT = 100;
const MOST_PEOPLE = 15;

/** Messages a day, ordinary ones below and those sent at once on top of them. */
export function loadChart(plan: SeasonPlan, calendar: Calendar, load: Load, lang: Lang): Html {
  const { report } = texts(lang);
  const [first, last] = [load.days[0]?.day, load.days.at(-1)?.day];
  if (first === undefined || last === undefined) return html``;
  const axis = axisOf(calendar, first, last);
  const top = Math.max(1, ...load.days.map(({ messages }) => messages));
  const width = 100 / Math.max(1, (axis.to - axis.from) / 86_400_000);
  const bars = load.days.map(({ day, messages, atOnce }) => {
    const x = placeOn(axis, calendar.instant(day, '00:00'));
    const [all, urgent] = [(messages / top) * HEIGHT, (atOnce / top) * HEIGHT];
    const size = (value: number): string => value.toFixed(2);
    return html`<g><title>${dayName(lang, day)} ${messages}</title><rect class="ordinary" x="${size(x)}" y="${size(HEIGHT - all + urgent)}" width="${size(width)}" height="${size(all - urgent)}"/><rect class="at-once" x="${size(x)}" y="${size(HEIGHT - all)}" width="${size(width)}" height="${size(urgent)}"/></g>
`;
  });
  const bands = examBands(plan, axis).map(
    ({ from, to }) =>
      html`<rect class="exam" x="${from}" y="0" width="${to - from}" height="${HEIGHT}"/>`,
  );
  return html`<figure><figcaption>${report.load.chart} <span class="key ordinary">${report.load.ordinary}</span> <span class="key at-once">${report.load.atOnce}</span> <span class="key exam">${report.page.examDay}</span></figcaption>
<div class="chart"><span class="top">${top}</span><svg viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${report.load.chart}">${bands}${bars}</svg>
<div class="ticks">${ticksOf(axis, lang).map(({ place, label }) => html`<b style="left:${place}%">${label}</b>`)}</div></div></figure>`;
}

/** The busiest day of those who get most, with the limit beside it. */
export function peopleChart(load: Load, lang: Lang): Html {
  const { report } = texts(lang);
  const people = load.people.slice(0, MOST_PEOPLE);
  const top = Math.max(MOST_A_DAY, ...people.map(({ busiest }) => busiest.messages));
  const share = (count: number): string => ((count / top) * 100).toFixed(2);
  const rows = people.map(({ name, title, busiest: { day, messages, atOnce } }) => {
    const ordinary = messages - atOnce;
    return html`<div class="bar-row"><span class="name">${name} <small>${title}</small></span><span class="track"><i class="ordinary" style="left:0;width:${share(ordinary)}%"></i><i class="at-once" style="left:${share(ordinary)}%;width:${share(atOnce)}%"></i><i class="limit" style="left:${share(MOST_A_DAY)}%"></i></span><span class="count">${messages} <small>${dayName(lang, day)}</small></span></div>
`;
  });
  return html`<figure><figcaption>${report.load.peopleChart}${report.load.limit(MOST_A_DAY)}</figcaption>${rows}</figure>`;
}
