import { isoIn, type Calendar } from '../engine/calendar.js';
import type { EpochMs } from '../engine/model.js';
import type { SimulatedLine } from '../service/planner.js';
import { namesOf, type SaidWord } from './words.js';

/** The lines that programs read of a simulation. */
export function simulatedLines(calendar: Calendar, words: readonly SaidWord[]): SimulatedLine[] {
  const iso = isoOf(calendar);
  return words.map((word) => lineOf(iso, word));
}

function lineOf(iso: (at: EpochMs) => string, { unit, event }: SaidWord): SimulatedLine {
  const { step, occurrence } = namesOf(event.duty);
  return {
    at: iso(event.owedAt),
    unit,
    step,
    occurrence,
    action: event.action,
    ...(event.rung >= 0 && { rung: event.rung }),
    to: event.to,
    ...(event.side === 'acceptor' && { side: event.side }),
  };
}

// A season has few distinct instants and very many words; formatting costs 60 µs.
function isoOf(calendar: Calendar): (at: EpochMs) => string {
  const known = new Map<EpochMs, string>();
  return (at) => {
    const iso = known.get(at) ?? isoIn(calendar, at);
    known.set(at, iso);
    return iso;
  };
}
