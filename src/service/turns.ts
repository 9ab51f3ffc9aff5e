/** So many at a time, in the order in which they came; whoever finds room does not wait at all. */
export interface Turns {
  /** Whether there was room: it is taken then. */
  take(): boolean;
  /** Resolves when there is room, which is taken then. */
  mine(): Promise<void>;
  /** Gives the room back. What was slow, or never answered, is a sign that fewer at a time would do better. */
  pass(wasSlow: boolean): void;
}

/** Few enough that they get through on the slowest machine. */
const LEAST = 4;

/** At most `most` at a time; half as many after one that was slow, one more after each that was not. */
export function createTurns(most: number): Turns {
  const lined: (() => void)[] = [];
  let room = most;
  let under = 0;
  return {
    take() {
      if (under >= room) return false;
      under += 1;
      return true;
    },
    mine: () => new Promise((resolve) => void lined.push(resolve)),
    pass(wasSlow) {
      under -= 1;
      room = wasSlow
        ? Math.max(Math.min(LEAST, most), Math.floor(room / 2))
        : Math.min(most, room + 1);
      for (const next of lined.splice(0, Math.max(0, room - under))) {
        under += 1;
        next();
      }
    },
  };
}
