import { z } from 'zod';
import type { WorkYear } from '../engine/workdays.js';
import { faultAt, type Fault } from './faults.js';
import { calendar, date } from './schema.js';
import { checkShape, shape } from './shape.js';
import type { YamlSource } from './yaml-source.js';

const CALENDAR_FILE = /^calendar-(\d{4})\.yaml$/;

/** Working days of a year that Kaowu does not know yet. */
export const WORK_YEAR = shape({
  country: calendar,
  year: z.int().min(1900).max(9999),
  off: z.array(date).max(366).default([]),
  on: z.array(date).max(366).default([]),
  source: z.string().min(1).max(500),
});

/** The year of which a file of a season folder says the working days, or null where it is no such file. */
export function yearOfCalendar(name: string): number | null {
  const [, year] = CALENDAR_FILE.exec(name) ?? [];
  return year === undefined ? null : Number(year);
}

/** Reads `calendar-YYYY.yaml`. Days off may lie in the years beside it, as notices have it. */
export function readCalendar(
  source: YamlSource,
  year: number,
): { workYear: WorkYear | null; faults: Fault[] } {
  const faults: Fault[] = [];
  const workYear = checkShape(WORK_YEAR, source, [], source.value, faults);
  if (workYear === null) return { workYear, faults };
  if (workYear.year !== year)
    faults.push(faultAt(source.place(['year']), 'calendar-year', { year }));
  for (const list of ['off', 'on'] as const)
    for (const [n, day] of workYear[list].entries())
      if (Math.abs(Number(day.slice(0, 4)) - workYear.year) > 1)
        faults.push(faultAt(source.place([list, n]), 'calendar-day', { day, year: workYear.year }));
  const off = new Set(workYear.off);
  for (const [n, day] of workYear.on.entries())
    if (off.has(day)) faults.push(faultAt(source.place(['on', n]), 'calendar-both', { day }));
  return { workYear, faults };
}
