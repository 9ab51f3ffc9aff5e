import { isoIn, type Calendar } from '../engine/calendar.js';
import { epochMs } from '../engine/model.js';

const INSTANT = /^(?:at|asOf|now|since|from|to|until)$|At$/;

/**
 * The same JSON with every instant in ISO 8601 with the zone's offset: programs outside never see
 * milliseconds. What people filled into forms is left as it is.
 */
export function inIso(calendar: Calendar, thing: unknown): unknown {
  if (Array.isArray(thing)) return thing.map((one) => inIso(calendar, one));
  if (typeof thing !== 'object' || thing === null) return thing;
  return Object.fromEntries(
    Object.entries(thing).map(([key, value]) => {
      if (key === 'form') return [key, value];
      const isInstant = typeof value === 'number' && INSTANT.test(key);
      return [key, isInstant ? isoIn(calendar, epochMs(value)) : inIso(calendar, value)];
    }),
  );
}
