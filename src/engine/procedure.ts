import {
  epochMs,
  PROCEDURE_EPOCH,
  type Command,
  type Duty,
  type EpochMs,
  type Procedure,
  type UnitEvent,
  type UnitPlan,
} from './model.js';
import { factOf, no, type Outcome } from './outcome.js';
import { ordinalIn } from './series.js';
import { sessionMeant } from './session-meant.js';
import type { Plan, State } from './state.js';
import { happenedAtOf } from './turn.js';

const LONGEST_ABOUT = 200;

/** Every duty that a plan knows of: those owed, and those of the procedures that may be begun. */
export const knownDuties = ({ duties, procedures = [] }: UnitPlan): readonly Duty[] =>
  procedures.length === 0 ? duties : [...duties, ...procedures.flatMap((one) => one.duties)];

/**
 * The duties of a procedure, from now on owed: `<step>@<n>`, n counting its beginnings at this unit. Their clocks run from
 * when it happened, which may be before it was recorded; those that wait for another begin with that one, and
 * hear of it then.
 */
export function begin(
  plan: Plan,
  state: State,
  command: Extract<Command, { type: 'begin' }>,
  now: EpochMs,
): Outcome {
  const procedure = plan.procedures?.find(({ id }) => id === command.procedure);
  if (!procedure) return no('unknown-procedure', command.procedure);
  const about = command.about.trim();
  if (about === '' || about.length > LONGEST_ABOUT) return no('about-missing');
  const fact = factOf(command, now);
  const happenedAt = happenedAtOf(fact);
  const meant = sessionMeant(plan, state, procedure, command.session, happenedAt);
  if ('refused' in meant) return meant;
  const ordinal = timesBegun(state, procedure) + 1;
  const { key, ...keyless } = fact;
  const duties = dutiesBegun(procedure, { ordinal, happenedAt, about, ...meant });
  return duties.map(
    (added, n): UnitEvent => ({
      ...{ type: 'added', duty: added.id, ...keyless, added },
      ...(n === 0 && key !== undefined && { key }),
      title: `${plan.titles[added.step] ?? added.step}：${about}`,
      source: { type: 'procedure', number: `${procedure.id}@${ordinal}`, by: command.by },
      ...(added.after ? {} : { to: [added.doer] }),
    }),
  );
}

/** The duties of a procedure's nth beginning at a unit, counted from when it happened. */
export const dutiesBegun = (
  { duties }: Procedure,
  { happenedAt, ...said }: Beginning,
): readonly Duty[] => duties.map((duty) => begun(duty, happenedAt - PROCEDURE_EPOCH, said));

export interface Beginning {
  readonly ordinal: number;
  readonly happenedAt: EpochMs;
  readonly about: string;
  readonly session?: string;
}

/** How often a procedure has been begun: no duty added by it is ever taken away. */
function timesBegun({ added }: State, { duties }: Procedure): number {
  const first = duties[0]?.step;
  return Math.max(0, ...added.filter(({ step }) => step === first).map(({ id }) => ordinalIn(id)));
}

const begun = (
  duty: Duty,
  sinceMs: number,
  { ordinal, about, session }: Omit<Beginning, 'happenedAt'>,
): Duty => ({
  ...duty,
  id: `${duty.step}@${ordinal}`,
  dueAt: epochMs(duty.dueAt + sinceMs),
  // What waits for another opens with it; the others by the event that brings them.
  openAt: null,
  about,
  ...(session !== undefined && { session }),
  ...(duty.after && { after: { ...duty.after, duty: `${duty.after.duty}@${ordinal}` } }),
});
