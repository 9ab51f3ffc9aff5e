import { fact, type Scene } from './act-scene.js';
import { edgeOf, extendedAt } from './extension.js';
import type { Duty, Form, Sender, UnitEvent } from './model.js';
import { no, type Refused } from './outcome.js';

const MINUTE_MS = 60_000;

/**
 * Why a form does not say by how long a session is extended: in whole minutes, and never more than the plan allows at
 * once. Null where it does, or where nothing is extended by it.
 */
export function extensionFault({ prolongs }: Duty, form: Form): Refused | null {
  if (!prolongs) return null;
  const minutes = form[prolongs.by];
  const most = prolongs.mostMs / MINUTE_MS;
  const isFit =
    typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 1 && minutes <= most;
  return isFit ? null : no('field-range', `${prolongs.by} 1–${most}`);
}

/** What the report of an approval, or its amendment, does to the session that its procedure was begun for. */
export function extensionBy(scene: Scene, command: Sender, form: Form): UnitEvent[] {
  const { plan, state, duty } = scene;
  const { prolongs, session: id } = duty;
  const session = plan.sessions?.find((one) => one.id === id);
  const minutes = prolongs && form[prolongs.by];
  if (!prolongs || !session || typeof minutes !== 'number') return [];
  const known = state.extensions ?? [];
  const byMs = minutes * MINUTE_MS;
  if (known.find((one) => one.duty === duty.id)?.byMs === byMs) return [];
  const { from, tell } = prolongs;
  // The first event of a command alone bears its key.
  const { key: _key, ...said } = fact(scene, command);
  const others = known.filter((one) => one.duty !== duty.id);
  const extension = { duty: duty.id, session: session.id, from, byMs };
  return [
    {
      ...{ type: 'extended', ...said, ...extension },
      fromAt: extendedAt(session, others, edgeOf(session, from)),
      untilAt: extendedAt(session, [...others, extension], session.endAt),
      ...(tell.length > 0 && { to: tell }),
    },
  ];
}
