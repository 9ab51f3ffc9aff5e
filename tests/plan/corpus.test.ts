import { describe, expect, it } from 'vitest';
import { SENTENCES } from '../../src/plan/sentences.js';
import { COMPILE_SENTENCES } from '../../src/plan/sentences-compile.js';
import { CUSTODY_SENTENCES } from '../../src/plan/sentences-custody.js';
import { SETTINGS_SENTENCES } from '../../src/plan/sentences-settings.js';
import { BROKEN } from './broken.js';
import { BROKEN_RICH } from './corpus/broken-rich.js';
import { faultsAfterIn, faultsOfRich } from './corpus/rich-season.js';

const placed = (faults: ReturnType<typeof faultsOfRich>): string[] =>
  faults.map(({ file, line, column, code }) => {
    return `${file.replace('plans/', '')}:${line}:${column} ${code}`;
  });

describe('a broken season of all kinds', () => {
  it('reads and compiles clean while nothing is broken', () => {
    expect(placed(faultsOfRich())).toEqual([]);
  });

  it.each(BROKEN_RICH)('%s: %j → %j is %s at %s', (file, was, now, code, at) => {
    const faults = faultsAfterIn(file, was, now);
    expect(placed(faults)).toContain(`${at} ${code}`);
    // One slip of the pen is told once, and at most what hangs on it besides.
    expect(faults.length).toBeLessThanOrEqual(6);
    for (const { zh, en } of faults) {
      expect(zh + en).not.toMatch(/\{\w+\}|undefined|\[object/);
      expect(zh).toMatch(/[一-鿿]/);
    }
  });
});

describe('the corpus', () => {
  it('breaks plans in sixty ways and more', () => {
    expect(BROKEN.length + BROKEN_RICH.length).toBeGreaterThanOrEqual(160);
  });

  it('hits every code that there is', () => {
    const hit = new Set<string>([...BROKEN, ...BROKEN_RICH].map(([, , , code]) => code));
    const codes = [...Object.keys(SENTENCES), ...Object.keys(COMPILE_SENTENCES)];
    expect(codes.filter((code) => !hit.has(code) && !ELSEWHERE.has(code))).toEqual([]);
  });
});

/** Codes that need more than one replacement; where each is tested. */
const ELSEWHERE = new Set<string>([
  // tests/channels/settings.test.ts
  ...Object.keys(SETTINGS_SENTENCES),
  // custody-plan.test.ts
  ...Object.keys(CUSTODY_SENTENCES),
  // tests/engine/vault-compile.test.ts
  'hands-not-two',
  // faults.test.ts
  ...['file-missing', 'file-not-regular', 'file-too-large', 'file-encoding', 'file-nul'],
  ...['yaml-too-big', 'yaml-aliases', 'too-many-faults'],
  // extends.test.ts
  'extends-too-deep',
  // bounds.test.ts
  ...['csv-too-many-rows', 'plan-too-large', 'needs-too-many'],
  // The reader finds these first; tests/engine/compile-spans.test.ts and compile.test.ts.
  ...['unknown-moment', 'circular-step', 'circular-done'],
]);
