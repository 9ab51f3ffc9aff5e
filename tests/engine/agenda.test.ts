import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaOf, earliest, itemAt, itemsOf, withItem } from '../../src/engine/agenda.js';
import { epochMs, NEVER, type EpochMs } from '../../src/engine/model.js';

interface Item {
  readonly wakeAt: EpochMs;
  readonly name: number;
}

// Few instants, so that many wake together; some never wake.
const instants = fc.oneof(fc.integer({ min: 1, max: 9 }).map(epochMs), fc.constant(NEVER));
const items = (maxLength: number) =>
  fc
    .array(instants, { maxLength })
    .map((all) => all.map((wakeAt, name): Item => ({ wakeAt, name })));
const changes = fc.array(fc.tuple(fc.nat(), instants), { maxLength: 60 });

/** The same question asked of a plain array. */
function firstOf(all: readonly Item[]): number {
  const first = Math.min(NEVER, ...all.map(({ wakeAt }) => wakeAt));
  return first === NEVER ? -1 : all.findIndex(({ wakeAt }) => wakeAt === first);
}

describe('an agenda', () => {
  it('finds what a plain array finds, whatever is changed or added', () => {
    fc.assert(
      fc.property(items(80), changes, (start, edits) => {
        const plain = [...start];
        let agenda = agendaOf(start);
        expect(earliest(agenda)).toBe(firstOf(plain));
        for (const [n, wakeAt] of edits) {
          const index = n % (plain.length + 1);
          plain[index] = { wakeAt, name: 1_000 + n };
          agenda = withItem(agenda, index, { wakeAt, name: 1_000 + n });
          expect(earliest(agenda)).toBe(firstOf(plain));
          expect(agenda.root.wakeAt).toBe(plain[firstOf(plain)]?.wakeAt ?? NEVER);
          expect(agenda.size).toBe(plain.length);
        }
        expect(itemsOf(agenda)).toEqual(plain);
        expect(plain.map((_, index) => itemAt(agenda, index))).toEqual(plain);
      }),
    );
  });

  it('grown one by one is one built whole, over each border of eight', () => {
    const all = Array.from({ length: 600 }, (_, name) => ({
      wakeAt: epochMs(1 + ((name * 7) % 13)),
      name,
    }));
    let grown = agendaOf<Item>([]);
    for (const [index, item] of all.entries()) {
      grown = withItem(grown, index, item);
      if (![1, 8, 9, 64, 65, 512, 513, 600].includes(index + 1)) continue;
      const whole = agendaOf(all.slice(0, index + 1));
      expect(grown).toEqual(whole);
    }
  });

  it('leaves the old version what it was, and shares what has not changed', () => {
    const old = agendaOf(
      Array.from({ length: 64 }, (_, name) => ({ wakeAt: epochMs(100 + name), name })),
    );
    const fresh = withItem(old, 63, { wakeAt: epochMs(1), name: 63 });
    expect([earliest(old), earliest(fresh)]).toEqual([0, 63]);
    expect(itemAt(old, 63).wakeAt).toBe(163);
    expect(old.root.below.filter((node, n) => node === fresh.root.below[n])).toHaveLength(7);
  });

  it('survives JSON', () => {
    fc.assert(
      fc.property(items(70), (all) => {
        const agenda = agendaOf(all);
        expect(JSON.parse(JSON.stringify(agenda))).toEqual(agenda);
      }),
    );
  });

  it('of nothing wakes never', () => {
    const empty = agendaOf<Item>([]);
    expect([earliest(empty), empty.root.wakeAt, itemsOf(empty)]).toEqual([-1, NEVER, []]);
  });
});
