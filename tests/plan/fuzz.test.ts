import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAll, faultAt, sortFaults, type Fault } from '../../src/plan/faults.js';
import { readSmall, SMALL } from './small-season.js';

const file = fc.constantFrom(...(Object.keys(SMALL) as (keyof typeof SMALL)[]));

/** Either a season or at least one fault, each at a place that a file can have. */
function expectAnswer(read: ReturnType<typeof readSmall>): void {
  if (!('faults' in read)) return;
  expect(read.faults.length).toBeGreaterThan(0);
  for (const { line, column, zh, en } of read.faults) {
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(zh.length * en.length).toBeGreaterThan(0);
    expect(zh.length + en.length).toBeLessThan(2_000);
  }
}

describe('the reader', () => {
  it('answers any bytes', () => {
    fc.assert(
      fc.property(file, fc.uint8Array({ maxLength: 300 }), (name, bytes) => {
        expectAnswer(readSmall({ [name]: bytes }));
      }),
      { numRuns: 40 },
    );
  });

  it('answers any mutation of a good season', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '\n',
        ': ',
        '- ',
        '[',
        '}',
        '"',
        "'",
        ',',
        '&a ',
        '*a',
        '? ',
        '|',
        '  ',
        '\t',
        '#',
        'null',
        '1e999',
      ),
    );
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(12), piece, (name, where, length, put) => {
        const text = SMALL[name];
        const at = where % text.length;
        expectAnswer(readSmall({ [name]: text.slice(0, at) + put + text.slice(at + length) }));
      }),
      { numRuns: 40 },
    );
  });

  it('answers any tower of brackets and marks', () => {
    const marks = fc.array(fc.constantFrom(...'[]{}:-?!&*,|>%@"\'\n #a'), { maxLength: 400 });
    fc.assert(
      fc.property(marks, (chars) => {
        expectAnswer(readSmall({ 'plan.yaml': chars.join('') }));
      }),
      { numRuns: 40 },
    );
  });

  it('gathers more faults than a call may have arguments', () => {
    const fault = faultAt({ file: 'a', line: 1, column: 1 }, 'file-nul');
    const faults: Fault[] = [];
    addAll(
      faults,
      Array.from({ length: 300_000 }, () => fault),
    );
    expect(sortFaults(faults)).toEqual([fault]);
  });

  it('answers keys that JavaScript knows', () => {
    for (const key of ['__proto__', 'constructor', 'toString'])
      expectAnswer(readSmall({ 'plan.yaml': `${SMALL['plan.yaml']}${key}: { a: 1 }\n` }));
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});
