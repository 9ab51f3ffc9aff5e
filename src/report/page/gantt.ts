import type { Lang } from '../../text/lang.js';
import { examBands, placeOn, ticksOf, type Axis } from './axis.js';
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
  return html`<div class="gantt" style="${shading(plan, axis)}">
<div class="lane head"><span class="name"></span><span class="track ticks">${ticks.map(
    ({ place, label }) => html`<b style="left:${place}%">${label}</b>`,
  )}</span></div>
${groups.map(
  ({ title, lanes }) =>
    html`<h3>${title}</h3>${lanes.map(
      ({ name, note, marks }) =>
        html`<div class="lane"><span class="name">${name} <small>${note}</small></span><span class="track">${marks.map((mark) => markOn(axis, mark))}</span></div>
`,
    )}`,
)}</div>`;
}

function markOn(axis: Axis, { from, to, kind, note }: Mark): Html {
  const left = placeOn(axis, from);
  const width = Math.round((placeOn(axis, to) - left) * 100) / 100;
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

// One background for every lane: exam days as bands, ticks as hair lines.
function shading(plan: SeasonPlan, axis: Axis): string {
  const bands = examBands(plan, axis).map(
    ({ from, to }) =>
      `linear-gradient(90deg,transparent ${from}%,var(--exam) ${from}%,var(--exam) ${to}%,transparent ${to}%)`,
  );
  const lines = ticksOf(axis, 'zh').map(
    ({ place }) =>
      `linear-gradient(90deg,transparent ${place}%,var(--line) ${place}%,var(--line) calc(${place}% + 1px),transparent calc(${place}% + 1px))`,
  );
  return `--grid:${[...lines, ...bands].join(',') || 'none'}`;
}
