import { epochMs, type Command, type Duty, type EpochMs, type Scripted } from '../engine/model.js';
import { parseDuration } from '../engine/moment.js';
import type { Duration } from '../engine/season-plan.js';
import { draw } from './draw.js';
import { personOn } from './rehearsal-cast.js';
import { perform, performWrongly, type Doing } from './rehearsal-doing.js';
import type { Stage } from './rehearsal-play.js';
import type { Exception } from './rehearsal-script.js';
import { byDay, DAY_MS, HOUR_MS, MINUTE_MS, onceReady, usualInstant } from './rehearsal-times.js';

/** How one duty, or one occurrence of a series, goes from its opening to its end; empty where nobody does it. */
export function playOnce(stage: Stage, doing: Doing, exception: Exception | undefined): Scripted[] {
  const { duty } = doing;
  const usual = ready(doing, usualAt(stage, doing));
  switch (exception?.do) {
    case undefined:
    // Only of a watch.
    case 'leave':
      return [...signedFor(stage, doing, usual), ...done(stage, doing, usual)];
    case 'never':
      return [];
    case 'late':
      return done(stage, doing, ready(doing, afterDue(duty, exception.after)));
    case 'wrong':
      return accepted(
        stage,
        doing,
        performWrongly(doing, usual, parseDuration(exception.fixAfter) ?? 0),
      );
    case 'promise-broken':
      return promiseBroken(stage, doing, exception);
    case 'return-once':
      return returnedOnce(stage, doing, usual, exception);
  }
}

const usualAt = ({ script, cast }: Stage, { duty, unit }: Doing): EpochMs =>
  usualInstant(duty, unit, script.defaults.done, cast.anchors.calendar);

const ready = ({ duty, earliest }: Doing, at: EpochMs): EpochMs =>
  onceReady(at, earliest, duty.dueAt);

const afterDue = ({ dueAt }: Duty, text: Duration): EpochMs =>
  epochMs(dueAt + (parseDuration(text) ?? 0));

/** 签收: what has days of time is signed for soon after it opens. */
function signedFor({ cast }: Stage, { duty, unit, named }: Doing, doneAt: EpochMs): Scripted[] {
  const { openAt } = duty;
  if (duty.kind !== 'task' || openAt === null || duty.dueAt - openAt < 2 * DAY_MS) return [];
  const at = epochMs(openAt + (10 + draw(`${unit} ${duty.id} sign`, 170)) * MINUTE_MS);
  if (at >= doneAt) return [];
  return [{ at, command: { type: 'signFor', ...named, by: personOn(cast, duty.doer) } }];
}

/** Done at an instant, and accepted where somebody must. */
const done = (stage: Stage, doing: Doing, at: EpochMs): Scripted[] =>
  accepted(stage, doing, perform(doing, at));

function accepted(stage: Stage, doing: Doing, commands: Scripted[]): Scripted[] {
  const last = commands.at(-1);
  return last && doing.duty.accept ? [...commands, acceptance(stage, doing, last)] : commands;
}

function promiseBroken(
  stage: Stage,
  doing: Doing,
  { promise, after }: Extract<Exception, { do: 'promise-broken' }>,
): Scripted[] {
  const { duty, named } = doing;
  const promiseAt = afterDue(duty, promise);
  // Half way to what is promised, an hour after the due instant at most: the first rungs have gone out.
  const at = epochMs(Math.min((duty.dueAt + promiseAt) / 2, duty.dueAt + HOUR_MS));
  const by = personOn(stage.cast, duty.doer);
  const signs: Scripted = { at, command: { type: 'signFor', ...named, by, promiseAt } };
  return [signs, ...done(stage, doing, ready(doing, afterDue(duty, after)))];
}

function returnedOnce(
  stage: Stage,
  doing: Doing,
  at: EpochMs,
  { reason, newDue }: Extract<Exception, { do: 'return-once' }>,
): Scripted[] {
  const { duty, named } = doing;
  const newDueMs = parseDuration(newDue) ?? DAY_MS;
  const first = perform(doing, at);
  const submitted = first.at(-1);
  if (submitted === undefined || duty.accept === null) return first;
  const { at: returnAt, command } = acceptance(stage, doing, submitted);
  const by = 'by' in command ? command.by : duty.accept.by;
  const dueAt = epochMs(returnAt + newDueMs);
  const returned: Command = { type: 'return', ...named, by, reason, dueAt };
  const half = epochMs(returnAt + Math.round(newDueMs / 2));
  const { calendar } = stage.cast.anchors;
  const again = byDay(calendar, half, dueAt, `${doing.unit} ${duty.id} again`);
  return [
    ...first,
    { at: returnAt, command: returned },
    ...done(stage, { ...doing, earliest: returnAt }, again),
  ];
}

function acceptance(
  { script, cast }: Stage,
  { duty, named, unit }: Doing,
  last: Scripted,
): Scripted {
  const { by: post, withinMs } = duty.accept ?? { by: duty.answerable, withinMs: DAY_MS };
  const waits = Math.min(parseDuration(script.defaults.acceptAfter) ?? 0, Math.floor(withinMs / 2));
  const submitter = 'by' in last.command ? last.command.by : '';
  const by = personOn(cast, post, [submitter]);
  const latest = epochMs(last.at + Math.floor(withinMs * 0.9));
  const at = byDay(
    cast.anchors.calendar,
    epochMs(last.at + waits),
    latest,
    `${unit} ${duty.id} accept`,
  );
  return { at, command: { type: 'accept', ...named, by } };
}
