import type { Of, Scene } from './act-scene.js';
import { alarmOf } from './custody-alarms.js';
import { epochMs, type EpochMs, type UnitEvent } from './model.js';
import { factOf, no, type Outcome, type Refused } from './outcome.js';
import { find, type Plan, type State } from './state.js';
import { HANDS, handOf, handOfPost, wouldJoin } from './vault-hands.js';
import type { Hand, VaultFact, VaultPlan, VaultState } from './vault-plan.js';
import { crewOf, type Crew } from './watch.js';

type Act = Of<'vault'>;

interface Desk {
  readonly scene: Scene;
  readonly plan: VaultPlan;
  readonly state: VaultState;
}

/** The key or the combination goes to another, or the permit is withdrawn. */
export function actOnVault(scene: Scene, command: Act): Outcome {
  const { vault: plan } = scene.plan;
  const { vault: state } = scene.state;
  if (!plan || !state) return no('wrong-kind', scene.duty.kind);
  const desk = { scene, plan, state };
  if (command.act === 'withdraw') return withdraw(desk, command);
  if (scene.duty.id !== plan.handedOut) return no('wrong-kind', scene.duty.id);
  return command.act === 'pass' ? pass(desk, command) : take(desk, command);
}

function pass({ scene, state }: Desk, command: Act & { act: 'pass' }): Outcome {
  const { what, to, by } = command;
  if (state.hands[what] !== by) return no('not-the-holder', what);
  if (to === by) return no('same-person', by);
  if (wouldJoin(state, what, to, scene.now)) return no('hands-joined', to);
  return [fact(scene, command, { is: 'offered', what, to })];
}

function take({ scene, plan, state }: Desk, command: Act & { act: 'take' }): Outcome {
  const { what, by } = command;
  const offer = state.offered[what];
  if (!offer || offer.to !== by || scene.now - offer.at > plan.withinMs)
    return no('not-offered', what);
  // Whoever was free when it was offered may have been named since.
  if (wouldJoin(state, what, by, scene.now)) return no('hands-joined', by);
  return [fact(scene, command, { is: 'held', what, person: by })];
}

// Returned with a new due time: whatever asks for the permit is told that it is missing.
function withdraw({ scene, plan }: Desk, command: Act & { act: 'withdraw' }): Outcome {
  const { duty, progress, now } = scene;
  if (duty.id !== plan.permit.duty) return no('wrong-kind', duty.id);
  if (progress.acceptedAt === null) return no('not-submitted', duty.id);
  const { reason, by } = command;
  if (!reason.trim()) return no('reason-missing');
  return [
    fact(scene, command, { is: 'withdrawn', reason }),
    {
      ...{ type: 'returned', duty: duty.id, by, at: now, reason },
      dueAt: epochMs(now + plan.permit.againMs),
      to: [
        ...new Set([progress.doer ?? duty.doer, duty.answerable, duty.ladder.rungs[0]?.to]),
      ].flatMap((post) => post ?? []),
    },
  ];
}

/** Why a signature under the first handing out is refused; null where it is none, or counts. */
export function againstHandingOut(scene: Scene, { post, by }: Of<'confirm'>): Refused | null {
  const { vault: plan } = scene.plan;
  const { vault: state } = scene.state;
  if (!plan || !state || scene.duty.id !== plan.handedOut) return null;
  const what = handOfPost(plan, post);
  return what && wouldJoin(state, what, by, scene.now) ? no('hands-joined', by) : null;
}

/** The last of the two signatures puts the key into one hand and the combination into the other. */
export function afterHandingOut(
  scene: Scene,
  command: Of<'confirm'>,
  isLast: boolean,
): UnitEvent[] {
  const { vault: plan } = scene.plan;
  const { duty, progress } = scene;
  if (!plan || duty.id !== plan.handedOut || !isLast) return [];
  const posts = duty.sign?.posts ?? [];
  const { key: _key, ...keyless } = command;
  const signed = (what: Hand): string | undefined =>
    plan.posts[what] === command.post
      ? command.by
      : progress.signatures?.find((one) => posts[one.post] === plan.posts[what])?.by;
  return HANDS.flatMap((what) => {
    const person = signed(what);
    return person === undefined ? [] : [fact(scene, keyless, { is: 'held', what, person })];
  });
}

/** A shift change names who has which: what both sides sign is what the vault knows. */
export function againstShift({ plan, state }: Scene, crew: Crew): Refused | null {
  const { key, combination } = state.vault?.hands ?? {};
  if (!plan.vault || !key || !combination) return crew.hands ? no('hands-not-out') : null;
  const isSame = crew.hands?.[0] === key && crew.hands[1] === combination;
  return isSame ? null : no('hands-differ', `${key} ${combination}`);
}

/** Whoever has the key or the combination hands it over before he goes. */
export function againstLeaving({ state }: Scene, person: string): Refused | null {
  const what = state.vault ? handOf(state.vault, person) : null;
  return what === null ? null : no('hands-held', what);
}

/** A stand-in, for whomever, never brings key and combination into one hand. */
export function againstStandIn(plan: Plan, state: State, command: Of<'standIn'>): Refused | null {
  const { post, person, from, until } = command;
  const what = plan.vault ? handOfPost(plan.vault, post) : null;
  const joins = what && state.vault && wouldJoin(state.vault, what, person, from, until);
  return joins ? no('hands-joined', person) : null;
}

/** A patrol is walked by those on duty; null where the duty asks nothing of the kind. */
export function againstSigner({ plan, state, duty }: Scene, by: string): Refused | null {
  const { onDuty } = duty.sign ?? {};
  if (onDuty === undefined) return null;
  const watch = find(plan, state, onDuty);
  const { heads, members } = watch ? crewOf(watch.progress) : { heads: [], members: [] };
  return heads.includes(by) || members.includes(by) ? null : no('not-on-duty', by);
}

/** The vault's own lock: at its time it is only noted, at any other somebody answers for it in minutes. */
export function vaultUnlocked(
  plan: Plan,
  state: State,
  command: Of<'unlock'>,
  now: EpochMs,
): Outcome {
  const { vault } = plan;
  if (!vault) return no('unknown-place', command.place.slice(0, 100));
  const at = command.happenedAt ?? now;
  const lawful = isItsHour(plan, state, vault, at);
  const { place } = command;
  const event: UnitEvent = {
    ...{ type: 'custody' as const, ...factOf(command, now) },
    fact: { is: 'unlocked', place, lawful },
  };
  const number = (state.vault?.alarms ?? 0) + 1;
  if (lawful) return [event];
  return [event, ...alarmOf(plan, state, vault.alarm, number, place, place, now)];
}

function isItsHour(plan: Plan, state: State, vault: VaultPlan, at: EpochMs): boolean {
  return (
    vault.windows.some(({ fromAt, untilAt }) => fromAt <= at && at <= untilAt) ||
    [...plan.duties, ...state.added]
      .filter(({ step, kind }) => kind !== 'series' && vault.during.includes(step))
      .some(({ id }) => isOpenAt(plan, state, id, epochMs(at - vault.graceMs), at))
  );
}

// What is late has still to be done: its hour lasts until it is, and a little longer.
function isOpenAt(plan: Plan, state: State, id: string, doneAt: EpochMs, at: EpochMs): boolean {
  const found = find(plan, state, id);
  if (!found) return false;
  const { duty, progress } = found;
  if (duty.openAt === null || at < duty.openAt) return false;
  return progress.acceptedAt === null || doneAt <= Math.max(duty.dueAt, progress.acceptedAt);
}

function fact(
  scene: Scene,
  command: Omit<Act, 'act' | 'type'> | Omit<Of<'confirm'>, 'key'>,
  what: VaultFact,
) {
  return {
    ...{ type: 'vault' as const, duty: scene.duty.id, ...factOf(command, scene.now), fact: what },
  };
}
