/** The places of a process for changes under way. Pure but for what it counts; instants in milliseconds. */
export interface Places {
  /** Whether one is free. */
  hasOne(): boolean;
  take(): void;
  free(at: number): void;
  /**
   * For who has found none: in how many seconds to come again, 1 to 60. Each is told another moment, as fast as places
   * come free, so that those who are sent away come back one by one and find one.
   */
  comeAgainS(at: number): number;
}

/** Beyond that the moments told begin again from the front: nobody is sent away for long. */
const FURTHEST_MS = 60_000;
const SOONEST_MS = 1_000;
/** What came free longer ago hardly counts for the pace. */
const FADING_S = 3;
/** More are called than places come free: who does not come shall leave none empty. */
const CALLED = 1.5;
/** The slowest pace reckoned with, in seconds for all places: a burst begins with nothing measured. */
const ALL_FREE_IN_S = 4;

export function createPlaces(most: number): Places {
  let taken = 0;
  let toldAt = 0;
  /** How many came free lately, fading: in a steady state `FADING_S` times as many as come free in a second. */
  let freed = { count: 0, at: 0 };
  const freedBy = (at: number): number =>
    freed.count * Math.exp((freed.at - at) / (FADING_S * 1_000));

  return {
    hasOne: () => taken < most,
    take() {
      taken += 1;
    },
    free(at) {
      taken -= 1;
      freed = { count: freedBy(at) + 1, at };
    },
    comeAgainS(at) {
      const aSecond = Math.max((CALLED * freedBy(at)) / FADING_S, most / ALL_FREE_IN_S);
      toldAt = Math.max(toldAt, at + SOONEST_MS) + 1_000 / aSecond;
      if (toldAt > at + FURTHEST_MS) toldAt = at + SOONEST_MS;
      return Math.ceil((toldAt - at) / 1_000);
    },
  };
}
