import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readShortCode, shortCode, unitPart, unitPartOf } from '../../src/policy/short-code.js';

const coded = fc.record({
  season: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
  path: fc.stringMatching(/^[a-z][a-z0-9/-]{0,20}$/),
  duty: fc.option(fc.stringMatching(/^[a-z][a-z0-9@-]{0,20}$/)),
});
const LETTERS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];

it('says the same code for the same duty for ever', () => {
  const duty = { season: '2027-zhongkao', path: 'lanxi/site-3', duty: 'listening-tried' };
  expect(shortCode(duty)).toBe('TQ6-MWV3');
  expect(shortCode({ ...duty, duty: null }).slice(0, 2)).toBe('TQ6-MWV3'.slice(0, 2));
});

it('law: a code is read back however it was written down', () => {
  fc.assert(
    fc.property(coded, fc.constantFrom('', ' ', '-', '－', '. '), fc.boolean(), (one, gap, low) => {
      const code = shortCode(one);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}$/);
      const confused = code.replaceAll('0', 'o').replaceAll('1', 'l').replace('-', gap);
      expect(readShortCode(low ? confused.toLowerCase() : confused)).toBe(code);
      expect(unitPartOf(code)).toBe(unitPart(one.season, one.path));
    }),
  );
});

it('law: one wrong character, or two exchanged, are no code', () => {
  fc.assert(
    fc.property(coded, fc.nat(6), fc.nat(6), fc.constantFrom(...LETTERS), (one, a, b, letter) => {
      const letters = [...shortCode(one).replace('-', '')];
      const wrong = letters.with(a, letter).join('');
      expect(readShortCode(wrong) !== null).toBe(wrong === letters.join(''));
      const swapped = letters
        .with(a, letters[b] ?? '')
        .with(b, letters[a] ?? '')
        .join('');
      expect(readShortCode(swapped) !== null).toBe(swapped === letters.join(''));
    }),
    { numRuns: 500 },
  );
});

it('of 120 duties at each of 1,000 units hardly any share a code', () => {
  const seen = new Map<string, number>();
  for (let unit = 0; unit < 1_000; unit += 1)
    for (let duty = 0; duty < 120; duty += 1) {
      const code = shortCode({
        season: 's',
        path: `p/a${unit % 40}/site-${unit}`,
        duty: `d-${duty}`,
      });
      seen.set(code, (seen.get(code) ?? 0) + 1);
    }
  const counts = [...seen.values()];
  // Chance alone gives 7 pairs at one unit (1,000 · 120²/2 / 2²⁰) and about 7 elsewhere (120,000²/2 / 2³⁰).
  expect(counts.filter((count) => count > 1).length).toBeLessThan(40);
  expect(counts.every((count) => count <= 2)).toBe(true);
});
