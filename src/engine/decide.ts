import { earliest, itemAt } from './agenda.js';
import { actOnDuty } from './act.js';
import { actOnUnit } from './act-on-unit.js';
import { begunAs } from './begun-as.js';
import type { BoardRow } from './board.js';
import { evolve } from './evolve.js';
import { forgottenBy } from './forgotten.js';
import { isIntentOf } from './intent.js';
import {
  epochMs,
  NEVER,
  type Answer,
  type Command,
  type Duty,
  type DutyCommand,
  type EpochMs,
  type Progress,
  type Scripted,
  type UnitEvent,
} from './model.js';
import { hearersOf, isDutyCommand, named, said } from './meant.js';
import { dutyNamed } from './named.js';
import { mustAsk } from './needs.js';
import { oralFollowUp } from './oral.js';
import { factOf, type Outcome, type Refused } from './outcome.js';
import { afterNext, breaksPromise, isTurn, ladderOf, nextWord, type Word } from './schedule.js';
import { dutyAt, find, planOf, type Plan, type State } from './state.js';
import { armedBy, turnOf } from './turn.js';

// Far more than a unit can owe at once: an endless loop would wedge its workflow without a word.
const MOST_TURNS = 100_000;

export interface Decision {
  readonly events: readonly UnitEvent[];
  readonly answer: Answer;
  /** The events folded into the state they were decided on: `events.reduce(evolve, state)`. */
  readonly state: State;
  /** The plan that now holds: another one after `adopt`. */
  readonly plan: Plan;
  /** Last rows of the occurrences whose place others have taken: the state knows these no more. */
  readonly forgotten: readonly BoardRow[];
}

/**
 * The one door: what happens to the unit when `command` arrives at `now`.
 *
 * What is owed by `now` fires first, whatever the command: so a late timer cannot change the
 * outcome, and a tick is simply a command with nothing to add.
 */
export function decide(plan: Plan, state: State, command: Command, now: EpochMs): Decision {
  const course = new Course(plan, state);
  keepTime(course, now);
  if (command.type === 'tick') return course.decision({ at: now });

  const known = 'key' in command ? state.keys.filter(({ key }) => key === command.key) : [];
  const same = known.find(({ intent }) => isIntentOf(intent, said(plan, command)));
  if (same) return course.decision(same.answer);
  const answer =
    known.length > 0
      ? refuse(course, command, { refused: 'key-reused' }, now)
      : perform(course, command, now);
  keepTime(course, now);
  return course.decision(answer);
}

/** When to tick next. `NEVER`: nothing more can fall due by itself. */
export function nextWake(plan: Plan, state: State): EpochMs {
  const { agenda, played, paused, closed } = state;
  const { script } = plan;
  if (closed || heldAt(plan, state) !== null) return NEVER;
  const scripted = script?.[played]?.at ?? NEVER;
  // A pause silences the words; the rehearsal's participants go on, or none could end it.
  const word = paused ? NEVER : agenda.root.wakeAt;
  return word <= scripted ? word : scripted;
}

/**
 * The instant at which a rehearsal's participant waits for an answer of the tree, or null. Until it has
 * come nothing later may happen: in the time of a rehearsal a second's waiting is hours.
 */
function heldAt(plan: Plan, state: State): EpochMs | null {
  if (plan.script === null || state.asking.length === 0) return null;
  const scripted = plan.script[state.played];
  if (!scripted || !isReport(scripted.command)) return null;
  // What is owed before is said first.
  if (!state.paused && state.agenda.root.wakeAt <= scripted.at) return null;
  const named = dutyNamed(plan, state, scripted.command);
  if ('refused' in named || !mustAsk(named.duty)) return null;
  // Also a question of before, at its opening, may still be on its way: its answer may be all it needs.
  return named.progress.asking === null ? null : scripted.at;
}

/**
 * The next instant at which something may happen to the unit: all before it has happened. What gates ask
 * for, and duties that need something of it.
 */
export function storyEnd(plan: Plan, state: State): EpochMs {
  const held = heldAt(plan, state);
  // It has said all that was owed at the instant at which it waits.
  return held === null ? nextWake(plan, state) : epochMs(held + 1);
}

/** A decision in the making: each event changes the state that the next one is decided on. */
class Course {
  readonly #events: UnitEvent[] = [];
  readonly #forgotten: BoardRow[] = [];
  constructor(
    public plan: Plan,
    public state: State,
  ) {}

  push(...events: readonly UnitEvent[]): void {
    for (const event of events) {
      const forgotten = forgottenBy(this.plan, this.state, event);
      if (forgotten) this.#forgotten.push(forgotten);
      this.state = evolve(this.plan, this.state, event);
      this.#events.push(event);
      this.push(...armedBy(this.plan, this.state, event));
    }
  }

  decision(answer: Answer): Decision {
    const { plan, state } = this;
    return { events: this.#events, answer, state, plan, forgotten: this.#forgotten };
  }
}

// Words and scripted commands in the order of the plan; at one instant the words come first.
function keepTime(course: Course, now: EpochMs): void {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const wake = nextWake(course.plan, course.state);
    if (wake > now) return;
    const { paused, agenda } = course.state;
    if (!paused && agenda.root.wakeAt === wake) sayNextWord(course, now);
    else playNext(course);
  }
  throw new Error(`${course.plan.path}: still owing words after ${MOST_TURNS} turns`);
}

function sayNextWord(course: Course, now: EpochMs): void {
  const { plan, state } = course;
  const place = earliest(state.agenda);
  const duty = dutyAt(plan, state, place);
  const progress = itemAt(state.agenda, place);
  if (duty && isTurn(duty, progress))
    return course.push(...turnOf(plan, state, duty, progress, now));
  const word = duty && nextWord(duty, progress);
  if (!duty || !word) throw new Error(`${plan.path}: the agenda wakes for nothing at ${place}`);

  const { action, rung, owedAt, side, to, unspoken } = word;
  // A rehearsal runs as if it were never late: its clock is too fast to be kept.
  const at = plan.script ? owedAt : now;
  const firing = { duty: duty.id, action, rung, owedAt, side, at };
  if (duty.kind === 'gate' && (action === 'gate' || action === 'escalate'))
    return course.push({ type: 'asked', ...firing });
  const isBroken = breaksPromise(word, progress);
  // With its first word it asks what it needs of other units.
  const asks = mustAsk(duty) && side === 'owner' && isUnasked(progress);
  const asked: UnitEvent[] = asks ? [questionAt(duty.id, owedAt, at)] : [];
  if (!plan.script && !isBroken && isOvertaken(duty, progress, word, now))
    return course.push({ type: 'superseded', ...firing }, ...asked);
  const told = { type: 'told', ...firing, to, ...(unspoken && { unspoken }) } as const;
  course.push(isBroken ? { ...told, broken: true } : told, ...asked);
}

const isUnasked = ({ asking, judgedAt }: Progress): boolean => asking === null && judgedAt === null;

const questionAt = (duty: string, owedAt: EpochMs, at: EpochMs): UnitEvent => ({
  ...{ type: 'asked', duty, action: 'gate', rung: -1, owedAt, side: 'owner', at },
});

// A reminder is pointless once a later word on the same duty goes out with it; a rung never is, and
// of the last rung's repeats the newest says it all.
function isOvertaken(
  duty: Duty,
  progress: Progress,
  { action, rung }: Word,
  now: EpochMs,
): boolean {
  const isMinor = action === 'open' || action === 'remind';
  const isRepeat = action === 'escalate' && rung >= ladderOf(duty, progress).rungs.length;
  return (isMinor || isRepeat) && afterNext(duty, progress) <= now;
}

function playNext(course: Course): void {
  const { plan, state } = course;
  const scripted = plan.script?.[state.played];
  if (!scripted || asksFirst(course, scripted)) return;
  const before = course.state.seq;
  perform(course, scripted.command, scripted.at, state.played);
  // Every scripted command leaves a trace, or it would be played for ever.
  if (course.state.seq === before)
    course.push({
      ...{ type: 'refused', by: 'script', at: scripted.at, scripted: state.played },
      ...{ command: scripted.command.type, reason: 'unreadable' },
    });
}

/** In a rehearsal nobody tries twice: the tree is asked before the participant is judged. */
function asksFirst(course: Course, { at, command }: Scripted): boolean {
  if (!isReport(command)) return false;
  const named = dutyNamed(course.plan, course.state, command);
  if ('refused' in named || !mustAsk(named.duty)) return false;
  const { duty, progress } = named;
  if (progress.acceptedAt !== null || progress.judgedAt === at) return false;
  // What was there stays there: no need to ask again.
  if (progress.missing?.length === 0) return false;
  if (progress.asking === null) course.push(questionAt(duty.id, at, at));
  return true;
}

const isReport = (command: Command): command is DutyCommand =>
  command.type === 'complete' || command.type === 'answer' || command.type === 'confirm';

function perform(course: Course, command: Command, now: EpochMs, scripted?: number): Answer {
  const outcome = outcomeOf(course, command, now);
  if ('refused' in outcome) return refuse(course, command, outcome, now, scripted);
  for (const [n, event] of outcome.entries()) {
    if (event.type === 'adopted' && command.type === 'adopt') course.plan = planOf(command.plan);
    const isMarked = n === 0 && scripted !== undefined && 'by' in event;
    course.push(isMarked ? { ...event, scripted } : event);
  }
  course.push(...oralFollowUp(course.plan, course.state, command, outcome, now));
  const refused = outcome.find((event) => event.type === 'refused');
  if (refused) return { at: now, refused: refused.reason, noted: true };
  return { at: now, ...begunAs(outcome[0]) };
}

function outcomeOf({ plan, state }: Course, command: Command, now: EpochMs): Outcome {
  if (state.closed) return { refused: 'closed' };
  // A bare signal may complete what is marked for systems, and nothing else.
  if ('unverified' in command && !isDutyCommand(command) && !isBareWord(command))
    return { refused: 'not-for-systems', detail: command.type };
  return isDutyCommand(command)
    ? actOnDuty(plan, state, command, now)
    : actOnUnit(plan, state, command, now);
}

// What may be said by a bare signal and completes nothing: a lock's alarm, and what nobody can read.
const isBareWord = ({ type }: Command): boolean => type === 'unreadable' || type === 'unlock';

// Refused by its value and on record; the owner hears of what an unverified sender got wrong.
function refuse(
  course: Course,
  command: Command,
  { refused, detail, since, asks }: Refused,
  now: EpochMs,
  scripted?: number,
): Answer {
  const answer: Answer = {
    ...{ at: now, refused, ...(detail && { detail }), ...(since && { since }) },
    ...(asks !== undefined && { asked: true }),
  };
  if (!('by' in command)) return answer;
  const { duty } = named(course.plan, course.state, command);
  const to = command.unverified ? hearersOf(course.plan, course.state, duty) : [];
  course.push({
    type: 'refused',
    command: command.type,
    ...factOf(command, now),
    reason: refused,
    ...(duty !== undefined && { duty }),
    ...(detail && { detail }),
    ...(since && { since }),
    ...(asks !== undefined && { asked: true }),
    ...(to.length > 0 && { to }),
    ...(scripted !== undefined && { scripted }),
  });
  const asking = asks === undefined ? undefined : find(course.plan, course.state, asks);
  // In a rehearsal it has just been asked.
  if (asking?.progress.asking === null && scripted === undefined)
    course.push(questionAt(asking.duty.id, now, now));
  return answer;
}
