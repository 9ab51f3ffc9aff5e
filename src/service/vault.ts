import type { DutyView, RecordedEvent, Unit } from '../adapters/store/types.js';
import type { EpochMs, Post, Status, UnitPlan } from '../engine/model.js';
import type { SeasonPlan, Title } from '../engine/season-plan.js';
import { isHeldBy } from '../engine/tree.js';
import type { Hand, Offer, VaultPlan } from '../engine/vault-plan.js';
import { Refusal } from './outcome.js';
import { known, planNow } from './seasons.js';
import type { Parts } from './service.js';
import { handsIn } from './vault-hands.js';
import { isOpen, roundsOf, type VaultRounds } from './vault-rounds.js';

/** How a vault stands in few words: its permit, its hands, who watches, what alarms are open. */
export interface VaultLine extends VaultRounds {
  readonly path: string;
  readonly title: Title;
  /** Plan time at which this is so, and up to which its log is written; null: nothing is written yet. */
  readonly now: EpochMs;
  readonly asOf: EpochMs | null;
  readonly permit: Status;
  readonly hands: Readonly<Record<Hand, string | null>>;
  /** Who is on duty now. */
  readonly crew: string | null;
  /** Duties of the vault that are late now. */
  readonly late: number;
  readonly alarms: number;
}

/** A vault as its log tells it. */
export interface VaultView extends VaultLine {
  readonly season: string;
  readonly posts: Readonly<Record<Hand, Post>>;
  readonly offered: Readonly<Record<Hand, Offer | null>>;
  /** Every word of a hand-over, the newest last. */
  readonly passed: readonly {
    readonly what: Hand;
    readonly person: string;
    readonly at: EpochMs;
  }[];
  readonly crewSince: EpochMs | null;
  /** When the lock may open, from now on. */
  readonly windows: VaultPlan['windows'];
  readonly openings: readonly {
    readonly at: EpochMs;
    readonly by: string;
    readonly lawful: boolean;
  }[];
  readonly duties: readonly Pick<
    DutyView,
    'duty' | 'title' | 'status' | 'dueAt' | 'lateAt' | 'acceptedAt'
  >[];
}

type Asked = Pick<Parts, 'store' | 'now'>;
const MOST_OPENINGS = 50;
const MOST_WINDOWS = 20;

/** Every vault of a season. */
export async function vaults(parts: Asked, season: string): Promise<readonly VaultLine[]> {
  const of = await known(parts, season);
  const now = await planNow(parts, of);
  // A few of thousands of units are vaults: only theirs are read.
  const paths = vaultPaths((await parts.store.planVersion(season, of.version))?.plan);
  const units = (await parts.store.units(season)).filter(({ path }) => paths.has(path));
  const views = await Promise.all(units.map((unit) => viewOf(parts, unit, now)));
  return views.flatMap((view) => (view ? [lineOf(view)] : []));
}

const vaultPaths = (plan: SeasonPlan | undefined): ReadonlySet<string> => {
  const handingOut = plan?.steps.filter(({ vault: said }) => said !== undefined) ?? [];
  const vaultUnits = plan?.units.filter((unit) => handingOut.some((step) => isHeldBy(step, unit)));
  return new Set(vaultUnits?.map(({ path }) => path));
};

/** One vault. Throws `Refusal` where the season has no such one. */
export async function vault(parts: Asked, season: string, path: string): Promise<VaultView> {
  const of = await known(parts, season);
  const now = await planNow(parts, of);
  const unit = (await parts.store.units(season, path)).find((one) => one.path === path);
  const view = unit ? await viewOf(parts, unit, now) : null;
  if (view) return view;
  throw new Refusal(
    'unknown-unit',
    `考季 ${season} 没有保密室 ${path}`,
    `season ${season} has no vault ${path}`,
  );
}

async function viewOf({ store }: Asked, unit: Unit, now: EpochMs): Promise<VaultView | null> {
  const { season, path, title, asOf } = unit;
  const plan = await store.signings.unitPlan(season, path);
  if (!plan?.vault) return null;
  const log = await store.events(season, path);
  const rows = await store.duties({ season, path });
  const hands = handsIn(plan.vault, log);
  const rounds = roundsOf(plan, rows, log, now);
  return {
    ...{ season, path, title, now, asOf, posts: plan.vault.posts },
    permit: rows.find(({ duty }) => duty === plan.vault?.permit.duty)?.status ?? 'open',
    ...{ hands: hands.hands, offered: hands.offered },
    passed: log.flatMap(({ event }) =>
      event.type === 'vault' && event.fact.is === 'held'
        ? [{ what: event.fact.what, person: event.fact.person, at: event.at }]
        : [],
    ),
    ...{ ...rounds, crew: rounds.watch?.crew ?? null, crewSince: rounds.watch?.since ?? null },
    windows: plan.vault.windows.filter(({ untilAt }) => untilAt >= now).slice(0, MOST_WINDOWS),
    openings: openingsIn(log),
    duties: dutiesShown(plan, rows),
    late: rows.filter(
      ({ lateAt, acceptedAt }) => acceptedAt === null && (lateAt ?? Infinity) <= now,
    ).length,
    alarms: rows.filter((row) => row.duty.startsWith('alarm-') && isOpen(row)).length,
  };
}

const openingsIn = (log: readonly RecordedEvent[]): VaultView['openings'] =>
  log
    .flatMap(({ event }) =>
      event.type === 'custody' && event.fact.is === 'unlocked'
        ? [{ at: event.happenedAt ?? event.at, by: event.by, lawful: event.fact.lawful }]
        : [],
    )
    .slice(-MOST_OPENINGS);

/** What the vault owes as a vault: its own steps and alarms, finished patrols left out. */
function dutiesShown(plan: UnitPlan, rows: readonly DutyView[]): VaultView['duties'] {
  const planned = new Set(plan.duties.map(({ id }) => id));
  return rows
    .filter((row) => planned.has(row.duty) || isOpen(row))
    .map(({ duty, title, status, dueAt, lateAt, acceptedAt }) => ({
      ...{ duty, title, status, dueAt, lateAt, acceptedAt },
    }))
    .sort((a, b) => a.dueAt - b.dueAt || (a.duty < b.duty ? -1 : 1));
}

/** A list has no more room than its line. */
function lineOf(view: VaultView): VaultLine {
  const { path, title, now, asOf, permit, hands, crew, late, alarms } = view;
  const { intake, wanted, watch, uncovered, patrol, report } = view;
  return {
    ...{ path, title, now, asOf, permit, hands, crew, late, alarms },
    ...{ intake, wanted, watch, uncovered, patrol, report },
  };
}
