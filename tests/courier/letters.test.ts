import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { letterHow, letterSubject } from '../../src/text/letters.js';
import { zh } from '../../src/text/zh-CN.js';
import { SAMPLES, sampleLine } from './letter-samples.js';
import { lettersPage } from './letters-page.js';

const NAMES = Object.keys(SAMPLES);
/** Whatever a bare line may not give away: titles, persons, reasons, sources. */
const TELLING = /外语听力|listening|示[\p{L}]{2}|黑屏|听音|供电|填错|岚中|rooms|代录：|校时|施工/u;
/** What one text message of Chinese holds. */
const ONE_SMS = 70;

describe('letters', () => {
  it('stand in docs/letters.md as they are made', () => {
    // Else: node --import tsx tests/support/publish-letters.ts
    expect(readFileSync('docs/letters.md', 'utf8')).toBe(lettersPage());
  });

  it('exist for every kind of notice', () => {
    const kinds = new Set(NAMES.map((name) => name.split(',')[0]));
    expect([...kinds].sort()).toEqual(Object.keys(zh.letters.kinds).sort());
  });

  it.each(NAMES)('name no duty, no person and no reason in the bare line: %s', (name) => {
    for (const lang of ['zh', 'en'] as const) {
      const { text, bare } = sampleLine(name, lang);
      expect(bare).not.toMatch(TELLING);
      expect(text).not.toBe(bare);
      if (lang === 'zh') expect(`${bare}（报码TQ6-MWV3）`.length).toBeLessThanOrEqual(ONE_SMS);
    }
  });

  it.each(NAMES)('are marked in a rehearsal, whole and bare: %s', (name) => {
    for (const [lang, mark] of [['zh', '【演练】'] as const, ['en', '[REHEARSAL] '] as const]) {
      const { text, bare } = sampleLine(name, lang, true);
      expect([text.startsWith(mark), bare.startsWith(mark)]).toEqual([true, true]);
    }
  });

  it('say who they are for where somebody gets them for another', () => {
    expect(sampleLine('remind, a stand-in reads it', 'zh').text).toContain('（代示淳湖）');
  });
});

describe('a subject', () => {
  const lines = ['escalate', 'escalate', 'remind'].map((name) => sampleLine(name, 'zh'));
  const facts = { rehearsal: false, season: '岚溪县中考', lines, more: 0, isOpen: true };

  it('counts what there is of each kind, the merely counted in the sum', () => {
    expect(letterSubject('zh', facts)).toBe('岚溪县中考：逾期2项、提醒1项，共3项');
    expect(letterSubject('zh', { ...facts, more: 37, rehearsal: true })).toBe(
      '【演练】岚溪县中考：逾期2项、提醒1项，共40项',
    );
    expect(letterSubject('zh', { ...facts, lines: lines.slice(0, 2), season: null })).toBe(
      '逾期2项',
    );
  });

  it('names a single duty where it may, and else says where it is', () => {
    const one = { ...facts, lines: lines.slice(2) };
    expect(letterSubject('zh', one)).toBe(
      '【提醒】东湾中学考点：外语听力设备试播，备用功放和电源到位',
    );
    expect(letterSubject('zh', { ...one, isOpen: false })).not.toMatch(TELLING);
    expect(letterSubject('en', { ...one, lines: [sampleLine('due', 'en')] })).toBe(
      '[due] Site 3: Dongwan School: Try the listening equipment',
    );
  });

  it('is marked once in a rehearsal', () => {
    const line = sampleLine('remind', 'zh', true);
    const one = { ...facts, rehearsal: true, lines: [line] };
    for (const isOpen of [true, false])
      expect(letterSubject('zh', { ...one, isOpen }).match(/演练/g)).toHaveLength(1);
  });
});

it('says how to answer, with or without a link and a number', () => {
  expect(letterHow('zh', true, '0571-86001234')).toBe(
    '请点开链接查看、签收、承诺办结时间或提出异议；不便上网的，请致电值班台0571-86001234报码。',
  );
  expect(letterHow('zh', false, null)).toBe('请致电值班台报码。');
  expect(letterHow('en', false, null)).toBe('Please call the duty desk and give the code.');
});
