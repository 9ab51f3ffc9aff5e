import type { DutyView, Unit } from '../adapters/store/types.js';
import { bookAfter, bookUnder } from '../engine/custody-book.js';
import type {
  CustodyLeg,
  CustodyOpening,
  CustodyPacket,
  CustodyPlace,
  CustodyPlan,
  CustodyRole,
  CustodyState,
} from '../engine/custody-plan.js';
import { batchIn } from '../engine/custody-source.js';
import { expectedWords } from '../engine/custody-words.js';
import type { Duty, EpochMs, Post, Status, UnitPlan } from '../engine/model.js';
import type { Title } from '../engine/season-plan.js';
import { Refusal } from './outcome.js';
import { known, planNow } from './seasons.js';
import type { Parts } from './service.js';

/** How many packets of a consignment are where. */
export interface CustodyLine {
  readonly path: string;
  readonly title: Title;
  readonly packets: number;
  readonly places: readonly { readonly place: string; readonly packets: number }[];
  /** The step that is next by its due instant; null when all is done. */
  readonly next: { readonly duty: string; readonly dueAt: EpochMs; readonly late: boolean } | null;
  readonly stopped: number;
  readonly alarms: number;
}

/** One handover, departure, call, arrival, comparison or opening. */
export interface CustodyStepView extends CustodyRole {
  readonly duty: string;
  readonly status: Status;
  readonly dueAt: EpochMs;
  readonly lateAt: EpochMs | null;
  readonly acceptedAt: EpochMs | null;
  /** Who signs, or who reports it. */
  readonly posts: readonly Post[];
  /** Signatures still missing. */
  readonly missing: number;
  readonly stopped: boolean;
  /** What all sign, by the book; null of a comparison, which each makes for himself. */
  readonly words: string | null;
}

/** A consignment as its log tells it: where every packet is, and what is done. */
export interface CustodyView {
  readonly season: string;
  readonly path: string;
  readonly title: Title;
  /** Plan time. */
  readonly now: EpochMs;
  readonly asOf: EpochMs | null;
  readonly packets: readonly (Omit<CustodyPacket, 'at'> & { readonly place: string })[];
  readonly places: readonly (CustodyPlace & { readonly packets: number })[];
  readonly legs: readonly CustodyLeg[];
  readonly openings: readonly CustodyOpening[];
  readonly steps: readonly CustodyStepView[];
  readonly alarms: readonly Pick<DutyView, 'duty' | 'title' | 'status' | 'dueAt' | 'acceptedAt'>[];
}

type Asked = Pick<Parts, 'store' | 'now'>;

/** Every consignment of a season, and where its packets are. */
export async function custodies(parts: Asked, season: string): Promise<readonly CustodyLine[]> {
  const of = await known(parts, season);
  const now = await planNow(parts, of);
  const units = (await parts.store.units(season)).filter(({ path }) => batchIn(path) !== null);
  return Promise.all(units.map(async (unit) => lineOf(await sceneOf(parts, unit), now)));
}

/** One consignment. Throws `Refusal` where the season has no such one. */
export async function custody(parts: Asked, season: string, path: string): Promise<CustodyView> {
  const of = await known(parts, season);
  const now = await planNow(parts, of);
  const unit = (await parts.store.units(season, path)).find((one) => one.path === path);
  if (!unit || batchIn(path) === null) throw noConsignment(season, path);
  return viewOf(await sceneOf(parts, unit), now);
}

interface Scene {
  readonly unit: Unit;
  readonly unitPlan: UnitPlan;
  readonly plan: CustodyPlan;
  readonly book: CustodyState;
  readonly rows: ReadonlyMap<string, DutyView>;
}

async function sceneOf({ store }: Asked, unit: Unit): Promise<Scene> {
  const { season, path } = unit;
  const unitPlan = await store.signings.unitPlan(season, path);
  if (!unitPlan?.custody) throw noConsignment(season, path);
  // The log says where everything is: nobody has to be asked who may be away.
  const log = await store.events(season, path);
  const book = log.reduce(
    (before, { event }) =>
      event.type === 'custody' ? bookAfter(before, event.duty ?? '', event.fact) : before,
    bookUnder(unitPlan.custody, undefined),
  );
  const views = await store.duties({ season, path });
  const rows = new Map(views.map((view) => [view.duty, view]));
  return { unit, unitPlan, plan: unitPlan.custody, book, rows };
}

function lineOf(scene: Scene, now: EpochMs): CustodyLine {
  const { unit, plan, book } = scene;
  const { steps, alarms } = viewOf(scene, now);
  const open = steps
    .filter(({ acceptedAt }) => acceptedAt === null)
    .sort((a, b) => a.dueAt - b.dueAt);
  const [next] = open;
  return {
    ...{ path: unit.path, title: unit.title, packets: plan.packets.length },
    places: plan.places
      .map(({ id }) => ({ place: id, packets: countAt(book, id) }))
      .filter(({ packets }) => packets > 0),
    next: next
      ? { duty: next.duty, dueAt: next.dueAt, late: (next.lateAt ?? Infinity) <= now }
      : null,
    stopped: book.stopped.length,
    alarms: alarms.filter(({ acceptedAt }) => acceptedAt === null).length,
  };
}

function viewOf({ unit, unitPlan, plan, book, rows }: Scene, now: EpochMs): CustodyView {
  const planned = new Set(unitPlan.duties.map(({ id }) => id));
  return {
    ...{ season: unit.season, path: unit.path, title: unit.title, now, asOf: unit.asOf },
    packets: plan.packets.map(({ at, ...packet }) => ({
      ...packet,
      place: book.at[packet.id] ?? at,
    })),
    places: plan.places.map((place) => ({ ...place, packets: countAt(book, place.id) })),
    ...{ legs: plan.legs, openings: plan.openings },
    steps: unitPlan.duties
      .flatMap((duty) => stepOf(duty, plan, book, rows))
      .sort((a, b) => a.dueAt - b.dueAt || (a.duty < b.duty ? -1 : 1)),
    alarms: [...rows.values()]
      .filter(({ duty }) => !planned.has(duty))
      .map(({ duty, title, status, dueAt, acceptedAt }) => ({
        ...{ duty, title, status, dueAt, acceptedAt },
      })),
  };
}

function stepOf(
  { id, custody: role, sign, doer, dueAt }: Duty,
  plan: CustodyPlan,
  book: CustodyState,
  rows: ReadonlyMap<string, DutyView>,
): CustodyStepView[] {
  if (!role) return [];
  const row = rows.get(id);
  return [
    {
      ...role,
      ...{ duty: id, status: row?.status ?? 'open', dueAt: row?.dueAt ?? dueAt },
      ...{ lateAt: row?.lateAt ?? null, acceptedAt: row?.acceptedAt ?? null },
      posts: sign?.posts ?? [row?.doer ?? doer],
      missing: row?.missing ?? 0,
      stopped: book.stopped.includes(id),
      words: role.act === 'labels' ? null : expectedWords(plan, book, id, role),
    },
  ];
}

const countAt = ({ at }: CustodyState, place: string): number =>
  Object.values(at).filter((one) => one === place).length;

const noConsignment = (season: string, path: string): Refusal =>
  new Refusal(
    'unknown-unit',
    `考季 ${season} 没有试卷批次 ${path}`,
    `season ${season} has no consignment ${path}`,
  );
