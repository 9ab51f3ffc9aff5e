import type { Season } from '../adapters/store/types.js';
import type { Duty, UnitEvent } from '../engine/model.js';
import type { Parts } from './service.js';

/** How many rungs the ladders of a season's duties have, the repeats of the last not counted. */
export interface LadderLengths {
  /** 0 where the duty is not known. An occurrence of a series climbs the ladder of its series. */
  readonly rungs: (path: string, duty: string, side: 'owner' | 'acceptor') => number;
  /** Learns the ladder of a duty that is added while the season runs: the plan does not hold it. */
  readonly learn: (path: string, event: UnitEvent) => void;
}

/** The ladders of the version that a season runs by now. */
export async function ladderLengths(
  { store }: Pick<Parts, 'store'>,
  { id, version }: Pick<Season, 'id' | 'version'>,
): Promise<LadderLengths> {
  const lengths = new Map<string, number>();
  const take = (path: string, { id: duty, ladder, accept }: Duty): void => {
    lengths.set(`owner ${path}:${duty}`, ladder.rungs.length);
    lengths.set(`acceptor ${path}:${duty}`, accept?.ladder.rungs.length ?? 0);
  };
  for (const [path, hash] of Object.entries(await store.unitHashes(id, version)))
    for (const duty of (await store.unitPlan(hash))?.duties ?? []) take(path, duty);
  return {
    rungs: (path, duty, side) => {
      const series = duty.slice(0, Math.max(duty.lastIndexOf('@'), 0));
      return (
        lengths.get(`${side} ${path}:${duty}`) ?? lengths.get(`${side} ${path}:${series}`) ?? 0
      );
    },
    learn: (path, event) => {
      if (event.type === 'added') take(path, event.added);
    },
  };
}
