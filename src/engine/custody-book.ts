import type {
  CustodyFact,
  CustodyLeg,
  CustodyOpening,
  CustodyPlan,
  CustodyRole,
  CustodyState,
  LegRun,
} from './custody-plan.js';

const NOT_BEGUN: LegRun = { departed: false, arrived: false, aboard: [] };

/** The book before anything has happened: every packet where the plan says. */
export const firstBook = ({ packets }: CustodyPlan): CustodyState => ({
  at: Object.fromEntries(packets.map(({ id, at }) => [id, at])),
  legs: {},
  stopped: [],
  without: {},
  opened: [],
  alarms: 0,
});

/**
 * The book after a fact. `duty` is the duty that the fact is about. A packet only leaves the place it is at,
 * so that whatever is said, it is in exactly one.
 */
export function bookAfter(book: CustodyState, duty: string, fact: CustodyFact): CustodyState {
  switch (fact.is) {
    case 'moved': {
      const going = fact.packets.filter((id) => book.at[id] === fact.from);
      const at = { ...book.at, ...Object.fromEntries(going.map((id) => [id, fact.to])) };
      return { ...book, at };
    }
    case 'departed':
      return onLeg(book, fact.leg, { departed: true, aboard: fact.aboard });
    case 'arrived':
      return onLeg(book, fact.leg, { arrived: true });
    case 'alighted': {
      const { aboard } = legRun(book, fact.leg);
      return onLeg(book, fact.leg, { aboard: aboard.filter((post) => post !== fact.post) });
    }
    case 'differed':
      return { ...book, stopped: [...book.stopped.filter((id) => id !== duty), duty] };
    case 'settled':
      return {
        ...book,
        stopped: book.stopped.filter((id) => id !== duty),
        without: { ...book.without, [duty]: fact.without },
      };
    case 'opened':
      return {
        ...book,
        opened: [...book.opened.filter((id) => id !== fact.opening), fact.opening],
      };
    case 'called':
    case 'unlocked':
      return book;
  }
}

/**
 * The book under another version of the plan: what is somewhere stays there, also what the new version no
 * longer names; what it names for the first time is where it says.
 */
export const bookUnder = (plan: CustodyPlan, book: CustodyState | undefined): CustodyState =>
  book ? { ...book, at: { ...firstBook(plan).at, ...book.at } } : firstBook(plan);

export const legRun = ({ legs }: CustodyState, leg: string): LegRun => legs[leg] ?? NOT_BEGUN;

export const legOf = ({ legs }: CustodyPlan, id: string): CustodyLeg | undefined =>
  legs.find((leg) => leg.id === id);

export const openingOf = ({ openings }: CustodyPlan, id: string): CustodyOpening | undefined =>
  openings.find((opening) => opening.id === id);

/** From where to where a handover brings packets; null where the duty is none. */
export function wayOf(
  plan: CustodyPlan,
  { act, of }: CustodyRole,
): { readonly from: string; readonly to: string; readonly packets: readonly string[] } | null {
  const leg = legOf(plan, of);
  if (!leg) return null;
  const { from, to, via, packets } = leg;
  switch (act) {
    case 'load':
      return { from, to: via ?? to, packets };
    case 'unload':
      return { from: via ?? from, to, packets };
    case 'handover':
      return { from, to, packets };
    case 'depart':
    case 'call':
    case 'arrive':
    case 'labels':
    case 'open':
      return null;
  }
}

function onLeg(book: CustodyState, leg: string, change: Partial<LegRun>): CustodyState {
  return { ...book, legs: { ...book.legs, [leg]: { ...legRun(book, leg), ...change } } };
}
