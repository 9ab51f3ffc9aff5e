import type { Command, DutyCommand, Post } from './model.js';
import { dutyNamed } from './named.js';
import { find, type Plan, type State } from './state.js';

/** What a command is about: its type, and the duty as the sender named it. */
interface Meant {
  readonly type: string;
  readonly duty?: string;
}

export const isDutyCommand = (command: Command): command is DutyCommand => 'step' in command;

/** The duty as the sender named it. */
export function said(plan: Plan, command: Command): Meant {
  if (command.type === 'begin') return { type: command.type, ...firstOf(plan, command.procedure) };
  if (command.type === 'addStep') return { type: command.type, duty: command.duty.id };
  if (!isDutyCommand(command)) return { type: command.type };
  const { type, step, occurrence } = command;
  return { type, duty: occurrence === undefined ? step : `${step}@${occurrence}` };
}

/** The duty as the unit knows it, or as the sender named it where it knows none. */
export function named(plan: Plan, state: State, command: Command): Meant {
  if (!isDutyCommand(command)) return said(plan, command);
  const found = dutyNamed(plan, state, command);
  return 'refused' in found ? said(plan, command) : { type: command.type, duty: found.duty.id };
}

/** Who hears what was wrong with a duty: its doer; of none, the coordinator. */
export function hearersOf(plan: Plan, state: State, id: string | undefined): Post[] {
  const found = id === undefined ? undefined : find(plan, state, id);
  return found ? [found.progress.doer ?? found.duty.doer] : [plan.coordinator];
}

const firstOf = ({ procedures = [] }: Plan, id: string): { duty?: string } => {
  const [first] = procedures.find((procedure) => procedure.id === id)?.duties ?? [];
  return first ? { duty: first.step } : {};
};
