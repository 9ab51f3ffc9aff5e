import type { Command, OralAct } from './command.js';
import { epochMs, type Duty, type EpochMs, type Ladder, type Post } from './duty.js';
import type { UnitEvent } from './event.js';
import { no, type Refused } from './outcome.js';
import { find, type Plan, type State } from './state.js';

type Recorded = Extract<Command, { readonly recordedBy?: string }>;

// Half of the time is gone once before; whoever reads his messages on leaving the vault sees it then.
const REMINDERS = 2;

/**
 * What somebody typed in for another (先口头、后补录) holds at once, and has to be confirmed by the person
 * himself: a duty of its own, so that reminders, ladder, board and proof are those of every duty. Answers the
 * event that adds it; none where nobody recorded for anybody, or the plan was compiled before there was this.
 */
export function oralFollowUp(
  plan: Plan,
  state: State,
  command: Command,
  outcome: readonly UnitEvent[],
  now: EpochMs,
): UnitEvent[] {
  const { oral } = plan;
  // What was refused is nobody's word, whatever came of it.
  if (outcome[0]?.type === 'refused') return [];
  if (!oral || !isRecordedFor(command) || !isOralAct(command.type)) return [];
  const first = outcome.find((event) => 'duty' in event);
  const of = first && 'duty' in first && first.duty ? first.duty : null;
  const found = of === null ? null : find(plan, state, of);
  if (found?.duty.oral) return [];
  const { by, recordedBy = '', happenedAt } = command;
  const added = confirmation(plan, state, {
    ...{ of, by, recordedBy, done: command.type },
    doer: postConcerned(plan, command, found?.duty),
    answerable: found?.duty.answerable ?? plan.coordinator,
    dueAt: epochMs(now + oral.withinMs),
  });
  const title = found
    ? (found.progress.title ?? plan.titles[found.duty.step] ?? found.duty.step)
    : '';
  return [
    {
      ...{ type: 'added', duty: added.id, by: recordedBy, at: now, added, title },
      source: { type: 'oral', by },
      ...(happenedAt !== undefined && { happenedAt }),
      to: [added.doer],
    },
  ];
}

/** Whether one typed in what another said. */
export const isRecordedFor = (command: Command): command is Recorded =>
  'by' in command && command.recordedBy !== undefined && command.recordedBy !== command.by;

/**
 * Why a command on such a confirmation is refused: only the person himself confirms, and nobody by
 * telephone; his objection may come by telephone too; whoever typed it in may not waive it either.
 */
export function oralFault({ oral }: Duty, command: Command): Refused | null {
  if (!oral || !('by' in command)) return null;
  const isHimself = command.by === oral.by;
  const isOnceMore = isRecordedFor(command);
  const isAllowed =
    (command.type === 'complete' && isHimself && !isOnceMore) ||
    (command.type === 'object' && isHimself) ||
    (command.type === 'waive' && command.by !== oral.recordedBy && !isOnceMore);
  return isAllowed ? null : no('only-the-speaker', oral.by);
}

/** Whose objection is an alarm: the coordinator, and who answers for the duty that it is about. */
export const objectionHearers = (plan: Plan, duty: Duty): Post[] =>
  duty.oral ? [...new Set([plan.coordinator, duty.answerable])] : [plan.coordinator];

// What governs the season as a whole is never done by telephone.
const isOralAct = (type: Command['type']): type is OralAct =>
  ![
    'tick',
    'judge',
    'pause',
    'resume',
    'close',
    'adopt',
    'unreadable',
    'reportDelivery',
    'unlock',
  ].includes(type);

interface Wanted extends NonNullable<Duty['oral']> {
  readonly doer: Post;
  readonly answerable: Post;
  readonly dueAt: EpochMs;
}

function confirmation(plan: Plan, state: State, wanted: Wanted): Duty {
  const { of, by, recordedBy, done, doer, answerable, dueAt } = wanted;
  const id = freeId(plan, state);
  const withinMs = plan.oral?.withinMs ?? 0;
  return {
    ...{ id, step: id, kind: 'task', doer, answerable, openAt: null, dueAt },
    remindBeforeMs: [Math.floor(withinMs / REMINDERS)].filter((leadMs) => leadMs > 0),
    ladder: fromCoordinator(plan),
    ...{ accept: null, fields: [], checks: [], lines: [], sign: null, needs: [] },
    ...{ systems: false, quiet: true, parent: null },
    oral: { of, by, recordedBy, done },
  };
}

function freeId(plan: Plan, state: State): string {
  for (let n = state.seq; ; n += 1) if (!find(plan, state, `oral-${n}`)) return `oral-${n}`;
}

// The coordinator hears of it first, whatever the chain of added duties; then it climbs that chain.
function fromCoordinator({ addedLadder, coordinator }: Plan): Ladder {
  const others = addedLadder.rungs.filter(({ to, preview }) => to !== coordinator || preview);
  return { ...addedLadder, rungs: [{ afterMs: 0, to: coordinator }, ...others] };
}

/** On which post the person spoke: whose holder is reminded. */
function postConcerned(plan: Plan, command: Command, duty: Duty | undefined): Post {
  if (!duty) return plan.coordinator;
  switch (command.type) {
    case 'confirm':
      return duty.watch ? duty.doer : command.post;
    case 'accept':
    case 'return':
      return duty.accept?.by ?? duty.answerable;
    case 'waive':
    case 'addStep':
    case 'begin':
      return plan.coordinator;
    case 'answer':
      return duty.lines.find(({ id }) => id === command.lines[0]?.line)?.by ?? duty.doer;
    default:
      return duty.doer;
  }
}
