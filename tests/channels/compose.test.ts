import { describe, expect, it } from 'vitest';
import { composed, type Form, Unfit } from '../../src/adapters/channels/compose.js';
import { letter, line } from './a-letter.js';

const form = (more: Partial<Form> = {}): Form => ({
  ...{ carries: 'internal', limit: 2_000, links: true, safe: (text) => text, ...more },
});
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => line(`第${n + 1}件`, { code: null }));

describe('a letter as text', () => {
  it('says what, how many more, and where to answer', () => {
    expect(composed(letter({ lines: many(2), more: 3, subject: '岚溪：提醒2项' }), form())).toBe(
      [
        '岚溪：提醒2项',
        '1. 第1件',
        '2. 第2件',
        '另有3项',
        '办理：https://kaowu.example.cn/a/m-0001/s3cret',
      ].join('\n'),
    );
  });

  it('counts what has no room, rather than cutting it', () => {
    const text = composed(letter({ lines: many(40), more: 2 }), form({ limit: 400 }));
    const shown = text.split('\n').filter((one) => /^\d+\. /.test(one)).length;
    expect(text).toContain(`另有${42 - shown}项`);
    expect(shown).toBeGreaterThan(5);
    expect(text).toMatch(/s3cret$/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(400);
  });

  it('cuts a line that is alone, and keeps the way to answer whole', () => {
    const text = composed(letter({ lines: [line('长'.repeat(22_000))] }), form({ limit: 300 }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(300);
    expect(text).toMatch(/长…\n办理：\S+s3cret$/);
  });

  it('marks a rehearsal once', () => {
    const marks = (subject: string) =>
      composed(letter({ rehearsal: true, subject }), form()).split('【演练】').length - 1;
    expect([marks('提醒'), marks('【演练】提醒')]).toEqual([1, 1]);
  });

  it('says how to answer as the letter does, and by telephone where the link stays behind', () => {
    const how = '请点开链接签收；不便上网的，致电值班台报码。';
    expect(composed(letter({ how }), form())).toMatch(/值班台报码。\nhttps:\S+$/);
    expect(composed(letter({ how }), form({ links: false }))).toMatch(/\n请致电值班台报码。$/);
    expect(composed(letter({ how: '请致电值班台 8 报码。', link: null }), form())).toMatch(
      /值班台 8 报码。$/,
    );
  });

  it('keeps a title from its subject, too, where a line may not leave whole', () => {
    const sensitive = letter({
      subject: '开启保密柜',
      lines: [line('开启保密柜', { label: 'sensitive' })],
    });
    expect(composed(sensitive, form())).not.toContain('保密柜');
    expect(composed(sensitive, form({ carries: 'sensitive' }))).toContain('保密柜');
    const plain = letter({ lines: [line('对外公布', { label: 'public' })] });
    expect(composed(plain, form({ carries: 'public' }))).toContain('对外公布');
    expect(composed(letter(), form({ carries: 'public' }))).not.toContain('试听');
  });

  it.each([
    ['a link that is none', letter({ link: 'javascript:alert(1)' }), {}],
    ['a link with a line end', letter({ link: 'https://a.cn/\nhttps://b.cn' }), {}],
    ['a line of nothing', letter({ lines: [line('\u200b\u202e')] }), {}],
    ['no room at all', letter(), { limit: 10 }],
  ])('is put aside with %s', (_, given, more) => {
    expect(() => composed(given, form(more))).toThrow(Unfit);
  });
});
