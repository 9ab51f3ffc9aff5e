import type { EpochMs } from '../engine/model.js';
import type { PlaceKind } from '../engine/custody-plan.js';
import type { Title } from '../engine/season-plan.js';
import type { LastWord } from './custody-log.js';
import type { CustodyStepView, CustodyView } from './custody.js';

/** How far a consignment is, in one word; `stopped` goes before all others. */
export type CustodyPhase = 'stopped' | 'planned' | 'under-way' | 'delivered' | 'opened';

/** How far a consignment is, and how many of its packets are where. */
export interface CustodyLine {
  readonly path: string;
  readonly title: Title;
  /** Plan time at which this is so, and up to which its log is written; null: nothing is written yet. */
  readonly now: EpochMs;
  readonly asOf: EpochMs | null;
  readonly phase: CustodyPhase;
  /** Titles of the places its legs begin and end at, each once. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** By when its first leg departs and its last one arrives; null once all have. */
  readonly departBy: EpochMs | null;
  readonly arriveBy: EpochMs | null;
  readonly legs: Progress;
  readonly openings: Progress;
  readonly last: (LastWord & { readonly where: string | null }) | null;
  readonly packets: number;
  readonly places: readonly {
    readonly place: string;
    readonly kind: PlaceKind;
    readonly title: string;
    readonly packets: number;
  }[];
  /** The step that is next by its due instant; null when all is done. */
  readonly next: {
    readonly duty: string;
    readonly dueAt: EpochMs;
    readonly late: boolean;
    readonly where: string | null;
  } | null;
  readonly stopped: number;
  readonly alarms: number;
}

interface Progress {
  readonly all: number;
  readonly done: number;
}

/** A consignment in a list. */
export function lineOf(view: CustodyView): CustodyLine {
  const { path, title, now, asOf, steps, alarms, last } = view;
  const open = steps.filter(isOpen);
  const next = [...open].sort((a, b) => a.dueAt - b.dueAt)[0];
  return {
    ...{ path, title, now, asOf, phase: phaseOf(view) },
    from: titlesOf(view, 'from'),
    to: titlesOf(view, 'to'),
    departBy: open.filter(isDeparture).reduce(earliest, null),
    arriveBy: open.filter(isArrival).reduce(latest, null),
    ...{ legs: legsDone(view), openings: openingsDone(view) },
    last: last && { ...last, where: placeSaid(view, last.of) },
    packets: view.packets.length,
    places: view.places
      .filter(({ packets }) => packets > 0)
      .map(({ id, kind, title: name, packets }) => ({ place: id, kind, title: name, packets })),
    next: next
      ? {
          ...{ duty: next.duty, dueAt: next.dueAt, late: (next.lateAt ?? Infinity) <= now },
          where: placeSaid(view, next.of.split('.')[0] ?? null),
        }
      : null,
    stopped: steps.filter(({ stopped }) => stopped).length,
    alarms: alarms.filter(({ acceptedAt }) => acceptedAt === null).length,
  };
}

/** How far one is: what is stopped first, then what was opened, delivered, or has left its place. */
function phaseOf(view: CustodyView): CustodyPhase {
  if (view.steps.some(({ stopped }) => stopped)) return 'stopped';
  const [legs, openings] = [legsDone(view), openingsDone(view)];
  if (openings.all > 0 && openings.done === openings.all) return 'opened';
  if (legs.done === legs.all) return 'delivered';
  return legs.done > 0 || view.legs.some(({ loaded, departed }) => loaded || departed)
    ? 'under-way'
    : 'planned';
}

const isOpen = ({ acceptedAt }: CustodyStepView): boolean => acceptedAt === null;
const isDeparture = ({ act }: CustodyStepView): boolean => act === 'depart' || act === 'handover';
const isArrival = ({ act }: CustodyStepView): boolean => act === 'arrive' || act === 'handover';
const earliest = (before: EpochMs | null, { dueAt }: CustodyStepView): EpochMs =>
  before === null || dueAt < before ? dueAt : before;
const latest = (before: EpochMs | null, { dueAt }: CustodyStepView): EpochMs =>
  before === null || dueAt > before ? dueAt : before;

const legsDone = ({ legs }: CustodyView): Progress => ({
  all: legs.length,
  done: legs.filter(({ delivered }) => delivered).length,
});

const openingsDone = ({ openings }: CustodyView): Progress => ({
  all: openings.length,
  done: openings.filter(({ opened }) => opened).length,
});

function titlesOf({ legs, places }: CustodyView, end: 'from' | 'to'): string[] {
  const ids = new Set(legs.map((leg) => leg[end]));
  return places.filter(({ id }) => ids.has(id)).map(({ title }) => title);
}

/** Where a leg leads, or what is opened: by its place. */
function placeSaid({ legs, openings, places }: CustodyView, of: string | null): string | null {
  const place = legs.find(({ id }) => id === of)?.to ?? openings.find(({ id }) => id === of)?.place;
  return places.find(({ id }) => id === place)?.title ?? null;
}
