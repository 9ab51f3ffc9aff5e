import { extendedDuty, isOfSession, type Extension } from '../engine/extension.js';
import type { Duty, Scripted, UnitPlan } from '../engine/model.js';

const MINUTE_MS = 60_000;

/** The duties of a unit that approve an extension of the session that their procedure was begun for. */
export const approvalsIn = (duties: readonly Duty[]): readonly Duty[] =>
  duties.filter(({ prolongs, session }) => prolongs !== undefined && session !== undefined);

/** A duty of a session as the approvals have it; `commandsOf` says how an approval is played. */
export function prolonged(
  { sessions = [] }: UnitPlan,
  duty: Duty,
  approvals: readonly Duty[],
  commandsOf: (approval: Duty) => readonly Scripted[],
): Duty {
  const mine = approvals.filter(({ session = '' }) => isOfSession(duty, session));
  if (mine.length === 0) return duty;
  const extensions = mine.flatMap((one) => extensionBy(one, commandsOf(one)));
  return extendedDuty(duty, sessions, extensions);
}

function extensionBy(
  { id, session, prolongs }: Duty,
  commands: readonly Scripted[],
): readonly Extension[] {
  const said = commands.at(-1)?.command;
  const minutes = prolongs && said?.type === 'complete' ? said.form?.[prolongs.by] : undefined;
  if (!prolongs || session === undefined || typeof minutes !== 'number') return [];
  return [{ duty: id, session, from: prolongs.from, byMs: minutes * MINUTE_MS }];
}
