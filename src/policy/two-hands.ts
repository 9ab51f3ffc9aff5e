/** A PIN to begin with, and who gave it out; null where that is not on record. */
export interface GivenPin {
  readonly issuedBy: string | null;
  /** Whether it is still the one that was given out: its owner has not put his own in its place. */
  readonly isFirst: boolean;
}

/**
 * Whether one hand holds a card and the PIN that goes with it: with both, whoever gave them out could sign in their
 * owner's name. A PIN that its owner has chosen is in nobody else's hand.
 */
export const isOneHand = (card: { readonly issuedBy: string }, pin: GivenPin): boolean =>
  pin.isFirst && (pin.issuedBy === null || pin.issuedBy === card.issuedBy);
