import { reconcile } from './reconcile.js';
import { resumeAll, type Resumed } from './seasons.js';
import type { Parts } from './service.js';

/**
 * Starts what a crash has left unstarted. Where the store was put back from a backup since, it and Temporal are first
 * brought to one story; a unit that did not answer then is asked again by the next start.
 */
export async function resume(parts: Parts): Promise<readonly Resumed[]> {
  const { operations } = parts.store;
  const restored = await operations.lastBeat('restored');
  if (restored !== null && isOwed(restored.body)) {
    const seasons = (await parts.store.seasons()).filter(({ status }) => status !== 'closed');
    let isWhole = true;
    for (const { id } of seasons)
      if ((await reconcile(parts, id)).silent.length > 0) isWhole = false;
    if (isWhole) await operations.beat('restored', restored.at, { reconciled: true });
  }
  return resumeAll(parts);
}

const isOwed = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'reconciled' in body && body.reconciled === false;
