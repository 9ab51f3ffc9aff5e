import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_FAULTS } from '../../src/plan/faults.js';
import { readSeasonFolder } from '../../src/plan/season-folder.js';
import { SENTENCES } from '../../src/plan/sentences.js';
import { BROKEN } from './broken.js';
import { faultsAfter, readSmall, SMALL } from './small-season.js';

const faultsOf = (read: ReturnType<typeof readSmall>) => ('faults' in read ? read.faults : []);
const places = (read: ReturnType<typeof readSmall>) =>
  faultsOf(read).map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);

describe('a broken plan', () => {
  it.each(BROKEN)('%s: %j → %j is %s at %s', (file, was, now, code, at) => {
    const faults = faultsAfter(file, was, now);
    const found = faults.map(
      (fault) => `${fault.file} ${fault.line}:${fault.column} ${fault.code}`,
    );
    expect(found[0]).toBe(`small/${file} ${at} ${code}`);
    for (const { zh, en } of faults) expect(zh + en).not.toMatch(/[{}?]{2}|\{\w+\}|undefined/);
  });

  it('reads clean while nothing is broken', () => {
    expect(faultsOf(readSmall())).toEqual([]);
  });

  it('reports every fault at once, in reading order', () => {
    const read = readSmall({
      'plan.yaml': SMALL['plan.yaml']
        .replace('phase: eve', 'phase: x')
        .replace('E-1d 20:00', 'E 25:00'),
      'posts.csv': SMALL['posts.csv'].replace('2027-01-01', 'soon'),
      'sessions.yaml': SMALL['sessions.yaml'].replace('day: 1', 'day: -1'),
    });
    expect(places(read)).toEqual([
      'small/plan.yaml:18:12 unknown-phase',
      'small/plan.yaml:59:10 bad-moment',
      'small/posts.csv:6:21 bad-date',
      'small/sessions.yaml:3:53 out-of-range',
    ]);
  });

  it('says what nobody does, and where, once for each step and role', () => {
    const [first] = faultsAfter('posts.csv', 'b1,示七,top/two,doer,,,\n', '');
    expect(first).toMatchObject({ code: 'post-nobody-holds', line: 16 });
    expect(first?.en).toContain('top/two');
  });

  it('names the nearest known key', () => {
    expect(faultsAfter('plan.yaml', 'remind:', 'remnd:')[0]?.en).toContain('"remind"');
  });

  it('stops listing at a bounded number', () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => `p${n},示,nowhere,doer,,,`).join('\n');
    const faults = faultsOf(readSmall({ 'posts.csv': `${SMALL['posts.csv']}${rows}\n` }));
    expect(faults).toHaveLength(MAX_FAULTS + 1);
    expect(faults.at(-1)?.code).toBe('too-many-faults');
  });
});

describe('the sentences', () => {
  it('say the same particulars in both languages', () => {
    const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    for (const [code, [zh, en]] of Object.entries(SENTENCES))
      expect([code, ...names(zh)]).toEqual([code, ...names(en)]);
  });
});

describe('files as they come', () => {
  it('takes GB18030, byte order marks and Windows line ends', () => {
    // 测试县 in GB18030.
    const gb = Buffer.from([0xb2, 0xe2, 0xca, 0xd4, 0xcf, 0xd8]);
    const [before = '', after = ''] = SMALL['units.csv']
      .replaceAll(/一中|二中/g, 'x')
      .split('测试县');
    const read = readSmall({
      'units.csv': Buffer.concat([Buffer.from(before), gb, Buffer.from(after)]),
      'plan.yaml': `\uFEFF${SMALL['plan.yaml'].replaceAll('\n', '\r\n')}`,
    });
    expect('plan' in read && read.plan.units[0]?.title.zh).toBe('测试县');
  });

  it('says so when a file is in neither encoding, and where', () => {
    const bytes = Buffer.concat([Buffer.from('path,kind\ntop,'), Buffer.from([0xff, 0xff])]);
    expect(places(readSmall({ 'units.csv': bytes }))).toEqual([
      'small/units.csv:2:5 file-encoding',
    ]);
  });

  it('refuses YAML that is not UTF-8, NUL, and files that are too large or missing', () => {
    const code = (text: string | Uint8Array | null) =>
      faultsOf(readSmall({ 'plan.yaml': text }))[0]?.code;
    expect(code(Buffer.from([0xb2, 0xe2]))).toBe('file-encoding');
    expect(code('season: a\0b')).toBe('file-nul');
    expect(code(new Uint8Array(6 * 1024 * 1024).fill(0x20))).toBe('file-too-large');
    expect(code(null)).toBe('file-missing');
    expect('plan' in readSmall({ 'rehearsal.yaml': null })).toBe(true);
  });

  it('refuses what is no regular file, and a folder that is not there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaowu-plan-'));
    try {
      for (const [name, text] of Object.entries(SMALL)) writeFileSync(join(folder, name), text);
      expect('plan' in readSeasonFolder(folder)).toBe(true);
      rmSync(join(folder, 'posts.csv'));
      mkdirSync(join(folder, 'posts.csv'));
      const read = readSeasonFolder(folder);
      expect('faults' in read && read.faults[0]?.code).toBe('file-not-regular');
    } finally {
      rmSync(folder, { recursive: true });
    }
    const gone = readSeasonFolder(folder);
    expect('faults' in gone && gone.faults.length).toBe(4);
  });
});

describe('hostile YAML', () => {
  const code = (text: string) => faultsOf(readSmall({ 'plan.yaml': text }))[0]?.code;
  const bomb = Array.from(
    { length: 9 },
    (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`,
  );

  it.each([
    ['alias bomb', `a0: &a0 x\n${bomb.join('\n')}\n`, 'yaml-aliases'],
    ['circle of aliases', 'a: &a [*a]\n', 'yaml-too-big'],
    ['deep flow', '['.repeat(1_900), 'yaml-too-big'],
    ['deep sequence in a line', `${'- '.repeat(400)}x`, 'yaml-too-big'],
    ['endless line', 'x'.repeat(100_000), 'yaml-too-big'],
    ['many small things', '- a\n'.repeat(70_000), 'yaml-too-big'],
    ['colons', `${': '.repeat(900)}\n`.repeat(50), 'yaml-syntax'],
    ['explicit keys', '? a\n: b\n', 'yaml-unused'],
    ['tags', 'a: !!js/function x\n', 'yaml-unused'],
    ['several documents', '---\na: 1\n---\nb: 2\n', 'yaml-unused'],
  ])('%s', (_, text, expected) => {
    expect(code(text)).toBe(expected);
  });
});
