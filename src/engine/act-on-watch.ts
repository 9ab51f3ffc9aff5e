import type { Of, Scene } from './act-scene.js';
import { againstLeaving, againstShift } from './act-on-vault.js';
import { epochMs, type EpochMs, type UnitEvent } from './model.js';
import { factOf, no, type Outcome } from './outcome.js';
import { crewOf, crewText, isUncovered, lacking, readCrew, unbadged, without } from './watch.js';

/**
 * One side of a shift change. Who goes and who comes sign the same crew, two heads, within the watch's
 * time; where nobody is on duty, or too few, who comes signs alone.
 */
export function handOver(scene: Scene, command: Of<'confirm'>): Outcome {
  const { duty, progress, now } = scene;
  const { watch } = duty;
  const { run } = progress;
  if (!watch || !run) return no('wrong-kind', duty.kind);
  if (run.isOver) return no('watch-over', duty.id);
  const isComing = command.post === 'incoming';
  if (!isComing && command.post !== 'outgoing') return no('not-a-signatory', command.post);
  const crew = readCrew(command.content);
  if (!crew) return no('bad-crew', command.content.slice(0, 100));
  if (lacking(watch, crew) > 0)
    return no(
      'crew-too-small',
      `${crew.heads.length}/${watch.heads} | ${crew.members.length}/${watch.minimum}`,
    );
  const barred = watch.badges ? unbadged(crew) : null;
  if (barred !== null) return no('badge-missing', barred);
  const differs = againstShift(scene, crew);
  if (differs) return differs;
  const side = isComing ? crew : crewOf(progress);
  if (!side.heads.includes(command.by)) return no('not-a-signatory', command.by);

  const content = crewText(crew);
  const [first] = progress.signatures ?? [];
  const isLapsed = first !== undefined && now - first.at > watch.withinMs;
  const since = takenOverAt(scene, command);
  const isShort = run.crew === null || lacking(watch, crewOf(progress)) > 0;
  const isAlone = isComing && (isShort || isUncovered(progress, since));
  // Whoever comes may have signed before the others failed to.
  const standing = isLapsed || (isAlone && first?.post === 1) ? undefined : first;
  if (standing?.post === (isComing ? 1 : 0)) return no('signed-already', command.post);
  if (standing?.by === command.by) return no('same-person', command.by);
  if (standing && progress.content !== content) return no('content-differs');

  const fact = { duty: duty.id, ...factOf(command, now) };
  const to = [progress.doer ?? duty.doer];
  const events: UnitEvent[] = isLapsed
    ? [{ type: 'lapsed', duty: duty.id, by: command.by, at: now, to }]
    : [];
  events.push({ type: 'confirmed', ...fact, post: command.post, content });
  return standing || isAlone ? [...events, ...relief(scene, command, content, since)] : events;
}

// Papers and vaults ban telephones: what was signed there and is recorded later counts from then.
function takenOverAt({ progress, now }: Scene, { happenedAt = now }: Of<'confirm'>): EpochMs {
  return epochMs(Math.max(Math.min(happenedAt, now), progress.run?.crewSince ?? 0));
}

function relief(
  { duty, progress, now }: Scene,
  { by }: Of<'confirm'>,
  crew: string,
  since: EpochMs,
): UnitEvent[] {
  const { baseAt } = progress;
  const to = [duty.answerable];
  const gap: UnitEvent[] = isUncovered(progress, since)
    ? [{ type: 'uncovered', duty: duty.id, at: now, fromAt: baseAt, untilAt: since, to }]
    : [];
  const relieved = { type: 'relieved', duty: duty.id, by, at: now, crew, since } as const;
  // Who says that he has been there for long is believed, and his leader hears of it.
  const isLong = now - since > (duty.watch?.graceMs ?? 0);
  return [...gap, isLong ? { ...relieved, to } : relieved];
}

/** Somebody goes off duty in the middle of a shift. */
export function leave(scene: Scene, command: Of<'leave'>): Outcome {
  const { duty, progress, now } = scene;
  const { watch } = duty;
  const { run } = progress;
  if (!watch || !run) return no('wrong-kind', duty.kind);
  if (run.isOver) return no('watch-over', duty.id);
  const crew = crewOf(progress);
  const { person } = command;
  if (![...crew.heads, ...crew.members].includes(person)) return no('not-on-duty', person);
  const holds = againstLeaving(scene, person);
  if (holds) return holds;
  const isShort = run.startAt !== null && run.startAt <= now && !isUncovered(progress, now);
  const fact = { duty: duty.id, ...factOf(command, now), person };
  return lacking(watch, without(crew, person)) > 0 && isShort
    ? [{ type: 'left', ...fact, isShort }]
    : [{ type: 'left', ...fact }];
}
