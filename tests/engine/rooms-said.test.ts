import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRooms, roomsText, sumOfRooms, type ByRoom } from '../../src/engine/rooms-said.js';

const ROOMS = 40;
const read = (text: string): ByRoom => {
  const found = readRooms(text, ROOMS);
  if ('refused' in found) throw new Error(`${found.refused} ${found.detail}`);
  return found;
};
const refusal = (said: string | number | boolean, rooms = ROOMS) => {
  const found = readRooms(said, rooms);
  return 'refused' in found ? [found.refused, found.detail] : [...found];
};

/** Exceptions as somebody knows them: each room once, in any order. */
const exceptions = fc
  .uniqueArray(fc.integer({ min: 1, max: ROOMS }), { maxLength: ROOMS })
  .chain((rooms) =>
    fc
      .array(fc.integer({ min: 1, max: 99_999 }), {
        minLength: rooms.length,
        maxLength: rooms.length,
      })
      .map((numbers) => rooms.map((room, n) => [room, numbers[n] ?? 1] as const)),
  );
/** One of the ways in which a hand writes it. */
const hands = fc.record({
  colon: fc.constantFrom(':', '：', ' : ', '： '),
  between: fc.constantFrom(' ', '，', '、', '；', ', ', '　', '\n'),
  wide: fc.boolean(),
  padded: fc.boolean(),
});
type Hand = typeof hands extends fc.Arbitrary<infer One> ? One : never;

const wide = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const written = (all: readonly (readonly [number, number])[], hand: Hand): string => {
  const one = ([room, number]: readonly [number, number]): string =>
    `${hand.padded ? String(room).padStart(3, '0') : room}${hand.colon}${number}`;
  const text = all.map(one).join(hand.between);
  return hand.wide ? wide(text) : text;
};

describe('rooms by exception', () => {
  it('are read as they are meant, however they are written', () => {
    fc.assert(
      fc.property(exceptions, hands, (all, hand) => {
        const found = read(written(all, hand));
        expect(new Map(found)).toEqual(new Map(all));
        expect(sumOfRooms(found)).toBe(all.reduce((sum, [, number]) => sum + number, 0));
      }),
    );
  });

  it('are kept one way: in the order of rooms, and read again the same', () => {
    fc.assert(
      fc.property(exceptions, hands, (all, hand) => {
        const kept = roomsText(read(written(all, hand)));
        expect(kept).toBe(roomsText(read(written([...all].reverse(), hand))));
        expect(roomsText(read(kept))).toBe(kept);
        const rooms = [...read(kept).keys()];
        expect(rooms).toEqual([...rooms].sort((a, b) => a - b));
      }),
    );
  });

  it('never throw, whatever is typed, and say what is wrong in few characters', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        const found = readRooms(text, ROOMS);
        if ('refused' in found) expect(found.detail.length).toBeLessThanOrEqual(40);
        else for (const room of found.keys()) expect(room).toBeLessThanOrEqual(ROOMS);
      }),
    );
  });

  it.each([
    ['', ''],
    ['  ', ''],
    ['无', ''],
    ['0', ''],
    ['007:2 012:1', '007:2 012:1'],
    ['12：1，7：2', '007:2 012:1'],
    ['７：２、０１２：１', '007:2 012:1'],
    ['7', '007:1'],
    ['007:0 012', '012:1'],
  ])('“%s” is kept as “%s”', (said, kept) => {
    expect(roomsText(read(said))).toBe(kept);
  });

  it('are refused by name: no such room, one twice, no number', () => {
    expect(refusal('041:1')).toEqual(['room-unknown', '041']);
    expect(refusal('0:1')).toEqual(['room-unknown', '0']);
    expect(refusal('1:1', 0)).toEqual(['room-unknown', '1']);
    expect(refusal('007:1 7:2')).toEqual(['room-twice', '007']);
    expect(refusal('007:1.5')).toEqual(['rooms-unreadable', '007:1.5']);
    expect(refusal('007:-1')).toEqual(['rooms-unreadable', '007:-1']);
    expect(refusal('七考场两份')).toEqual(['rooms-unreadable', '七考场两份']);
    expect(refusal(true)).toEqual(['rooms-unreadable', 'true']);
    expect(refusal(`1:1${' '.repeat(5_000)}2:1`)[0]).toBe('rooms-unreadable');
  });

  it('take a room alone from a command line, where it comes as a number', () => {
    expect(refusal(12)).toEqual([[12, 1]]);
    expect(refusal(1.5)).toEqual(['rooms-unreadable', '1.5']);
  });
});
