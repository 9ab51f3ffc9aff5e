import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedLate, USUAL_LATE_MS } from '../../src/engine/recorded-late.js';
import { happenedWords } from '../../src/text/happened.js';
import { clock, MINUTE, on } from './unit.js';

const instants = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe('what is recorded after it happened', () => {
  it('is late from one millisecond beyond the plan’s time on, and never before', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 86_400_000 }), (happened, lateMs) => {
        expect(recordedLate(happened, happened + lateMs, lateMs)).toBe(false);
        expect(recordedLate(happened, happened + lateMs + 1, lateMs)).toBe(true);
      }),
    );
    expect(USUAL_LATE_MS).toBe(15 * MINUTE);
  });

  it('is not late where nobody said when it happened', () => {
    expect(recordedLate(undefined, on('2027-06-16 09:00'), 0)).toBe(false);
    expect(recordedLate(null, on('2027-06-16 09:00'), 0)).toBe(false);
  });

  it('says both instants where it is late, one where it is not, nothing where there is one', () => {
    const at = on('2027-06-16 09:00');
    const said = (happenedAt: number | undefined) =>
      happenedWords(
        'zh',
        clock,
        { at, ...(happenedAt !== undefined && { happenedAt: happenedAt as typeof at }) },
        USUAL_LATE_MS,
      );
    expect(said(on('2027-06-16 08:45'))).toBe('发生于 2027-06-16 08:45');
    expect(said(on('2027-06-16 08:44'))).toBe(
      '迟录：发生于 2027-06-16 08:44，录入于 2027-06-16 09:00',
    );
    expect(said(undefined)).toBeUndefined();
  });
});
