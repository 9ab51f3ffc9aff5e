import { closedTo, fact, gathered, outOfHands, type Of, type Scene } from './act-scene.js';
import type { AnsweredLine, Duty, Progress } from './model.js';
import { treeNeedOpen } from './needs.js';
import { no, type Outcome, type Refused } from './outcome.js';
import { silentLines } from './schedule.js';

const MOST_NAMED = 10;

/** Answers lines of an ask, or of a task that departments do together. */
export function answer(scene: Scene, command: Of<'answer'>): Outcome {
  const { duty, progress } = scene;
  const isJoint = duty.kind === 'task' && duty.lines.length > 0;
  if (duty.kind !== 'ask' && !isJoint) return no('wrong-kind', duty.kind);
  // A joint department answers for itself, whatever the lead still waits for.
  const closed = isJoint ? outOfHands(progress) : closedTo(scene, command);
  if (closed) return closed;
  const lines = expanded(duty, progress, command.lines);
  const unknown = lines.find(({ line }) => !duty.lines.some(({ id }) => id === line));
  if (unknown || lines.length === 0) return no('unknown-line', unknown?.line ?? '');
  const wordless = lines.find(({ state, note }) => state === 'abnormal' && !note);
  if (wordless) return no('abnormal-needs-words', wordless.line);
  const answered = new Set(lines.map(({ line }) => line));
  const isComplete = silentLines(duty, progress).every(({ id }) => answered.has(id));
  const abnormal = lines.some(({ state }) => state === 'abnormal');
  const event = {
    type: 'answered',
    ...fact(scene, command),
    lines,
    ...(abnormal && { to: [duty.answerable] }),
  } as const;
  if (!isComplete || isJoint) return [event];
  const open = treeNeedOpen(duty, progress);
  if (open) return open;
  const was = progress.answers?.split('') ?? [];
  const ever = abnormal || duty.lines.some(({ id }, n) => was[n] === 'a' && !answered.has(id));
  return [event, ...gathered(scene, command, ever)];
}

/** A duty of lines is reported when each has been answered. */
export function linesSilent({ duty, progress }: Scene): Refused | null {
  const silent = silentLines(duty, progress).map(({ id }) => id);
  return silent.length > 0 ? no('lines-silent', silent.slice(0, MOST_NAMED).join(' ')) : null;
}

/** `*` answers for every line not yet answered: "all normal", with exceptions named beside it. */
function expanded(
  duty: Duty,
  progress: Progress,
  lines: readonly AnsweredLine[],
): readonly AnsweredLine[] {
  const named = lines.filter(({ line }) => line !== '*');
  const star = lines.find(({ line }) => line === '*');
  const firsts = named.filter(
    ({ line }, n) => named.findIndex((other) => other.line === line) === n,
  );
  if (!star) return firsts;
  const rest = silentLines(duty, progress).filter(
    ({ id }) => !named.some(({ line }) => line === id),
  );
  return [...firsts, ...rest.map(({ id }) => ({ ...star, line: id }))];
}
