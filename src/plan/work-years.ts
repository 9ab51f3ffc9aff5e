import { readdirSync, readFileSync } from 'node:fs';
import { isCivilDate } from '../engine/moment.js';
import type { WorkYear } from '../engine/workdays.js';

// Two levels up both from here and from the built program.
const SHIPPED = new URL('../../calendars/', import.meta.url);

/** The years of working days that come with Kaowu (`calendars/<country>-<year>.json`), of every country. */
export function shippedWorkYears(): WorkYear[] {
  return readdirSync(SHIPPED)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const value: unknown = JSON.parse(readFileSync(new URL(name, SHIPPED), 'utf8'));
      if (!isWorkYear(value)) throw new Error(`${name} is no year of working days`);
      return value;
    });
}

/**
 * Whether a value is a year of working days: days that exist, each once, of that year – or of the last
 * week before it, of which a year's notice may speak too.
 */
export function isWorkYear(value: unknown): value is WorkYear {
  if (typeof value !== 'object' || value === null) return false;
  const { country, year, off, on, source } = value as Record<string, unknown>;
  if (typeof country !== 'string' || typeof source !== 'string') return false;
  if (typeof year !== 'number' || !Array.isArray(off) || !Array.isArray(on)) return false;
  const days: unknown[] = [...(off as unknown[]), ...(on as unknown[])];
  return new Set(days).size === days.length && days.every((day) => isDayOf(day, year));
}

const isDayOf = (day: unknown, year: number): boolean =>
  typeof day === 'string' &&
  isCivilDate(day) &&
  day >= `${String(year - 1).padStart(4, '0')}-12-25` &&
  day <= `${String(year).padStart(4, '0')}-12-31`;
