import type { RecordedEvent } from '../adapters/store/types.js';
import { NEVER, type EpochMs, type Post, type UnitPlan } from '../engine/model.js';
import { unitOfPost } from '../engine/tree.js';
import {
  emptyHands,
  handOfPost,
  handsAfter,
  handsAfterStandIn,
  otherHand,
  wouldJoin,
} from '../engine/vault-hands.js';
import type { Hand, VaultPlan, VaultState } from '../engine/vault-plan.js';
import type { Parts } from './service.js';

/** Somebody in whose hands a post would come for a time. */
export interface Coming {
  readonly post: Post;
  readonly person: string;
  readonly fromAt: EpochMs;
  readonly untilAt: EpochMs;
}

/** The hands of a vault as its log tells them. */
export const handsIn = (plan: VaultPlan, log: readonly RecordedEvent[]): VaultState =>
  log.reduce((before, { event }) => {
    if (event.type === 'vault') return handsAfter(before, event.fact, event.at);
    return event.type === 'stoodIn' ? handsAfterStandIn(plan, before, event) : before;
  }, emptyHands());

/**
 * Whether key and combination of a vault would come into one hand, were a post its person's for that time: by what its
 * unit knows, and by what was handed over from person to person, of which no unit hears.
 */
export async function joinsHands(
  store: Parts['store'],
  season: string,
  coming: Coming,
): Promise<boolean> {
  const path = unitOfPost(coming.post);
  const plan = await store.signings.unitPlan(season, path);
  const what = plan?.vault ? handOfPost(plan.vault, coming.post) : null;
  if (!plan?.vault || what === null) return false;
  const { person, fromAt, untilAt } = coming;
  const hands = handsIn(plan.vault, await store.events(season, path));
  if (wouldJoin(hands, what, person, fromAt, untilAt)) return true;
  return takesTheOther(store, season, plan.vault, what, coming);
}

/** Whether somebody who takes one in hand now was handed the post of the other. */
export async function takesBoth(
  store: Parts['store'],
  season: string,
  { vault }: UnitPlan,
  what: Hand,
  person: string,
  now: EpochMs,
): Promise<boolean> {
  if (!vault) return false;
  const coming = { post: vault.posts[what], person, fromAt: now, untilAt: NEVER };
  return takesTheOther(store, season, vault, what, coming);
}

async function takesTheOther(
  store: Parts['store'],
  season: string,
  { posts }: VaultPlan,
  what: Hand,
  { person, fromAt, untilAt }: Coming,
): Promise<boolean> {
  const other = posts[otherHand(what)];
  return (await store.registers.standIns(season)).some(
    (one) =>
      one.post === other && one.person === person && one.fromAt < untilAt && fromAt < one.untilAt,
  );
}
