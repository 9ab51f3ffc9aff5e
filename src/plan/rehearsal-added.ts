import { ladderAt } from '../engine/compile-ladders.js';
import type { Command, Duty, EpochMs, Scripted, UnitPlan } from '../engine/model.js';
import { parseDuration } from '../engine/moment.js';
import type { Duration } from '../engine/season-plan.js';
import { postOf } from '../engine/tree.js';
import { type Cast, instantOf, personOn } from './rehearsal-cast.js';
import type { AddedDuty } from './rehearsal-script.js';

/** What comes up in a rehearsal: the command that brings it, and the duties as the unit will then know them. */
export type Coming = Scripted & { readonly duties: readonly Duty[] };

/** A duty that a rehearsal adds: the command that does so, and the duty as the unit will then know it. */
export function addition(
  { at: moment, duty: wanted, source }: AddedDuty,
  unit: UnitPlan,
  cast: Cast,
): Coming {
  const at = instantOf(cast.anchors, moment);
  const duty = dutyOf(wanted, unit, cast, at);
  const { id, dueAt, doer, answerable, remindBeforeMs, ladder, accept } = duty;
  const acceptor = accept ? { acceptBy: accept.by, acceptWithinMs: accept.withinMs } : {};
  const asked = { id, title: wanted.title, dueAt, doer, answerable, remindBeforeMs, ladder };
  const by = personOn(cast, unit.coordinator);
  const command: Command = { type: 'addStep', by, duty: { ...asked, ...acceptor }, source };
  return { at, command, duties: [duty] };
}

function dutyOf(wanted: AddedDuty['duty'], unit: UnitPlan, cast: Cast, openAt: EpochMs): Duty {
  const { id, due, doer, answerable, remind, accept } = wanted;
  const ladder = ladderAt(cast.plan, wanted.ladder, unit.path, unit.kind);
  return {
    id,
    step: id,
    kind: 'task',
    doer: postOf(doer, unit.path),
    answerable: postOf(answerable, unit.path),
    openAt,
    dueAt: instantOf(cast.anchors, due),
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

const elapsed = (text: Duration): number => parseDuration(text) ?? 0;
