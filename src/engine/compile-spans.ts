import { plusDays } from './calendar.js';
import { edgeOf } from './compile-moments.js';
import { report, type Scene } from './compile-scene.js';
import type { EpochMs, Series, Span, Watch } from './model.js';
import { isCivilTime, parseDuration } from './moment.js';
import type { Moment, SessionSource } from './season-plan.js';

/** More occurrences than these are a mistake: a whole exam month by the half-hour has 1,500. */
const MOST_OCCURRENCES = 5_000;
const DAY_MS = 86_400_000;
const HALF_DAY_MS = DAY_MS / 2;
// An event may come so much earlier or later than planned, and the civil times are still known.
const SLACK_MS = 7 * DAY_MS;

/** The series of the scene's step, its civil times turned into instants; null after a fault. */
export function seriesOf(scene: Scene, session: SessionSource | null): Series | null {
  const source = scene.step.series;
  if (!source) return report(scene, 'span-missing', 'series', ['kind']);
  const span = spanOf(scene, 'series', source, session);
  if (!span) return null;
  const { every, daily, of, lead } = source;
  const everyMs = every === undefined ? null : (parseDuration(every) ?? 0);
  const instants = daily === undefined ? null : instantsOf(scene, daily, span);
  if (daily !== undefined && instants === null) return null;
  if (everyMs !== null && (span.untilAt - span.fromAt) / everyMs > MOST_OCCURRENCES)
    return report(scene, 'series-too-dense', `${every} ≫ ${MOST_OCCURRENCES}`, ['series', 'every']);
  // The first of a regular series comes one interval after its beginning.
  if (everyMs === null ? instants === null : span.fromAt + everyMs > span.untilAt)
    return report(scene, 'series-empty', every ?? '', ['series', ...(every ? ['every'] : [])]);
  const leadMs = lead === undefined ? (everyMs ?? HALF_DAY_MS) : (parseDuration(lead) ?? 0);
  return { ...span, everyMs, instants, of, leadMs };
}

/** The watch of the scene's step; null after a fault. */
export function watchOf(scene: Scene, session: SessionSource | null): Watch | null {
  const source = scene.step.watch;
  if (!source) return report(scene, 'span-missing', 'watch', ['kind']);
  const span = spanOf(scene, 'watch', source, session);
  if (!span) return null;
  const shiftMs = parseDuration(source.shift) ?? 0;
  if ((span.untilAt - span.fromAt) / shiftMs > MOST_OCCURRENCES)
    return report(scene, 'series-too-dense', `${source.shift} ≫ ${MOST_OCCURRENCES}`, [
      'watch',
      'shift',
    ]);
  return {
    ...span,
    minimum: source.minimum,
    heads: source.heads,
    shiftMs,
    withinMs: parseDuration(source.within) ?? 0,
    graceMs: parseDuration(source.grace) ?? 0,
    ...(source.badges && { badges: true as const }),
  };
}

function spanOf(
  scene: Scene,
  key: 'series' | 'watch',
  said: { readonly from: Moment; readonly until: Moment },
  session: SessionSource | null,
): Span | null {
  const from = edgeOf(scene, said.from, { session, at: [key, 'from'] });
  const until = edgeOf(scene, said.until, { session, at: [key, 'until'] });
  if (!from || !until) return null;
  if (until.at <= from.at)
    return report(scene, 'span-reversed', `${said.from} ≥ ${said.until}`, [key, 'until']);
  return { fromAt: from.at, untilAt: until.at, from: from.after, until: until.after };
}

/** The civil times of each day of a span, ascending; on a day without one (the clock went forward) the time after. */
function instantsOf(
  scene: Scene,
  daily: readonly string[],
  { fromAt, untilAt, from, until }: Span,
): readonly EpochMs[] | null {
  const { anchors, lists } = scene.season;
  const at = ['series', 'daily'];
  const wrong = daily.find((time) => !isCivilTime(time));
  if (wrong !== undefined) return report(scene, 'unknown-moment', wrong, at);
  if (((untilAt - fromAt) / DAY_MS) * daily.length > MOST_OCCURRENCES)
    return report(scene, 'series-too-dense', `${daily.join(', ')} ≫ ${MOST_OCCURRENCES}`, at);
  const earliest = from ? fromAt - SLACK_MS : fromAt;
  const latest = until ? untilAt + SLACK_MS : untilAt;
  const name = `${earliest}|${latest}|${[...daily].sort().join()}`;
  const known = lists.get(name);
  const instants = known ?? timesWithin(anchors.calendar, daily, earliest, latest);
  lists.set(name, instants);
  return instants.some((instant) => instant >= fromAt && instant <= untilAt)
    ? instants
    : report(scene, 'series-empty', daily.join(', '), at);
}

function timesWithin(
  calendar: Scene['season']['anchors']['calendar'],
  daily: readonly string[],
  earliest: number,
  latest: number,
): readonly EpochMs[] {
  const found = new Set<EpochMs>();
  const lastDay = calendar.dateOf(latest as EpochMs);
  for (let day = calendar.dateOf(earliest as EpochMs); day <= lastDay; day = plusDays(day, 1))
    for (const time of daily) {
      const instant = calendar.instant(day, time);
      if (instant >= earliest && instant <= latest) found.add(instant);
    }
  return [...found].sort((a, b) => a - b);
}
