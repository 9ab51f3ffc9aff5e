import type { RecordedEvent } from '../../adapters/store/types.js';
import { withExtension, type Extension } from '../../engine/extension.js';

/** By unit and session, milliseconds of the plan. */
export type Later = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** By how much sessions last longer at the units that were given more time, from the events that say so. */
export function laterIn(events: readonly RecordedEvent[]): Later {
  const extensions = new Map<string, readonly Extension[]>();
  for (const { path, event } of events)
    if (event.type === 'extended')
      extensions.set(path, withExtension(extensions.get(path) ?? [], event));
  return new Map([...extensions].map(([path, known]) => [path, sums(known)] as const));
}

function sums(extensions: readonly Extension[]): ReadonlyMap<string, number> {
  const later = new Map<string, number>();
  for (const { session, byMs } of extensions) later.set(session, (later.get(session) ?? 0) + byMs);
  return later;
}
