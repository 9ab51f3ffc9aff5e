import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { USUAL_SETTINGS } from '../../src/courier/settings.js';
import { courierSettings } from '../../src/main/courier-settings.js';
import { courierFindings } from '../../src/main/doctor-courier.js';
import { readCourier } from '../../src/settings/read-courier.js';

const read = (text: string) => readCourier('courier.yaml', Buffer.from(text));

function settingsIn(text: string) {
  const result = read(text);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.settings;
}

function faultsIn(text: string): readonly string[] {
  const result = read(text);
  if (!('faults' in result)) throw new Error('nothing was wrong');
  for (const { zh } of result.faults) expect(zh).toMatch(/\p{Script=Han}/u);
  return result.faults.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

const MINUTE = 60_000;

describe('the settings of the courier', () => {
  it('are the usual ones where the file says nothing', () => {
    expect(settingsIn('{}')).toEqual(USUAL_SETTINGS);
  });

  it('are what the file says, and the usual ones for the rest', () => {
    const settings = settingsIn(`
wait: { ordinary: 30m }
quiet: { from: '22:00', to: '06:30' }
morning: 2h
ceiling: 8
lastCall: '21:00'
lines: 10
unanswered: { critical: 10m, urgent: never }
brief: { morning: '06:50', afterSession: 5m }
`);
    expect(settings).toEqual({
      windowMs: { critical: 0, urgent: 2 * MINUTE, ordinary: 30 * MINUTE },
      quiet: { from: '22:00', to: '06:30' },
      ...{ morningMs: 120 * MINUTE, ceiling: 8, lastCall: '21:00', lines: 10 },
      unansweredMs: { critical: 10 * MINUTE, urgent: null, ordinary: null },
      brief: { morning: '06:50', afterSessionMs: 5 * MINUTE },
    });
  });

  it('know no quiet hours where they are null', () => {
    expect(settingsIn('quiet: null').quiet).toBeNull();
  });

  it.each([
    ['a key that there is not', 'ceilings: 5', '1:1 unknown-key'],
    ['a time that is none', "quiet: { from: '25:00', to: '07:00' }", '1:16 bad-time'],
    ['half of the quiet hours', "quiet:\n  from: '22:00'", '2:3 missing-key'],
    ['no message at all', 'ceiling: 0', '1:10 out-of-range'],
    ['a wait that is none', 'wait: { urgent: soon }', '1:17 bad-duration'],
    ['no patience', 'unanswered: { critical: 0m }', '1:25 bad-patience'],
    ['a last call by night', "ceiling: 4\nlastCall: '22:00'", '2:11 last-call-quiet'],
    ['a list', '- 1', '1:1 wrong-type'],
  ])('name %s at its place', (_, text, fault) => {
    expect(faultsIn(text)).toEqual([fault]);
  });
});

describe('the file of the settings', () => {
  function aPlace(text: string | null, isNamed = false) {
    const folder = mkdtempSync(join(tmpdir(), 'kaowu-courier-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'courier.yaml');
    if (text !== null) writeFileSync(file, text);
    return { courier: { file, isNamed } };
  }

  it('need not be there', () => {
    expect(courierSettings(aPlace(null))).toEqual(USUAL_SETTINGS);
  });

  it('stops the start where it is wrong, and the doctor says what is in force', () => {
    const wrong = aPlace('ceiling: many');
    expect(() => courierSettings(wrong)).toThrow(/courier\.yaml:1:10: wrong-type/);
    expect(courierFindings(wrong)).toMatchObject([{ name: 'courier', state: 'bad' }]);
    const [found] = courierFindings(aPlace('ceiling: 9'));
    expect(found?.state).toBe('ok');
    expect(found?.sentence.en).toContain('at most 9 messages a person and day');
    expect(found?.sentence.zh).toContain('每人每日至多9条');
  });
});
