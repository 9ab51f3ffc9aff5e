import { z } from 'zod';
import type { SessionSource } from '../engine/season-plan.js';
import { faultAt, type Fault } from './faults.js';
import { time } from './schema-step.js';
import { checkShape, id, shape, title } from './shape.js';
import type { YamlSource } from './yaml-source.js';

const FILE = shape({ sessions: z.array(z.unknown()).min(1) });
const SESSION = shape({
  id,
  title,
  exam: id.optional(),
  day: z.int().min(0).max(60),
  start: time,
  end: time,
});

interface Placed {
  readonly session: SessionSource;
  readonly n: number;
}

/** Reads sessions.yaml: the papers of the exam with their civil times, `day` counted from the first. */
export function readSessions(source: YamlSource): { sessions: SessionSource[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const file = checkShape(FILE, source, [], source.value, faults);
  const placed = (file?.sessions ?? []).flatMap((value, n): Placed[] => {
    const session = checkShape(SESSION, source, ['sessions', n], value, faults);
    return session === null ? [] : [{ session: sessionOf(session), n }];
  });
  for (const one of placed) faults.push(...sessionFaults(source, one, placed));
  return { sessions: placed.map(({ session }) => session), faults };
}

function sessionOf({ exam, ...rest }: z.infer<typeof SESSION>): SessionSource {
  return { ...rest, ...(exam !== undefined && { exam }) };
}

function sessionFaults(
  source: YamlSource,
  { session, n }: Placed,
  all: readonly Placed[],
): Fault[] {
  const place = (key: string) => source.place(['sessions', n, key]);
  const earlier = all.filter((other) => other.n < n).map((other) => other);
  const same = earlier.find((other) => other.session.id === session.id);
  if (same !== undefined) {
    const { line } = source.place(['sessions', same.n, 'id']);
    return [faultAt(place('id'), 'duplicate-id', { id: session.id, line })];
  }
  if (session.end <= session.start) return [faultAt(place('end'), 'session-order')];
  const overlapped = earlier.find((other) => overlaps(other.session, session));
  if (overlapped === undefined) return [];
  return [faultAt(place('start'), 'session-overlap', { other: overlapped.session.id })];
}

// `HH:MM` sorts as text.
const overlaps = (a: SessionSource, b: SessionSource): boolean =>
  a.day === b.day && a.start < b.end && b.start < a.end;
