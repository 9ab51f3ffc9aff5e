import type { AlarmPlan, CustodyAlarm } from './custody-plan.js';
import { epochMs, type Duty, type EpochMs, type UnitEvent } from './model.js';
import { find, type Plan, type State } from './state.js';

// Whatever goes wrong over and over is told so often, and no longer makes the state larger.
const MOST_ALARMS = 100;

/**
 * An alarm is a duty like any other: somebody owes an answer in minutes, and it climbs a ladder of its own. `about`
 * says in words what it is about; `cause` names the duty or the place in its source. `after`: alarms that the
 * same decision has raised before.
 */
export function raised(
  plan: Plan,
  state: State,
  alarm: CustodyAlarm,
  about: string,
  cause: string,
  now: EpochMs,
  after = 0,
): UnitEvent[] {
  const planned = plan.custody?.alarms[alarm];
  const number = (state.custody?.alarms ?? 0) + after + 1;
  return planned ? alarmOf(plan, state, planned, number, about, cause, now) : [];
}

/** The same of any alarm that a plan knows; `number` counts those of the unit, from 1. */
export function alarmOf(
  plan: Plan,
  state: State,
  { title, doer, answerable, withinMs, ladder }: AlarmPlan,
  number: number,
  about: string,
  cause: string,
  now: EpochMs,
): UnitEvent[] {
  if (number > MOST_ALARMS) return [];
  const id = freeId(plan, state, number);
  const added: Duty = {
    ...{ id, step: id, kind: 'task', doer, answerable, openAt: null },
    ...{ dueAt: epochMs(now + withinMs), remindBeforeMs: [], ladder, accept: null, fields: [] },
    ...{ checks: [], lines: [], sign: null, needs: [], systems: false, parent: null },
  };
  return [
    {
      ...{ type: 'added', duty: id, by: 'custody', at: now, added, title: `${title}：${about}` },
      source: { type: 'custody', number: cause, by: 'custody' },
      to: [...new Set([doer, answerable])],
    },
  ];
}

function freeId(plan: Plan, state: State, number: number): string {
  for (let n = number; ; n += 1) if (!find(plan, state, `alarm-${n}`)) return `alarm-${n}`;
}
