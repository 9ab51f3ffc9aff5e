import { z } from 'zod';
import { plusDays } from '../engine/calendar.js';
import type { ExamSource, SessionSource } from '../engine/season-plan.js';
import { addAll, faultAt, gather, someOf, type Fault } from './faults.js';
import type { PlanFile } from './read-plan.js';
import { time } from './schema-step.js';
import { checkShape, id, shape, title } from './shape.js';
import type { YamlSource } from './yaml-source.js';

const FILE = shape({ sessions: z.array(z.unknown()).min(1) });
export const SESSION = shape({
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
export function readSessions(
  source: YamlSource,
  plan: Pick<PlanFile, 'exams'> | null,
): { sessions: SessionSource[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const file = checkShape(FILE, source, [], source.value, faults);
  const placed = (file?.sessions ?? []).flatMap((value, n): Placed[] => {
    const session = checkShape(SESSION, source, ['sessions', n], value, faults);
    return session === null ? [] : [{ session: sessionOf(session), n }];
  });
  if (plan !== null)
    addAll(
      faults,
      gather(placed, (one) => examFaults(source, one, plan.exams)),
    );
  addAll(
    faults,
    gather(placed, (one) => sessionFaults(source, one, placed)),
  );
  return { sessions: placed.map(({ session }) => session), faults };
}

/** Each session belongs to an exam of the plan, and lies within its days. */
function examFaults(
  source: YamlSource,
  { session, n }: Placed,
  exams: readonly ExamSource[] | undefined,
): Fault[] {
  const place = (key: string) => source.place(['sessions', n, key]);
  const exam = session.exam === undefined ? exams?.[0] : findById(exams, session.exam);
  if (exam === undefined) {
    if (session.exam === undefined) return [];
    const known =
      someOf(
        (exams ?? []).map(({ id }) => id),
        20,
      ) || '–';
    return [faultAt(place('exam'), 'unknown-exam', { exam: session.exam, known })];
  }
  if (plusDays(exam.firstDay, session.day) <= exam.lastDay) return [];
  return [faultAt(place('day'), 'session-outside', { exam: exam.id, last: exam.lastDay })];
}

const findById = (exams: readonly ExamSource[] | undefined, id: string): ExamSource | undefined =>
  exams?.find((exam) => exam.id === id);

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
  a.exam === b.exam && a.day === b.day && a.start < b.end && b.start < a.end;
