import { plusDays } from '../engine/calendar.js';
import { postOf } from '../engine/compile.js';
import type { Command, Duty, EpochMs, Scripted, UnitPlan } from '../engine/model.js';
import { parseDuration, parseMoment } from '../engine/moment.js';
import type { Duration, SeasonPlan } from '../engine/season-plan.js';
import { type Cast, personOn } from './rehearsal-cast.js';
import type { AddedDuty } from './rehearsal-script.js';

/** A duty that a rehearsal adds: the command that does so, and the duty as the unit will then know it. */
export function addition(
  { at: moment, duty: wanted, source }: AddedDuty,
  unit: UnitPlan,
  cast: Cast,
): Scripted & { readonly duty: Duty } {
  const at = instantOf(cast, moment);
  const duty = dutyOf(wanted, unit, cast, at);
  const { id, dueAt, doer, answerable, remindBeforeMs, ladder, accept } = duty;
  const acceptor = accept ? { acceptBy: accept.by, acceptWithinMs: accept.withinMs } : {};
  const asked = { id, title: wanted.title, dueAt, doer, answerable, remindBeforeMs, ladder };
  const by = personOn(cast, unit.coordinator);
  const command: Command = { type: 'addStep', by, duty: { ...asked, ...acceptor }, source };
  return { at, command, duty };
}

function dutyOf(wanted: AddedDuty['duty'], unit: UnitPlan, cast: Cast, openAt: EpochMs): Duty {
  const { id, due, doer, answerable, remind, accept } = wanted;
  const ladder = ladderAt(cast.plan, wanted.ladder, unit.path);
  return {
    id,
    step: id,
    kind: 'task',
    doer: postOf(doer, unit.path),
    answerable: postOf(answerable, unit.path),
    openAt,
    dueAt: instantOf(cast, due),
    remindBeforeMs: remind.map(elapsed),
    ladder,
    accept: accept && {
      by: postOf(accept.by, unit.path),
      withinMs: elapsed(accept.within),
      ladder,
    },
    fields: [],
    checks: [],
    lines: [],
    sign: null,
    needs: [],
    systems: false,
    parent: null,
  };
}

function instantOf({ plan, calendar }: Cast, moment: string): EpochMs {
  const ast = parseMoment(moment);
  if (ast?.type === 'exam') return calendar.instant(plusDays(plan.examDay, ast.days), ast.time);
  if (ast?.type === 'civil') return calendar.instant(ast.date, ast.time);
  // The reader has refused every other moment here.
  throw new RangeError(`not a moment by itself: ${moment}`);
}

/** As the engine resolves a ladder of the plan: nobody is told the same twice. */
function ladderAt({ ladders }: SeasonPlan, name: string, path: string): Duty['ladder'] {
  const { rungs = [], repeat = null } = ladders[name] ?? {};
  const all = rungs.map(({ after, to }) => ({ afterMs: elapsed(after), to: postOf(to, path) }));
  return {
    rungs: all.filter(({ to }, n) => all.findIndex((rung) => rung.to === to) === n),
    repeat: repeat && { everyMs: elapsed(repeat.every), times: repeat.times },
  };
}

const elapsed = (text: Duration): number => parseDuration(text) ?? 0;
