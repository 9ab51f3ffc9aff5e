import { pino } from 'pino';
import { expect, it } from 'vitest';
import { ownAddress } from '../../src/api/pages/page.js';
import { openLog } from '../../src/main/log.js';
import { scrubbed, scrubbedLine } from '../../src/main/redact.js';
import { maskMail, maskPhone } from '../../src/policy/mask.js';
import { forbiddenIn } from '../../src/policy/forbidden.js';
import { readShortCode } from '../../src/policy/short-code.js';
import { icalendar } from '../../src/report/ical.js';
import { passwordFault } from '../../src/service/accounts/new-password.js';
import { stepOfCode } from '../../src/service/accounts/totp.js';
import { asPrinted } from '../../src/service/desks/secrets.js';
import { unfit } from '../../src/service/registers/cells.js';
import { csvText, guarded, unguarded } from '../../src/sheets/season-text.js';
import { escaped } from '../../src/text/escaped.js';
import { plain } from '../../src/text/plain.js';
import { fromField } from '../../src/web/when.js';
import { cpuMs } from '../support/cpu-time.js';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What makes a careless pattern try every way there is. */
const PARTS = [
  ...[
    'a',
    ' ',
    '1',
    '-',
    '/',
    '@',
    ':',
    '"',
    "'",
    '\\',
    '<',
    '.',
    '密',
    '答案',
    'Aa1_',
    '(',
    '\n',
    '\t',
  ],
  ...[
    '://x:',
    'Bearer ',
    '?token=',
    'a@',
    'a.',
    '1 3',
    '密码是',
    'answer to ',
    'code: ',
    "'=",
    '\u200b',
    '途经',
  ],
];
const hostile = (length: number): string[] =>
  PARTS.flatMap((part) => {
    const long = part.repeat(Math.ceil(length / part.length)).slice(0, length);
    return [long, `${long}!`, `x${long}`, `"${long}`];
  });

/** Every pattern that sees what people send, with as much as reaches it. */
const READERS: readonly (readonly [string, number, (text: string) => unknown])[] = [
  ['what nobody may write', 4_000, forbiddenIn],
  ['a short code', 16_000, readShortCode],
  ['a code of a card', 16_000, asPrinted],
  ['a one-time code', 16_000, (text) => stepOfCode(new Uint8Array(20), text, 0)],
  [
    'a new password',
    1_024,
    (text) => passwordFault(text, { person: 'li', name: '示李', login: 'li' } as never),
  ],
  ['an address of ours', 16_000, ownAddress],
  ['a time in a field', 16_000, (text) => fromField('Asia/Shanghai', text)],
  ['a cell that begins like a formula', 100_000, (text) => unguarded(guarded(text))],
  ['a register’s cell', 100_000, (text) => unfit({ value: text } as never)],
  ['a page', 100_000, escaped],
  ['a terminal', 100_000, plain],
  ['a line of the log', 100_000, scrubbed],
  ['a line of the log as JSON', 100_000, (text) => scrubbedLine(JSON.stringify({ text }))],
  ['a mail address', 16_000, maskMail],
  ['a telephone number', 16_000, maskPhone],
];

/** Reading line by line takes a tenth of it; a pattern that tries every way takes minutes. */
const SLOW_MS = 400;

it.each(READERS)('no text keeps %s busy', (_name, length, read) => {
  read('warm');
  for (const text of hostile(length)) {
    const took = () => {
      const before = cpuMs();
      read(text);
      return cpuMs() - before;
    };
    // Once it may fall together with the collection of garbage.
    const ms = Math.min(took(), took(), took());
    expect([text.slice(0, 12), ms]).toEqual([
      text.slice(0, 12),
      expect.toSatisfy((n) => n < SLOW_MS),
    ]);
  }
});

it('no text ends a line of the log, or paints on the terminal that reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-log-'));
  const file = join(folder, 'a.log');
  const log = openLog(file);
  const harm = [
    'a\r\nb',
    '\u001b[31mred',
    '\u2028',
    '\u0000',
    '\u009b31m',
    '{"level":50}\n{"level":50}',
  ];
  for (const text of harm) {
    log.info({ person: text, [text]: 1, err: new Error(text) }, text);
    log.child({ reqId: text }).warn(text);
  }
  const text = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  const lines = text.trimEnd().split('\n');
  expect(lines).toHaveLength(harm.length * 2);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('level');
  // A terminal acts on these wherever they stand.
  expect(text.replaceAll('\n', '')).not.toMatch(/[\0-\x1f]/);
  expect(pino.levels.values['info']).toBe(30);
});

const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '＝1',
  '＋1',
  '＠x',
  '"=1',
  "'=1",
];

it('no cell of a table is taken for a formula, and each comes back as it was', () => {
  for (const cell of FORMULAS) {
    expect(guarded(cell)).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    expect(unguarded(guarded(cell))).toBe(cell);
    expect(csvText([[guarded(cell), 'x']])).not.toMatch(/(?:^|,)"?\s*[=+\-@＝＋－＠]/);
  }
});

it('no title adds a line of its own to a calendar', () => {
  for (const text of [
    'x\r\nATTENDEE:mailto:a@b',
    'x\nEND:VEVENT\nBEGIN:VEVENT',
    'x\u2028y',
    'x\\nDTSTART:1',
    '\u0085Z:1',
  ]) {
    const entry = { uid: text, at: 0, title: text, description: text, sequence: 0, changedAt: 0 };
    const lines = icalendar({
      name: text,
      everyMinutes: 30,
      entries: [{ ...entry, isCancelled: false, remindBeforeMs: 60_000 }],
    }).split(/\r\n(?! )/);
    const names = lines.map((line) => line.split(/[:;]/)[0]).filter((name) => name !== '');
    expect(names.filter((name) => /^(?:ATTENDEE|Z)$/.test(name ?? ''))).toEqual([]);
    expect(names.filter((name) => name === 'BEGIN')).toHaveLength(3);
    expect(lines.join('')).not.toMatch(/[\r\n](?! )/);
  }
});
