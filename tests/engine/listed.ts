import type { Command, Duty, UnitEvent, UnitPlan } from '../../src/engine/model.js';
import { planOf, unitPlanOf } from '../../src/engine/state.js';
import { clock, type Course, type Script } from './unit.js';

/** A unit that was put away and taken out again, as between two runs of its workflow. */
export const throughJson = ({ plan, state, ...rest }: Course): Course => {
  const stored = unitPlanOf(plan);
  // What JSON gives back is what went in, which is the very thing under test.
  return {
    ...rest,
    plan: planOf(JSON.parse(JSON.stringify(stored)) as UnitPlan),
    state: JSON.parse(JSON.stringify(state)) as Course['state'],
  };
};

/** How many words a ladder has. */
export const words = (of: Duty['ladder'] | undefined) =>
  of ? of.rungs.length + (of.repeat?.times ?? 0) : 0;

/** Whether a duty has been spoken of. */
export const isOpened = (events: readonly UnitEvent[], id: string): boolean =>
  events.some((e) => (e.type === 'told' || e.type === 'superseded') && e.duty === id);

/** The owner's words of a duty that nobody does, as a plan's reader would list them. */
export function wordsAfter(
  { openAt, dueAt, remindBeforeMs, ladder: { rungs, repeat } }: Duty,
  now: number,
  hasOpened: boolean,
): string[] {
  const offsets = rungs.map(({ afterMs }) => afterMs);
  const last = offsets.at(-1) ?? 0;
  const times = rungs.length > 0 ? (repeat?.times ?? 0) : 0;
  const repeats = Array.from({ length: times }, (_, n) => last + (n + 1) * (repeat?.everyMs ?? 0));
  return [
    ...(openAt !== null && openAt > now && !hasOpened ? [`open ${clock(openAt)}`] : []),
    ...remindBeforeMs
      .filter((lead) => dueAt - lead > now)
      .map((lead) => `remind ${clock(dueAt - lead)}`),
    `due ${clock(dueAt)}`,
    ...[...offsets, ...repeats].map((offset) => `escalate ${clock(dueAt + offset)}`),
  ];
}

/** What its owner was told, or should have been. */
export const ownWords = (events: readonly UnitEvent[], id: string): string[] =>
  events.flatMap((e) =>
    (e.type === 'told' || e.type === 'superseded') && e.duty === id && e.side === 'owner'
      ? [`${e.action} ${clock(e.owedAt)}`]
      : [],
  );

/** Without keys (a script has none) and without a hand on the gates: they ask in their own time. */
export function playable(plan: UnitPlan, at: number, command: Command): Script {
  if ('step' in command && plan.duties.find(({ id }) => id === command.step)?.kind === 'gate')
    return [];
  if (!('key' in command)) return [[at, command]];
  const { key: _key, ...keyless } = command;
  return [[at, keyless]]; // every command can do without its key
}
