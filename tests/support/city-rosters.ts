import { AREAS, CITY } from './city-bodies.js';

/** A watch of the city's plan: from when, for how long, and how strong a crew is. */
interface Watch {
  readonly unit: string;
  readonly step: string;
  /** How a day of the watch is said, counted from its first. */
  day(n: number): string;
  readonly hour: number;
  readonly hours: number;
  readonly shift: number;
  readonly heads: number;
  readonly members: number;
}

/** Days before or after the first day of the exam, as a plan says them. */
const examDay = (days: number): string => (days === 0 ? 'E' : `E${days < 0 ? '' : '+'}${days}d`);

const WATCHES: readonly Watch[] = [
  {
    ...{ unit: CITY, step: 'city-duty', day: (n) => examDay(n - 2) },
    ...{ hour: 8, hours: 96, shift: 12, heads: 1, members: 2 },
  },
  {
    ...{
      unit: `${CITY}/hotline`,
      step: 'noise-line',
      day: (n) => examDay(n - 6),
    },
    ...{ hour: 0, hours: 18 * 24, shift: 12, heads: 1, members: 2 },
  },
  {
    ...{ unit: `${CITY}/vault`, step: 'city-vault-watch', day: (n) => examDay(n - 3) },
    ...{ hour: 8, hours: 136, shift: 8, heads: 2, members: 4 },
  },
  ...AREAS.map(
    ({ id }): Watch => ({
      ...{ unit: `${CITY}/${id}/vault`, step: 'vault-watch', day: (n) => examDay(n - 1) },
      ...{ hour: 6, hours: 72, shift: 8, heads: 2, members: 4 },
    }),
  ),
];

/** One row a person and shift; the crews of a watch relieve each other in turn. */
export function rosterRows(personsOn: (unit: string, role: string) => string[]): string[][] {
  return WATCHES.flatMap((watch) => {
    const heads = crews(personsOn(watch.unit, 'shift-head'), watch.heads);
    const members = crews(personsOn(watch.unit, 'shift'), watch.members);
    return Array.from({ length: watch.hours / watch.shift }, (_, n) => {
      const [from, until] = [n, n + 1].map((shift) => instantOf(watch, shift * watch.shift));
      const rows = (persons: readonly string[] = [], role: string): string[][] =>
        persons.map((person) => [watch.unit, watch.step, from ?? '', until ?? '', person, role]);
      return [
        ...rows(heads[n % heads.length], 'head'),
        ...rows(members[n % members.length], 'member'),
      ];
    }).flat();
  });
}

function instantOf({ day, hour }: Watch, after: number): string {
  const all = hour + after;
  return `${day(Math.floor(all / 24))} ${`${all % 24}`.padStart(2, '0')}:00`;
}

function crews(persons: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.floor(persons.length / size) }, (_, n) =>
    persons.slice(n * size, (n + 1) * size),
  );
}
