import type { Client } from '@temporalio/client';
import type { Store } from '../adapters/store/store.js';
import { planTime, type Clock } from '../engine/clock.js';

/** One thing that is wrong; the same key while it stays wrong. */
export interface Trouble {
  readonly key: string;
  readonly line: string;
}

const STUCK_MS = 120_000;
const ANSWER_WITHIN_MS = 10_000;

/**
 * Looks from outside at what would be silent by itself: a unit whose instant passed more than two
 * minutes ago without a record, a refused record, a server or a store that does not answer.
 */
export async function look(store: Store, client: Client, now: number): Promise<readonly Trouble[]> {
  const troubles: Trouble[] = [];
  const isTemporalUp = await client
    .withDeadline(Date.now() + ANSWER_WITHIN_MS, () => client.workflowService.getSystemInfo({}))
    .then(
      () => true,
      () => false,
    );
  if (!isTemporalUp)
    troubles.push({
      key: 'temporal',
      line: 'Temporal 服务器没有应答 · the Temporal server does not answer',
    });
  try {
    troubles.push(...(await unitsInTrouble(store, now)));
  } catch (error) {
    troubles.push({
      key: 'store',
      line: `台账没有应答 · the store does not answer: ${String(error)}`,
    });
  }
  return troubles;
}

async function unitsInTrouble(store: Store, now: number): Promise<Trouble[]> {
  const running = (await store.seasons()).filter(({ status }) => status === 'running');
  const troubles: Trouble[] = [];
  for (const { id, clock } of running) {
    const wakeBefore = planTime(clock as Clock, now - STUCK_MS);
    for (const { path } of await store.stuck({ season: id, wakeBefore }))
      troubles.push({
        key: `stuck/${id}/${path}`,
        line: `${id}/${path} 时限已过两分钟没有动作 · its instant passed two minutes ago without a record`,
      });
    for (const { path, alarm } of await store.units(id))
      if (alarm !== null)
        troubles.push({
          key: `alarm/${id}/${path}`,
          line: `${id}/${path} 台账拒收 · the store refuses its record: ${alarm}`,
        });
  }
  return troubles;
}

/** Remembers what was told, so that a lasting trouble is told once an hour and its end once. */
export function createTeller(
  tell: (line: string) => void,
): (found: readonly Trouble[], now: number) => void {
  const told = new Map<string, { line: string; at: number }>();
  return (found, now) => {
    for (const { key, line } of found) {
      const before = told.get(key);
      if (before && now - before.at < 3_600_000) continue;
      told.set(key, { line, at: now });
      tell(`⚠ ${line}`);
    }
    for (const [key, { line }] of told) {
      if (found.some((trouble) => trouble.key === key)) continue;
      told.delete(key);
      tell(`✓ 已恢复 · over: ${line}`);
    }
  };
}
