import {
  type Command,
  type Duty,
  type EpochMs,
  epochMs,
  type Scripted,
  type UnitPlan,
} from '../engine/model.js';
import { parseDuration } from '../engine/moment.js';
import { draw } from './draw.js';
import { addition } from './rehearsal-added.js';
import { type Cast, personOn } from './rehearsal-cast.js';
import { type Doing, perform } from './rehearsal-doing.js';
import type { Exception, RehearsalScript } from './rehearsal-script.js';

export { type Cast, castOf } from './rehearsal-cast.js';

/**
 * What the participants do at one unit in a rehearsal: commands in the order of time, the same on every
 * call. Duties are done between two parts of their time, accepted, signed, answered; the script's
 * exceptions are late, silent, returned or break a promise; its added duties come and are done.
 * A gate is judged by the engine and has no command. Instants are `EpochMs` of the plan.
 */
export function buildScript(unit: UnitPlan, script: RehearsalScript, cast: Cast): Scripted[] {
  const stage = { unit, script, cast };
  const planned = unit.duties.flatMap((duty) => dutyScript(stage, duty, exceptionFor(stage, duty)));
  const added = script.added
    .filter((entry) => entry.unit === unit.path)
    .flatMap((entry) => {
      const { duty, ...adding } = addition(entry, unit, cast);
      return [adding, ...dutyScript(stage, duty, undefined)];
    });
  // A stable sort keeps the order within one duty where two commands share an instant.
  return [...planned, ...added].sort((a, b) => a.at - b.at);
}

interface Stage {
  readonly unit: UnitPlan;
  readonly script: RehearsalScript;
  readonly cast: Cast;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function exceptionFor({ unit, script }: Stage, duty: Duty): Exception | undefined {
  return script.exceptions.find(
    ({ unit: path, step, session }) =>
      path === unit.path &&
      step === duty.step &&
      (session === null || duty.id === `${step}@${session}`),
  );
}

function dutyScript(stage: Stage, duty: Duty, exception: Exception | undefined): Scripted[] {
  if (duty.kind === 'gate' || exception?.do === 'never') return [];
  const usual = usualInstant(stage, duty);
  if (exception === undefined) return [...signedFor(stage, duty), ...done(stage, duty, usual)];
  const after = (text: string): EpochMs => epochMs(duty.dueAt + (parseDuration(text) ?? 0));
  switch (exception.do) {
    case 'late':
      return done(stage, duty, after(exception.after));
    case 'promise-broken': {
      const promiseAt = after(exception.promise);
      // Half way to what is promised, an hour after the due instant at most: the first rungs have gone out.
      const at = epochMs(Math.min((duty.dueAt + promiseAt) / 2, duty.dueAt + HOUR_MS));
      const signs = {
        type: 'signFor',
        ...named(duty),
        by: personOn(stage.cast, duty.doer),
        promiseAt,
      } as const;
      return [{ at, command: signs }, ...done(stage, duty, after(exception.after))];
    }
    case 'return-once':
      return returnedOnce(
        stage,
        duty,
        usual,
        exception.reason,
        parseDuration(exception.newDue) ?? DAY_MS,
      );
  }
}

/** 签收: what has days of time is signed for soon after it opens. */
function signedFor({ unit, cast }: Stage, duty: Duty): Scripted[] {
  if (duty.kind !== 'task' || duty.openAt === null || duty.dueAt - duty.openAt < 2 * DAY_MS)
    return [];
  const at = epochMs(duty.openAt + (10 + draw(`${unit.path} ${duty.id} sign`, 170)) * 60_000);
  return [{ at, command: { type: 'signFor', ...named(duty), by: personOn(cast, duty.doer) } }];
}

/** Done at an instant, and accepted where somebody must. */
function done(stage: Stage, duty: Duty, at: EpochMs): Scripted[] {
  const doing = perform(doingOf(stage, duty), at);
  const last = doing.at(-1);
  return last && duty.accept ? [...doing, acceptance(stage, duty, last)] : doing;
}

function returnedOnce(
  stage: Stage,
  duty: Duty,
  at: EpochMs,
  reason: string,
  newDueMs: number,
): Scripted[] {
  const first = perform(doingOf(stage, duty), at);
  const submitted = first.at(-1);
  if (submitted === undefined || duty.accept === null) return first;
  const { at: returnAt, command } = acceptance(stage, duty, submitted);
  const by = 'by' in command ? command.by : duty.accept.by;
  const dueAt = epochMs(returnAt + newDueMs);
  const returned: Command = { type: 'return', ...named(duty), by, reason, dueAt };
  const again = done(stage, duty, epochMs(returnAt + Math.round(newDueMs / 2)));
  return [...first, { at: returnAt, command: returned }, ...again];
}

function acceptance({ script, cast }: Stage, duty: Duty, submitted: Scripted): Scripted {
  const { by: post, withinMs } = duty.accept ?? { by: duty.answerable, withinMs: DAY_MS };
  const waits = Math.min(parseDuration(script.defaults.acceptAfter) ?? 0, Math.floor(withinMs / 2));
  const submitter = 'by' in submitted.command ? submitted.command.by : '';
  const by = personOn(cast, post, [submitter]);
  return { at: epochMs(submitted.at + waits), command: { type: 'accept', ...named(duty), by } };
}

/**
 * Between two parts of the duty's time. What has days is done in the seven hours before the time of day
 * at which it is due: nobody reports at three in the morning.
 */
function usualInstant({ unit, script }: Stage, duty: Duty): EpochMs {
  const { from, to } = script.defaults.done;
  const lead = Math.max(duty.remindBeforeMs[0] ?? 0, 2 * HOUR_MS);
  const openAt = duty.openAt ?? duty.dueAt - lead;
  const time = duty.dueAt - openAt;
  const seed = `${unit.path} ${duty.id}`;
  const [earliest, latest] = [openAt + from * time, openAt + to * time];
  const at = earliest + (draw(seed, 10_001) / 10_000) * (latest - earliest);
  if (time < 2 * DAY_MS) return minute(at);
  const days = Math.ceil((duty.dueAt - at) / DAY_MS);
  const inHours = duty.dueAt - days * DAY_MS - draw(`${seed} hour`, 7 * 60) * 60_000;
  const next = inHours < earliest ? inHours + DAY_MS : inHours;
  return minute(next > latest ? at : next);
}

const minute = (at: number): EpochMs => epochMs(Math.floor(at / 60_000) * 60_000);

function doingOf({ unit, script, cast }: Stage, duty: Duty): Doing {
  const source = cast.plan.units.find(({ path }) => path === unit.path);
  return {
    duty,
    unit: unit.path,
    given: script.forms[duty.step] ?? {},
    sizes: { candidates: source?.candidates ?? 0, rooms: source?.rooms ?? 0 },
    named: named(duty),
    personOn: (post, except) => personOn(cast, post, except),
  };
}

/** How a command names the duty: its step, and its session where it has one. */
function named({ id, step }: Duty): { step: string; occurrence?: string } {
  return id === step ? { step } : { step, occurrence: id.slice(step.length + 1) };
}
