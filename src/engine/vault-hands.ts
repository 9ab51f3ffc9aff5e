import { NEVER, type EpochMs, type UnitEvent } from './model.js';
import type { Hand, VaultFact, VaultPlan, VaultState } from './vault-plan.js';

// A post's stand-ins one after another; more at once is no plan that anybody could follow.
const MOST_IN_PLACE = 50;

export const HANDS = ['key', 'combination'] as const satisfies readonly Hand[];
export const otherHand = (what: Hand): Hand => (what === 'key' ? 'combination' : 'key');

/** Before anything was handed out. */
export const emptyHands = (): VaultState => ({
  hands: { key: null, combination: null },
  offered: { key: null, combination: null },
  inPlace: { key: [], combination: [] },
  alarms: 0,
});

/** Which of the two a person has, or null. */
export const handOf = ({ hands }: VaultState, person: string): Hand | null =>
  HANDS.find((what) => hands[what] === person) ?? null;

/** Which of the two comes with a post. */
export const handOfPost = ({ posts }: VaultPlan, post: string): Hand | null =>
  HANDS.find((what) => posts[what] === post) ?? null;

/**
 * Whether key and combination would come into one hand, were `person` given `what` from one instant until
 * another: he has the other one, or stands in for whoever has it.
 */
export function wouldJoin(
  { hands, inPlace }: VaultState,
  what: Hand,
  person: string,
  from: EpochMs,
  until: EpochMs = NEVER,
): boolean {
  const against = otherHand(what);
  return (
    hands[against] === person ||
    inPlace[against].some((one) => one.person === person && one.from < until && from < one.until)
  );
}

/** The hands after a fact. */
export function handsAfter(state: VaultState, fact: VaultFact, at: EpochMs): VaultState {
  switch (fact.is) {
    case 'held':
      return {
        ...state,
        hands: { ...state.hands, [fact.what]: fact.person },
        offered: { ...state.offered, [fact.what]: null },
      };
    case 'offered':
      return { ...state, offered: { ...state.offered, [fact.what]: { to: fact.to, at } } };
    case 'withdrawn':
      return state;
  }
}

/** The hands after somebody was named to stand in for a post. */
export function handsAfterStandIn(
  plan: VaultPlan,
  state: VaultState,
  { post, person, from, until, at }: Extract<UnitEvent, { type: 'stoodIn' }>,
): VaultState {
  const what = handOfPost(plan, post);
  if (!what) return state;
  const known = state.inPlace[what].filter((one) => one.until > at).slice(1 - MOST_IN_PLACE);
  return { ...state, inPlace: { ...state.inPlace, [what]: [...known, { person, from, until }] } };
}
