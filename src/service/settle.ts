import { setTimeout as sleep } from 'node:timers/promises';
import { seasonId, unitId, type Progress } from '../../workflows/messages.js';
import { SEASON_PATH } from '../engine/model.js';
import type { Parts } from './service.js';

const AT_ONCE = 16;
const ASK_WITHIN_MS = 10_000;
/** A record that failed is tried again within ten seconds. */
const WRITTEN_WITHIN_MS = 30_000;
const PAUSE_MS = 200;

type Asked = Pick<Parts, 'client' | 'store'>;

/**
 * Returns when the store holds all that the running units knew when this was called. False where a unit could not be
 * asked, or its events did not come in time: then the store may lack what people were told is done.
 */
export async function settle(parts: Asked): Promise<boolean> {
  let isSettled = true;
  for (const { id, status } of await parts.store.seasons()) {
    if (status === 'closed') continue;
    const heads = await headsTold(parts, id);
    if (heads === null || !(await written(parts, id, heads))) isSettled = false;
  }
  return isSettled;
}

/** How far each unit is by its own word; null where one does not say. */
async function headsTold(
  { client, store }: Asked,
  season: string,
): Promise<ReadonlyMap<string, number> | null> {
  const heads = new Map<string, number>();
  const paths = (await store.units(season)).map(({ path }) => path);
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const group = paths.slice(at, at + AT_ONCE);
    const told = await Promise.all(
      group.map((path) => {
        const id = path === SEASON_PATH ? seasonId(season) : unitId(season, path);
        const ask = () => client.workflow.getHandle(id).query<Progress>('progress');
        return client.withDeadline(Date.now() + ASK_WITHIN_MS, ask).catch(() => null);
      }),
    );
    for (const [n, path] of group.entries()) {
      const progress = told[n];
      if (!progress) return null;
      heads.set(path, progress.seq);
    }
  }
  return heads;
}

async function written(
  { store }: Asked,
  season: string,
  heads: ReadonlyMap<string, number>,
): Promise<boolean> {
  const until = Date.now() + WRITTEN_WITHIN_MS;
  for (;;) {
    const units = await store.units(season);
    if (units.every(({ path, head }) => head >= (heads.get(path) ?? 0))) return true;
    if (Date.now() > until) return false;
    await sleep(PAUSE_MS);
  }
}
