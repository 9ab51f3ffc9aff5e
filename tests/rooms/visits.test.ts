import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inside, visitsIn, type VisitNote } from '../../src/rooms/visits.js';

const said = { by: 'chief', recordedBy: 'desk', happenedAt: 1, recordedAt: 2 };
const entered = (name: string): VisitNote => ({
  ...{ is: 'entered', room: '007', person: '', name, reason: 'medical' },
  ...said,
});
const left = (of: number, happenedAt = 5): VisitNote => ({ is: 'left', of, ...said, happenedAt });

describe('who entered rooms', () => {
  it('is told with whoever left, each by his number in the list', () => {
    const visits = visitsIn([entered('a'), entered('b'), left(1), left(1, 9), entered('c')]);
    expect(visits.map(({ nth, name, left: out }) => [nth, name, out?.happenedAt])).toEqual([
      [1, 'a', 5],
      [2, 'b', undefined],
      [5, 'c', undefined],
    ]);
    expect(inside(visits).map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('loses nobody, whatever is written after him: what stands is only added to', () => {
    const note = fc.oneof(
      fc.string({ maxLength: 3 }).map(entered),
      fc.integer({ min: 1, max: 12 }).map((of) => left(of)),
    );
    fc.assert(
      fc.property(fc.array(note, { maxLength: 12 }), note, (notes, next) => {
        const before = visitsIn(notes);
        const after = visitsIn([...notes, next]);
        expect(after.length - before.length).toBe(next.is === 'entered' ? 1 : 0);
        for (const [n, visit] of before.entries()) {
          expect(after[n]).toMatchObject({ nth: visit.nth, name: visit.name });
          if (visit.left) expect(after[n]?.left).toEqual(visit.left);
        }
        expect(inside(after).length).toBeLessThanOrEqual(inside(before).length + 1);
      }),
    );
  });
});
