import type { Duty, Scripted, UnitPlan } from '../engine/model.js';
import { crewText, readCrew, type Crew } from '../engine/watch.js';

/** The signatures of a shift change with everybody's badge and, of a vault, who has key and combination by then. */
export function dressed(
  commands: readonly Scripted[],
  { watch }: Duty,
  unit: UnitPlan,
  handedOut: readonly Scripted[],
): Scripted[] {
  return commands.map((one): Scripted => {
    const { command, at } = one;
    const crew = command.type === 'confirm' ? readCrew(command.content) : null;
    if (command.type !== 'confirm' || !crew) return one;
    const hands = handsAt(unit, handedOut, at);
    const badges = watch?.badges && badgesOf(crew);
    const full: Crew = { ...crew, ...(badges && { badges }), ...(hands && { hands }) };
    return { ...one, command: { ...command, content: crewText(full) } };
  });
}

/** Signatures given by those who are on duty at their time, as the watch's own commands say. */
export function byThoseOnDuty(
  commands: readonly Scripted[],
  watch: readonly Scripted[],
): readonly Scripted[] {
  let nth = 0;
  return commands.map((one): Scripted => {
    if (one.command.type !== 'confirm') return one;
    const crew = crewAt(watch, one.at);
    const members = crew?.members ?? [];
    const by = members[nth % Math.max(members.length, 1)];
    nth += 1;
    return by === undefined ? one : { ...one, command: { ...one.command, by } };
  });
}

// At one instant whatever is played first counts: a patrol at the minute of a shift change is the old crew's.
function crewAt(watch: readonly Scripted[], at: number): Crew | null {
  const signed = watch.findLast(
    (one) => one.at < at && one.command.type === 'confirm' && one.command.post === 'incoming',
  );
  return signed?.command.type === 'confirm' ? readCrew(signed.command.content) : null;
}

const badgesOf = ({ heads, members }: Crew): Record<string, string> =>
  Object.fromEntries([...heads, ...members].map((id, n) => [id, String(n + 1).padStart(2, '0')]));

function handsAt(
  { vault }: UnitPlan,
  handedOut: readonly Scripted[],
  at: number,
): readonly [string, string] | null {
  const by = (post: string | undefined): string | null => {
    const signed = handedOut.find(
      ({ command }) => command.type === 'confirm' && command.post === post,
    );
    return signed && signed.at < at && 'by' in signed.command ? signed.command.by : null;
  };
  const [key, combination] = [by(vault?.posts.key), by(vault?.posts.combination)];
  const isOut = handedOut.every((one) => one.at < at);
  return isOut && key !== null && combination !== null ? [key, combination] : null;
}
