import { NEVER, type EpochMs, type UnitEvent } from '../engine/model.js';
import { simulate } from '../engine/simulate.js';
import type { Prepared } from '../service/prepare.js';

/** A word of the simulated season: told, or judged by a gate. */
export type Word = Extract<UnitEvent, { type: 'told' | 'judged' }>;
export interface SaidWord {
  readonly unit: string;
  readonly event: Word;
}

/** Which words are wanted: of a unit and all below it, owed from one instant to another, both included. */
export interface Wanted {
  readonly unit?: string;
  readonly from?: EpochMs;
  readonly to?: EpochMs;
}

/** Every word of a simulated season: by time, then as the plan names its units, each unit's in their order. */
export function saidWords(
  { plan, unitPlans }: Pick<Prepared, 'plan' | 'unitPlans'>,
  { unit, from = 0 as EpochMs, to = NEVER }: Wanted = {},
): SaidWord[] {
  const words: SaidWord[] = [];
  simulate(
    unitPlans.map(({ body }) => body),
    ({ unit: path, event }) => {
      if (isWord(event) && event.owedAt >= from && isUnder(path, unit))
        words.push({ unit: path, event });
    },
    to,
  );
  const place = new Map(plan.units.map(({ path }, n) => [path, n]));
  const placeOf = ({ unit: path }: SaidWord): number => place.get(path) ?? 0;
  return words.sort((a, b) => a.event.owedAt - b.event.owedAt || placeOf(a) - placeOf(b));
}

/** Whether a unit is the one named, or below it; all are where none is named. */
export const isUnder = (path: string, unit: string | undefined): boolean =>
  unit === undefined || path === unit || path.startsWith(`${unit}/`);

/** A duty's id is its step's, or `<step>@<session>`, `<step>@<n>` of a series, or both one after another. */
export function namesOf(duty: string): {
  readonly step: string;
  readonly occurrence: string | null;
} {
  const at = duty.indexOf('@');
  if (at < 0) return { step: duty, occurrence: null };
  return { step: duty.slice(0, at), occurrence: duty.slice(at + 1) };
}

// A question that comes to a rung is answered by the word told of that rung.
const isWord = (event: UnitEvent): event is Word =>
  event.type === 'told' || (event.type === 'judged' && event.action === 'gate');
