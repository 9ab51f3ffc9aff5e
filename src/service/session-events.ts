import type { DutyView, RecordedEvent } from '../adapters/store/types.js';
import type { Parts } from './service.js';

/**
 * A duty's events with those by which its session was given more time: they stand in the unit's log under the approval,
 * and have moved this duty, too.
 */
export async function withExtensions(
  { store }: Pick<Parts, 'store'>,
  { season, path, session }: Pick<DutyView, 'season' | 'path' | 'session'>,
  events: readonly RecordedEvent[],
): Promise<readonly RecordedEvent[]> {
  // An occurrence of a series has its number behind the session; what was begun for a session says so itself.
  const of = begunFor(events) ?? session?.split('@')[0];
  if (of === undefined) return events;
  const own = new Set(events.map(({ seq }) => seq));
  const others = (await store.extensions(season, path)).filter(
    ({ seq, event }) => event.type === 'extended' && event.session === of && !own.has(seq),
  );
  return [...events, ...others].sort((one, other) => one.seq - other.seq);
}

/** The session that a duty's procedure was begun for; undefined where it was for none. */
export function begunFor(events: readonly RecordedEvent[]): string | undefined {
  const added = events.find(({ event }) => event.type === 'added')?.event;
  return added?.type === 'added' ? added.added.session : undefined;
}
