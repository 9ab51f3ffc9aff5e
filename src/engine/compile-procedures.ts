import { dutiesOf } from './compile-duties.js';
import { edgeInstant } from './compile-moments.js';
import type { Scene } from './compile-scene.js';
import { isOfSession } from './extension.js';
import type { Duty, PlannedSession, Procedure } from './model.js';
import type { StepSource } from './season-plan.js';

type At = Omit<Scene, 'step'>;

/** The procedures of a unit, their duties in the order of the plan: the first is what a beginning is remembered by. */
export function proceduresOf(scene: At, held: readonly StepSource[]): readonly Procedure[] {
  return (scene.season.plan.procedures ?? []).flatMap(({ id, session }) => {
    const duties = held
      .filter(({ procedure }) => procedure === id)
      .flatMap((step) => dutiesOf({ ...scene, step }));
    return duties.length === 0 ? [] : [{ id, ...(session && { session }), duties }];
  });
}

/** The sessions in which a unit owes something, by their start; none where no procedure of it is begun for one. */
export function sessionsOf(
  { season }: At,
  duties: readonly Duty[],
  procedures: readonly Procedure[],
): readonly PlannedSession[] {
  if (!procedures.some(({ session }) => session)) return [];
  return season.plan.sessions
    .filter(({ id }) => duties.some((duty) => isOfSession(duty, id)))
    .flatMap((session): PlannedSession[] => {
      const startAt = edgeInstant({ season }, session, 'start');
      const endAt = edgeInstant({ season }, session, 'end');
      return startAt && endAt ? [{ id: session.id, startAt, endAt }] : [];
    })
    .sort((one, other) => one.startAt - other.startAt);
}
