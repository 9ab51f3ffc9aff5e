import { epochMs } from '../../src/engine/model.js';
import { prepare, type Prepared } from '../../src/service/prepare.js';
import type { World } from './real.js';
import { eventually } from './real-waiting.js';

/** 07:50 in Shanghai on the day of the county's first paper. */
export const COUNTY_MORNING = Date.UTC(2027, 5, 15, 23, 50);
const DAY_MS = 86_400_000;

/** The county's season as it is checked in, all its people in office. */
export function countySeason(season: string): Prepared {
  const read = prepare('plans/county-zhongkao', { season });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return { ...read, posts: read.posts.map((holder) => ({ ...holder, from: '', to: '' })) };
}

/** Starts the county on the morning of its first paper, nobody having done anything; its days last as long as ours. */
export async function startMorning({ service }: World, prepared: Prepared): Promise<void> {
  const now = Date.now();
  const clock = [0, DAY_MS].map((after) => ({
    realAt: epochMs(now + after),
    planAt: epochMs(COUNTY_MORNING + after),
  }));
  await service.startPrepared(prepared, clock);
}

/** Returns when a unit has said what it owes. */
export const unitSpoke = ({ store }: World, season: string, path: string): Promise<true> =>
  eventually(
    `${path} has said what it owes`,
    async () => {
      const unit = (await store.units(season, path)).find((one) => one.path === path);
      return (unit?.head ?? 0) > 0 || undefined;
    },
    60_000,
  );
