import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import type { Paper } from '../../src/cli/paper.js';
import { table } from '../../src/cli/table.js';

const as = (text: string): string => text;
const paper = (width: number | null): Paper => ({
  bold: as,
  dim: as,
  red: as,
  green: as,
  yellow: as,
  width,
});
const cell = fc.string({ unit: fc.constantFrom(...'考点a b，。（）é👩‍🏫\u001B'), maxLength: 60 });
const row = fc.array(cell, { minLength: 3, maxLength: 3 });

it('aligns Chinese and Latin columns', () => {
  const rows = [
    ['东湾中学考点', '06-13 17:00', '5小时3分'],
    ['Site 7', '06-13', '1天'],
  ];
  expect(table(['单位', '时限', '已逾期'], rows, paper(null)).join('\n')).toMatchInlineSnapshot(`
    "单位          时限         已逾期
    东湾中学考点  06-13 17:00  5小时3分
    Site 7        06-13        1天"
  `);
});

it('never runs over the page, whatever the cells hold', () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 28, max: 90 }),
      (rows, width) => {
        for (const line of table(['a', 'b', 'c'], rows, paper(width))) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      },
    ),
  );
});

it('loses no character of a cell that fits in four lines', () => {
  const letters = (text: string): string => text.replace(/\s/g, '');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'考点核验a b'), maxLength: 30 }), (text) => {
      const lines = table([], [['x', text]], paper(24));
      expect(letters(lines.join(''))).toBe(`x${letters(text)}`);
    }),
  );
});

it('ends a cell that is too long with an ellipsis', () => {
  const lines = table([], [['考'.repeat(80)]], paper(20));
  expect(lines).toHaveLength(4);
  expect(lines[3]).toMatch(/…$/);
});
