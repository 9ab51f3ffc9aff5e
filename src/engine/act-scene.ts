import type { Command, Duty, EpochMs, Progress, Sender, UnitEvent } from './model.js';
import { isDone, ownNeedOpen, tooEarly } from './needs.js';
import { factOf, no, type Refused } from './outcome.js';
import { find, type Plan, type State } from './state.js';

/** A duty as a command finds it. */
export interface Scene {
  readonly plan: Plan;
  readonly state: State;
  readonly duty: Duty;
  readonly progress: Progress;
  readonly now: EpochMs;
}

/** A command of one type. */
export type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

/** What every event of a command says. */
export const fact = ({ duty, now }: Scene, command: Sender) => ({
  duty: duty.id,
  ...factOf(command, now),
});

/** Somebody has done it already: who, and since when. */
export function doneAlready({ submittedBy, submittedAt, acceptedAt }: Progress): Refused {
  const since = submittedAt ?? acceptedAt;
  return { ...no('already-done', submittedBy ?? undefined), ...(since !== null && { since }) };
}

/** Refused once it is done, or reported and with whoever accepts it. */
export const outOfHands = (progress: Progress): Refused | null =>
  isDone(progress) || progress.status === 'submitted' ? doneAlready(progress) : null;

/** Refused once it is out of his hands, before its time, or while what it needs of its own unit is open. */
export const closedTo = (scene: Scene, { happenedAt }: Sender): Refused | null =>
  outOfHands(scene.progress) ??
  tooEarly(scene, happenedAt ?? scene.now) ??
  ownNeedOpen(scene.plan, scene.state, scene.duty);

/** The last answer or signature submits the duty; only the first event of a command bears its key. */
export function gathered(scene: Scene, command: Sender, abnormal: boolean): UnitEvent[] {
  const { duty, progress, now } = scene;
  const { key: _key, ...sender } = factOf(command, now);
  const event = {
    type: 'submitted',
    duty: duty.id,
    ...sender,
    ...(abnormal && { abnormal }),
  } as const;
  return [event, ...parentClosed(scene, command, !duty.accept && progress.openChildren === 0)];
}

/** An inspection closes when the last of its faults has been put right (销号). */
export function parentClosed(
  { plan, state, duty, now }: Scene,
  { by }: Sender,
  isClosing: boolean,
): UnitEvent[] {
  const closed: UnitEvent[] = [];
  let child = isClosing ? duty : undefined;
  while (child && child.parent !== null) {
    const parent = find(plan, state, child.parent);
    const isReady = parent?.progress.status === 'submitted' && parent.progress.openChildren === 1;
    if (!parent || !isReady || parent.duty.accept) break;
    closed.push({ type: 'accepted', duty: parent.duty.id, by, at: now });
    child = parent.duty;
  }
  return closed;
}
