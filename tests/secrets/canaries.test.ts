import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findCanaries } from '../support/canaries.js';

const canary = fc.oneof(
  fc.constantFrom('13812345678', '丹顶鹤七七三一'),
  fc.string({ minLength: 8 }),
);
const ways: readonly ((text: string) => string | Uint8Array)[] = [
  (text) => text,
  (text) => JSON.stringify({ text }),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('base64url'),
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => encodeURIComponent(text),
];

it('a canary is found however it is written, and whatever stands around it', () => {
  fc.assert(
    fc.property(
      canary,
      fc.string(),
      fc.string(),
      fc.constantFrom(...ways),
      (text, before, after, way) => {
        fc.pre(Buffer.from(text).toString() === text);
        const whole = way === ways[4] || way === ways[5] ? way(text) : way(before + text + after);
        const places = { there: whole, elsewhere: 'nothing of the kind' };
        expect(findCanaries({ one: text }, places)).toContain('one in there');
      },
    ),
  );
});

it('what is not there is not found', () => {
  const places = { text: 'a 13812345679 b', bytes: Buffer.from([1, 2, 3]) };
  expect(findCanaries({ phone: '13812345678', word: '丹顶鹤' }, places)).toEqual([]);
});
