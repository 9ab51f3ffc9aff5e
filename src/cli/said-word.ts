import type { UnitEvent } from '../engine/model.js';

/** A word of the simulated season: told, or judged by a gate. */
export type Word = Extract<UnitEvent, { type: 'told' | 'judged' }>;
export interface SaidWord {
  readonly unit: string;
  readonly event: Word;
}

/** A duty's id is its step's, or `<step>@<session>`. */
export function namesOf(duty: string): {
  readonly step: string;
  readonly occurrence: string | null;
} {
  const [step = duty, occurrence = null] = duty.split('@');
  return { step, occurrence };
}
