import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskMail, maskName, maskPhone } from '../../src/policy/mask.js';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
const digits = (most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: most });
const phone = fc.oneof(
  digits(20),
  fc.tuple(fc.constantFrom('', '+86 ', '0086-', '０'), digits(12)).map((parts) => parts.join('')),
  text,
);

describe('a phone number', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['+86 138-1234-5678', '138****5678'],
    ['１３８１２３４５６７８', '138****5678'],
    ['0571-12345678', '****78'],
    ['110', '****'],
    ['', ''],
  ])('%s is shown as %s', (whole, shown) => expect(maskPhone(whole)).toBe(shown));

  it('never shows more than seven of eleven digits, else two; and nothing but digits and stars', () => {
    fc.assert(
      fc.property(phone, (whole) => {
        const shown = maskPhone(whole);
        expect(shown).toMatch(/^(?:|\d{3}\*{4}\d{4}|\*{4}(?:\d{2})?)$/);
      }),
    );
  });

  it('is masked once', () => {
    fc.assert(
      fc.property(phone, (whole) => {
        expect(maskPhone(maskPhone(whole))).toBe(maskPhone(whole));
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    ['zhang.san@example.cn', 'z***@example.cn'],
    ['z@example.cn', '***@example.cn'],
    ['示岚竹@example.cn', '示***@example.cn'],
    ['𠮷野@example.cn', '𠮷***@example.cn'],
    ['no address', '***'],
  ])('%s is shown as %s', (whole, shown) => expect(maskMail(whole)).toBe(shown));

  it('shows one letter of the name at most, is well formed, and is masked once', () => {
    const mail = fc.oneof(
      text,
      fc.tuple(text, text).map(([who, house]) => `${who}@${house}`),
    );
    fc.assert(
      fc.property(mail, (whole) => {
        const shown = maskMail(whole);
        expect(maskMail(shown)).toBe(shown);
        if (whole === '') return;
        const [name = ''] = shown.split(/@(?=[^@]*$)/);
        expect([...name].filter((char) => char !== '*').length).toBeLessThanOrEqual(1);
        expect(shown).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});

describe('a name', () => {
  it.each([
    ['示岚竹', '示**'],
    ['示月', '示*'],
    ['𠮷野', '𠮷*'],
    ['示', '*'],
    ['Li Ming-Xiu', 'L***'],
  ])('%s is shown as %s', (whole, shown) => expect(maskName(whole)).toBe(shown));

  it('shows its first letter and three stars at most, once', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const shown = maskName(whole);
        expect(maskName(shown)).toBe(shown);
        expect([...shown].length).toBeLessThanOrEqual(4);
        expect([...shown].slice(1).every((char) => char === '*')).toBe(true);
      }),
    );
  });
});
