import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** How many requirements each group has: A1 … A16, B1 … B14, … */
const GROUPS = { A: 16, B: 14, C: 9, D: 21, E: 12, F: 10, G: 3, H: 4, I: 5, K: 3 };
const IDS = Object.entries(GROUPS).flatMap(([group, count]) =>
  Array.from({ length: count }, (_, n) => `${group}${n + 1}`),
);

interface Row {
  readonly id: string;
  /** Of the template and the county; what a city adds. */
  readonly steps: readonly string[];
  readonly city: readonly string[];
  /** The rule, kind or command, or what is to come. */
  readonly other: string;
}

const ROWS: readonly Row[] = readFileSync('docs/coverage.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, id = '', , steps = '', city = '', other = ''] = line.split('|').map((x) => x.trim());
    return /^[A-K]\d+$/.test(id) ? [{ id, steps: quoted(steps), city: quoted(city), other }] : [];
  });

/** Requirement ids by step, as the file says them; a step that a folder only changes may say none. */
function sourcesIn(folder: string): Map<string, string[]> {
  const { steps } = parse(readFileSync(`plans/${folder}/plan.yaml`, 'utf8')) as {
    steps: readonly { readonly id: string; readonly source?: string }[];
  };
  return new Map(
    steps.map(({ id, source = '' }) => [id, source.match(/\b[A-K]\d+\b/g) ?? []] as const),
  );
}

const OWN = [...sourcesIn('common'), ...sourcesIn('county-zhongkao')];
const CITY = [...sourcesIn('city-gaokao')];

describe('docs/coverage.md', () => {
  it('has every requirement once', () => {
    expect(ROWS.map(({ id }) => id)).toEqual(IDS);
  });

  it('answers each with a step, a rule, a kind, a command, or what is to come', () => {
    expect(ROWS.filter(({ steps, other }) => steps.length === 0 && other === '')).toEqual([]);
  });

  it.each([
    ['steps', OWN],
    ['city', CITY],
  ] as const)(
    'names only steps there are, each by the requirement it says (%s)',
    (column, said) => {
      const says = (step: string, id: string): boolean =>
        said.some(([name, ids]) => name === step && ids.includes(id));
      const wrong = ROWS.flatMap((row) =>
        row[column].filter((step) => !says(step, row.id)).map((step) => `${row.id}: ${step}`),
      );
      expect(wrong).toEqual([]);
    },
  );

  it.each([
    ['steps', OWN],
    ['city', CITY],
  ] as const)(
    'lists every step under each requirement that its source names (%s)',
    (column, said) => {
      const listed = new Map(ROWS.map((row) => [row.id, [...row.steps, ...row[column]]]));
      const missing = said.flatMap(([step, ids]) =>
        ids.filter((id) => !listed.get(id)?.includes(step)).map((id) => `${id}: ${step}`),
      );
      expect(missing).toEqual([]);
    },
  );
});

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
}
