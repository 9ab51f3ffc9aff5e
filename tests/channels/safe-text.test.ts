import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutTo,
  forChat,
  forTextMessage,
  oneLine,
  seenText,
} from '../../src/adapters/channels/safe-text.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('汉', 'a', '👨‍👩‍👧‍👦', 'é', '\ud83d', '\r\n', ' ', '🇨🇳', '@', '【'),
  }),
);

describe('cutting', () => {
  it('keeps what fits, else the longest beginning of whole characters with its mark', () => {
    fc.assert(
      fc.property(anyText.map(seenText), fc.nat(120), (text, limit) => {
        const cut = cutTo(text, limit);
        if (Buffer.byteLength(text) <= limit) {
          expect(cut).toBe(text);
          return;
        }
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit);
        expect(cut.at(-1)).toBe(limit < 3 ? undefined : '…');
        const kept = cut.slice(0, -1);
        expect(text.startsWith(kept)).toBe(true);
        expect(kept).not.toMatch(/\p{Cs}/u);
      }),
    );
  });

  it.each([
    ['汉字汉字', 9, '汉字…'],
    ['汉字汉字', 11, '汉字…'],
    ['汉字汉字', 12, '汉字汉字'],
    ['ab👨‍👩‍👧‍👦cd', 20, 'ab…'],
    ['🇨🇳🇨🇳🇨🇳', 20, '🇨🇳🇨🇳…'],
    ['abc   def', 8, 'abc…'],
  ])('%s to %i bytes is %s', (text, limit, wanted) => {
    expect(cutTo(text, limit)).toBe(wanted);
  });

  it('takes a moment for 64 KB, and for marks without an end', () => {
    const before = process.cpuUsage();
    cutTo('汉'.repeat(22_000), 2_048);
    cutTo(`a${'\u0301'.repeat(32_000)}`, 2_048);
    oneLine(' \r\n'.repeat(22_000));
    forChat('@<all>'.repeat(11_000));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });
});

describe('text for others to read', () => {
  it('has whole characters, no controls but line ends, and nothing that hides or turns', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(seenText(text)).not.toMatch(
          /\p{Cs}|(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069\u200b]/u,
        );
        expect(oneLine(text)).not.toMatch(/\n|^\s|\s$/);
      }),
    );
    expect(oneLine('a\r\nBcc: x@y\u202e\0 b')).toBe('a Bcc: x@y b');
    expect(oneLine('家👨‍👩‍👧庭')).toBe('家👨‍👩‍👧庭');
  });

  it('calls nobody, links nowhere and marks nothing up in a chat', () => {
    expect(forChat('<@all> @所有人 [这里](http://x) **粗** `码` ~~删~~\n# 题')).toBe(
      '＜＠all＞ ＠所有人 ［这里］(http://x) ＊＊粗＊＊ ｀码｀ ～～删～～\n＃ 题',
    );
    expect(forChat('@\u200ball')).not.toContain('@');
  });

  it('brings no second signature into a text message', () => {
    expect(forTextMessage('【银行】您的账户［1］')).toBe('〔银行〕您的账户〔1〕');
  });
});
