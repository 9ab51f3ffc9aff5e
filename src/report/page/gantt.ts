import type { Lang } from '../../text/lang.js';
import { examBands, placeOn, ticksOf, type Axis, type Tick } from './axis.js';
import type { EpochMs, Kind } from '../../engine/model.js';
import type { SeasonPlan } from '../../engine/season-plan.js';
import { fullTime } from '../../text/when.js';
import { html, type Html } from './html.js';

export interface Mark {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly kind: Kind | 'was';
  /** Said when somebody points at it. */
  readonly note: string;
}

export interface Lane {
  readonly name: string;
  readonly note: string;
  readonly marks: readonly Mark[];
}

export interface LaneGroup {
  readonly title: string;
  readonly lanes: readonly Lane[];
}

/** Lanes of bars along an axis, exam days shaded: lanes of a phase under its title. */
export function gantt(
  plan: SeasonPlan,
  axis: Axis,
  groups: readonly LaneGroup[],
  lang: Lang,
): Html {
  const ticks = ticksOf(axis, lang);
  // Under each title anew: on a phone, or on the second sheet, the first ones are out of sight.
  const scale = ticks.map(({ place, label }) => html`<b style="left:${place}%">${label}</b>`);
  return html`<div class="gantt">${shading(plan, axis, ticks)}
${groups.map(
  ({
    title,
    lanes,
  }) => html`<div class="lane head"><h3 class="name">${title}</h3><span class="track ticks">${scale}</span></div>
${lanes.map((lane) => laneOn(axis, lane))}`,
)}</div>`;
}

const laneOn = (axis: Axis, { name, note, marks }: Lane): Html =>
  html`<div class="lane"><span class="name">${name} <small>${note}</small></span><span class="track">${marks.map((mark) => markOn(axis, mark))}</span></div>
`;

function markOn(axis: Axis, { from, to, kind, note }: Mark): Html {
  const left = placeOn(axis, from);
  const width = hundredths(placeOn(axis, to) - left);
  const time =
    from === to
      ? fullTime(axis.calendar, to)
      : `${fullTime(axis.calendar, from)} – ${fullTime(axis.calendar, to)}`;
  const said = note === '' ? time : `${time} ${note}`;
  return html`<i class="${kind}" style="left:${left}%;width:${width}%" title="${said}"></i>`;
}

/** What lies on an axis at all. */
export const isOn = ({ from, to }: Axis, mark: { from: EpochMs; to: EpochMs }): boolean =>
  mark.to >= from && mark.from < to;

// Behind all lanes at once: a background of its own for each would take minutes to print.
const shading = (plan: SeasonPlan, axis: Axis, ticks: readonly Tick[]): Html =>
  html`<div class="grid">${examBands(plan, axis).map(
    ({ from, to }) => html`<u style="left:${from}%;width:${hundredths(to - from)}%"></u>`,
  )}${ticks.map(({ place }) => html`<s style="left:${place}%"></s>`)}</div>`;

const hundredths = (count: number): number => Math.round(count * 100) / 100;
