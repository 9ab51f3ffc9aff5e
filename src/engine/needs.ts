import type { Scene } from './act-scene.js';
import type { Duty, EpochMs, Need, Progress } from './model.js';
import { no, type Refused } from './outcome.js';
import { dutiesOf, find, type Plan, type State } from './state.js';

/** What a duty needs of other units. A gate asks for all it needs in one question. */
export const askedNeeds = ({ kind, needs }: Duty): readonly Need[] =>
  kind === 'gate' ? needs : needs.filter(({ scope }) => scope !== 'own');

/** Whether a duty, which is no gate, has to ask other units before it may be reported. */
export const mustAsk = ({ kind, needs }: Duty): boolean =>
  kind !== 'gate' && needs.some(({ scope }) => scope !== 'own');

/** The refusal while something of its own unit that a duty needs is not done; null when all is. */
export function ownNeedOpen(plan: Plan, state: State, duty: Duty): Refused | null {
  if (duty.kind === 'gate') return null;
  const open = duty.needs.find((need) => isOpenHere(plan, state, duty, need));
  return open ? no('needs-open', open.step) : null;
}

/**
 * The refusal while the last answer of other units names something missing, or none has come yet. It asks
 * anew, so that a second try some seconds later passes when all is done.
 */
export function treeNeedOpen(duty: Duty, { missing }: Progress): Refused | null {
  if (!mustAsk(duty) || missing?.length === 0) return null;
  const named = missing ?? askedNeeds(duty).map(({ step }) => step);
  return { ...no('needs-open', named.slice(0, 5).join(' ')), asks: duty.id };
}

/** The refusal of what comes before its earliest instant, unless a higher body has approved it; else null. */
export function tooEarly({ plan, state, duty }: Scene, at: EpochMs): Refused | null {
  const { notBefore } = duty;
  if (!notBefore || at >= notBefore.at) return null;
  const isApproved = dutiesOf(plan, state, notBefore.unless).some(
    ({ progress }) => progress.status === 'accepted',
  );
  return isApproved ? null : no('too-early', notBefore.unless);
}

// Within a session its own occurrence is meant, else every one.
function isOpenHere(plan: Plan, state: State, duty: Duty, { step, scope }: Need): boolean {
  if (scope !== 'own') return false;
  const suffix = duty.id.slice(duty.step.length);
  const session = duty.ofSeries === undefined ? suffix : suffix.slice(0, suffix.lastIndexOf('@'));
  const own = find(plan, state, `${step}${session}`);
  const meant = own ? [own] : dutiesOf(plan, state, step);
  return meant.some(({ progress }) => !isDone(progress));
}

/** Accepted, waived or void: nothing is owed any more. */
export const isDone = ({ status }: Progress): boolean =>
  status === 'accepted' || status === 'waived' || status === 'void';
