import type { DutyView, Season, Unit } from '../../adapters/store/types.js';
import type { Submission } from '../../adapters/store/proof.js';
import { epochMs, SEASON_PATH, type EpochMs, type UnitPlan } from '../../engine/model.js';
import type { SeasonPlan, Title } from '../../engine/season-plan.js';
import { Refusal } from '../outcome.js';
import { known, planNow } from '../seasons.js';
import type { ProofParts } from './proof.js';

/**
 * How a body stands in a round of reports. `normal` and `abnormal` have spoken; `silent` has not, and was to; `awaited` still has
 * time. Silence is never taken for normal.
 */
export type ZeroState = 'normal' | 'abnormal' | 'silent' | 'awaited';

/** One body and one report of the latest round. */
export interface ZeroLine {
  readonly path: string;
  readonly unitTitle: Title;
  readonly duty: string;
  readonly title: Title;
  readonly doer: string;
  readonly dueAt: EpochMs;
  readonly state: ZeroState;
  /** When it came in; null while it is owed. */
  readonly at: EpochMs | null;
  readonly note: string | null;
}

/** A unit with all below it. */
export interface ZeroSum {
  readonly path: string;
  readonly title: Title;
  readonly kind: string;
  readonly counts: Readonly<Record<ZeroState, number>>;
}

export interface ZeroReport {
  readonly season: string;
  readonly title: Title;
  readonly rehearsal: boolean;
  readonly timezone: string;
  /** Plan time. */
  readonly at: EpochMs;
  /** From the top down: every unit with somebody below it that reports, and those that report themselves. */
  readonly levels: readonly ZeroSum[];
  /** Abnormal and silent first, then those that still have time, then normal; the earliest due first. */
  readonly lines: readonly ZeroLine[];
}

/** Reports are looked for so far back: a round lasts a day at most. */
const ROUND_MS = 36 * 3_600_000;

/**
 * The latest round of every regular report whose form asks whether all is normal, as it stood at an instant of the
 * plan: who said so, who said otherwise, who has not spoken; summed up level by level.
 */
export async function zeroReport(
  parts: ProofParts,
  id: string,
  wish: { readonly under?: string; readonly at?: EpochMs } = {},
): Promise<ZeroReport> {
  const { store } = parts;
  const season = await known(parts, id);
  const now = await planNow(parts, season);
  const { at = now } = wish;
  // Who will be silent then nobody knows: it would be taken for a finding.
  if (at > now)
    throw new Refusal(
      'at-ahead',
      '截至时刻不能晚于现在',
      'the instant of the report must not lie in the future',
    );
  const units = (await store.units(id, wish.under)).filter(({ path }) => path !== SEASON_PATH);
  const steps = zeroSteps((await store.planVersion(id))?.plan);
  const views: DutyView[] = [];
  for (const step of steps)
    views.push(
      ...(await store.duties({ season: id, step, ...(wish.under && { under: wish.under }) })),
    );
  const leads = await leadsOf(parts, season, views);
  const said = await store.proof.submissions(id, epochMs(at - ROUND_MS), epochMs(at + 1));
  const lines = latestRound(views, leads, at).map((view) => lineOf(view, at, said));
  return {
    ...{ season: id, title: season.title, rehearsal: season.rehearsal, timezone: season.timezone },
    ...{ at, levels: summed(units, lines), lines: lines.sort(byUrgency) },
  };
}

/** Regular reports with the question normal or abnormal: a plan says which, by the form. */
const zeroSteps = (plan: SeasonPlan | undefined): readonly string[] =>
  (plan?.steps ?? [])
    .filter(
      ({ kind, form }) => kind === 'series' && form.fields.some(({ type }) => type === 'state'),
    )
    .map(({ id }) => id);

/** How long before its due instant an occurrence opens, by unit and step. */
async function leadsOf(
  { store }: ProofParts,
  { id, version }: Season,
  views: readonly DutyView[],
): Promise<(view: DutyView) => number> {
  const hashes = new Map(Object.entries(await store.unitHashes(id, version)));
  const plans = new Map<string, UnitPlan | null>();
  for (const path of new Set(views.map((view) => view.path)))
    plans.set(path, await store.unitPlan(hashes.get(path) ?? ''));
  return ({ path, step }) =>
    plans.get(path)?.duties.find((duty) => duty.step === step)?.series?.leadMs ?? 0;
}

/** Of each report the newest occurrence that was open at that instant. */
function latestRound(
  views: readonly DutyView[],
  leadOf: (view: DutyView) => number,
  at: EpochMs,
): DutyView[] {
  const latest = new Map<string, DutyView>();
  for (const view of views) {
    // The series itself only brings occurrences; what the plan dropped is owed by nobody.
    if (view.kind === 'series' || view.status === 'void' || view.status === 'waived') continue;
    if (view.dueAt - leadOf(view) > at || view.dueAt < at - ROUND_MS) continue;
    const key = `${view.path}:${view.step}`;
    const other = latest.get(key);
    if (!other || other.dueAt < view.dueAt) latest.set(key, view);
  }
  return [...latest.values()];
}

function lineOf(view: DutyView, at: EpochMs, said: readonly Submission[]): ZeroLine {
  const { path, duty, title, doer, dueAt, unit } = view;
  const own = said.findLast((one) => one.path === path && one.duty === duty);
  const owed = dueAt <= at ? 'silent' : 'awaited';
  const state = own ? (own.abnormal ? 'abnormal' : 'normal') : owed;
  return {
    ...{ path, unitTitle: unit.title, duty, title, doer, dueAt, state },
    ...{ at: own?.at ?? null, note: own?.note ?? null },
  };
}

function summed(units: readonly Unit[], lines: readonly ZeroLine[]): ZeroSum[] {
  const sums = new Map<string, Record<ZeroState, number>>();
  for (const { path, state } of lines)
    for (const above of upwards(path)) {
      const counts = sums.get(above) ?? { normal: 0, abnormal: 0, silent: 0, awaited: 0 };
      counts[state] += 1;
      sums.set(above, counts);
    }
  return units.flatMap(({ path, title, kind }) => {
    const counts = sums.get(path);
    return counts ? [{ path, title, kind, counts }] : [];
  });
}

/** The unit itself and all above it. */
const upwards = (path: string): string[] => {
  const parts = path.split('/');
  return parts.map((_, n) => parts.slice(0, n + 1).join('/'));
};

const URGENCY: Readonly<Record<ZeroState, number>> = {
  ...{ abnormal: 0, silent: 1, awaited: 2, normal: 3 },
};
const byUrgency = (a: ZeroLine, b: ZeroLine): number =>
  URGENCY[a.state] - URGENCY[b.state] || a.dueAt - b.dueAt || (a.path < b.path ? -1 : 1);
