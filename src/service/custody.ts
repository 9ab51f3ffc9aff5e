import type { DutyView, Unit } from '../adapters/store/types.js';
import { legRun } from '../engine/custody-book.js';
import type {
  CustodyLeg,
  CustodyOpening,
  CustodyPacket,
  CustodyPlace,
  CustodyPlan,
  CustodyRole,
  CustodyState,
  LegRun,
} from '../engine/custody-plan.js';
import { batchIn } from '../engine/custody-source.js';
import { expectedWords, statementOf, statementText } from '../engine/custody-words.js';
import type { Duty, EpochMs, Post, Status, UnitPlan } from '../engine/model.js';
import type { Title } from '../engine/season-plan.js';
import { lineOf, type CustodyLine } from './custody-line.js';
import { bookIn, lastWord, movedIn, type LastWord } from './custody-log.js';
import { Refusal } from './outcome.js';
import { known, planNow } from './seasons.js';
import type { Parts } from './service.js';

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
  /** What all sign, by the book, or have signed; null of a comparison, which each makes for himself. */
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
  readonly legs: readonly CustodyLegView[];
  readonly openings: readonly (CustodyOpening & { readonly opened: boolean })[];
  readonly steps: readonly CustodyStepView[];
  readonly alarms: readonly Pick<
    DutyView,
    'duty' | 'title' | 'status' | 'dueAt' | 'acceptedAt' | 'level' | 'nextAt'
  >[];
  /** Packets that a named person has left behind, by the handover that went on without them. */
  readonly left: readonly { readonly duty: string; readonly packets: readonly string[] }[];
  /** What was last said of these papers; null: nothing yet. */
  readonly last: LastWord | null;
}

/** A leg, how far it is, and who is aboard. */
export interface CustodyLegView extends CustodyLeg, LegRun {
  readonly loaded: boolean;
  readonly delivered: boolean;
}

type Asked = Pick<Parts, 'store' | 'now'>;

/** Every consignment of a season, and where its packets are. */
export async function custodies(parts: Asked, season: string): Promise<readonly CustodyLine[]> {
  const of = await known(parts, season);
  const now = await planNow(parts, of);
  const units = (await parts.store.units(season)).filter(({ path }) => batchIn(path) !== null);
  return Promise.all(
    units.map(async (unit) => lineOf(viewOf(await sceneOf(parts, unit), now, NO_WORDS))),
  );
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
  readonly moved: ReadonlyMap<string, readonly string[]>;
  readonly last: LastWord | null;
}

async function sceneOf({ store }: Asked, unit: Unit): Promise<Scene> {
  const { season, path } = unit;
  const unitPlan = await store.signings.unitPlan(season, path);
  if (!unitPlan?.custody) throw noConsignment(season, path);
  const log = await store.events(season, path);
  const plan = unitPlan.custody;
  const views = await store.duties({ season, path });
  const rows = new Map(views.map((view) => [view.duty, view]));
  return {
    ...{ unit, unitPlan, plan, book: bookIn(plan, log), rows },
    ...{ moved: movedIn(log), last: lastWord(log) },
  };
}

function viewOf(scene: Scene, now: EpochMs, words = wordsOf): CustodyView {
  const { unit, unitPlan, plan, book, rows, last } = scene;
  const planned = new Set(unitPlan.duties.map(({ id }) => id));
  const there = countsIn(book);
  const steps = unitPlan.duties
    .flatMap((duty) => stepOf(duty, scene, words))
    .sort((a, b) => a.dueAt - b.dueAt || (a.duty < b.duty ? -1 : 1));
  return {
    ...{ season: unit.season, path: unit.path, title: unit.title, now, asOf: unit.asOf },
    packets: plan.packets.map(({ at, ...packet }) => ({
      ...packet,
      place: book.at[packet.id] ?? at,
    })),
    places: plan.places.map((place) => ({ ...place, packets: there.get(place.id) ?? 0 })),
    legs: plan.legs.map((leg) => ({ ...leg, ...legRun(book, leg.id), ...doneOf(leg, steps) })),
    openings: plan.openings.map((one) => ({ ...one, opened: book.opened.includes(one.id) })),
    steps,
    alarms: [...rows.values()]
      .filter(({ duty }) => !planned.has(duty))
      .map(({ duty, title, status, dueAt, acceptedAt, level, nextAt }) => ({
        ...{ duty, title, status, dueAt, acceptedAt, level, nextAt },
      })),
    left: Object.entries(book.without)
      .map(([duty, packets]) => ({ duty, packets }))
      .filter(({ packets }) => packets.length > 0),
    last,
  };
}

const doneOf = ({ id }: CustodyLeg, steps: readonly CustodyStepView[]) => {
  const isDone = (...acts: readonly CustodyRole['act'][]): boolean =>
    steps.some(({ act, of, acceptedAt }) => of === id && acts.includes(act) && acceptedAt !== null);
  return { loaded: isDone('load'), delivered: isDone('unload', 'handover') };
};

function stepOf(
  { id, custody: role, sign, doer, dueAt }: Duty,
  scene: Scene,
  words: typeof wordsOf,
): CustodyStepView[] {
  if (!role) return [];
  const row = scene.rows.get(id);
  return [
    {
      ...role,
      ...{ duty: id, status: row?.status ?? 'open', dueAt: row?.dueAt ?? dueAt },
      ...{ lateAt: row?.lateAt ?? null, acceptedAt: row?.acceptedAt ?? null },
      posts: sign?.posts ?? [row?.doer ?? doer],
      missing: row?.missing ?? 0,
      stopped: scene.book.stopped.includes(id),
      words: words(id, role, scene),
    },
  ];
}

// Check codes are what costs time: a list shows none.
const NO_WORDS = (): null => null;

/** What was handed over counts as it was signed, wherever the packets are by now. */
function wordsOf(id: string, role: CustodyRole, { plan, book, moved }: Scene): string | null {
  if (role.act === 'labels') return null;
  const brought = moved.get(id);
  return brought ? statementText(statementOf(plan, brought)) : expectedWords(plan, book, id, role);
}

/** How many packets are at each place where there are any. */
function countsIn({ at }: CustodyState): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const place of Object.values(at)) counts.set(place, (counts.get(place) ?? 0) + 1);
  return counts;
}

const noConsignment = (season: string, path: string): Refusal =>
  new Refusal(
    'unknown-unit',
    `考季 ${season} 没有试卷批次 ${path}`,
    `season ${season} has no consignment ${path}`,
  );
