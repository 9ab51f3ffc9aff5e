import type { EpochMs, Refusal, Sender, UnitEvent } from './model.js';

export interface Refused {
  readonly refused: Refusal;
  readonly detail?: string;
  readonly since?: EpochMs;
  /** The duty whose needs in the tree are to be asked about anew. */
  readonly asks?: string;
}
export type Outcome = readonly UnitEvent[] | Refused;

/** A refusal: a value, not an error. */
export const no = (refused: Refusal, detail?: string): Refused => ({
  refused,
  ...(detail !== undefined && { detail }),
});

/** What every fact of a sender carries. */
export function factOf(command: Sender, at: EpochMs) {
  const { by, key, happenedAt, recordedBy, unverified } = command;
  return {
    by,
    at,
    ...(key !== undefined && { key }),
    ...(happenedAt !== undefined && { happenedAt }),
    ...(recordedBy !== undefined && { recordedBy }),
    ...(unverified && { unverified }),
  };
}
