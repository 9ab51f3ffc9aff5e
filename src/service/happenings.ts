import type { Season } from '../adapters/store/types.js';
import type { UnitEvent } from '../engine/model.js';
import { known } from './seasons.js';
import type { Parts } from './service.js';

/** An event with what a reader needs to understand it. */
export interface SeasonEvent {
  readonly path: string;
  readonly unitTitle: string;
  readonly seq: number;
  readonly event: UnitEvent;
  readonly recordedAt: number;
}

/** How far each unit's log has been read. */
export type Seen = Readonly<Record<string, number>>;

/** What has happened in a season since `seen`, in the order of the plan's time. */
export async function happenings(
  parts: Parts,
  id: string,
  seen: Seen,
): Promise<{
  readonly season: Season;
  readonly events: readonly SeasonEvent[];
  readonly seen: Seen;
}> {
  const season = await known(parts, id);
  const units = await parts.store.units(id);
  const fresh = units.filter(({ path, head }) => head > (seen[path] ?? 0));
  const logs = await Promise.all(
    fresh.map(async ({ path, title }) => {
      const events = await parts.store.events(id, path, (seen[path] ?? 0) + 1);
      return events.map(({ seq, event, recordedAt }) => ({
        path,
        unitTitle: title.zh,
        seq,
        event,
        recordedAt,
      }));
    }),
  );
  const events = logs.flat().sort((a, b) => a.event.at - b.event.at);
  const read = events.map(({ path, seq }) => [path, seq] as const);
  const next: Record<string, number> = { ...seen };
  for (const [path, seq] of read) next[path] = Math.max(next[path] ?? 0, seq);
  return { season, events, seen: next };
}
