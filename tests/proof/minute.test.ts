import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { minutePage, minutePaper } from '../../src/report/minute-sheet.js';
import { shortCode } from '../../src/policy/short-code.js';
import { minuteSessions, minuteSheet, type MinuteSheet } from '../../src/service/proof/minute.js';
import { documentDocx } from '../../src/sheets/docx.js';
import { firstRows } from '../../src/service/prepare.js';
import type { UnitEvent } from '../../src/engine/model.js';
import { aRecord } from '../adapters/a-plan.js';
import { on } from '../engine/unit.js';
import { countySeason } from '../support/county-morning.js';

const NOW = on('2027-06-15 18:00');
const SITE = 'lanxi/site-1';

let store: Awaited<ReturnType<typeof openStore>>;
let parts: Parameters<typeof minuteSheet>[0];
const season = 'minutes';

beforeAll(async () => {
  store = await openStore(':memory:', { now: () => NOW });
  const prepared = countySeason(season);
  const boardRows = Object.fromEntries(
    prepared.unitPlans.map(({ path, body }) => [path, firstRows(body)]),
  );
  await store.commitPlan({ ...prepared, boardRows, clock: null });
  parts = { store, now: () => NOW };
  // A whole county is compiled.
}, 60_000);
afterAll(() => store.close());

const textOf = (bytes: Buffer): string => {
  const at = bytes.indexOf('word/document.xml') - 30;
  const [size, name, extra] = [18, 26, 28].map((more, n) =>
    n === 0 ? bytes.readUInt32LE(at + more) : bytes.readUInt16LE(at + more),
  );
  const from = at + 30 + (name ?? 0) + (extra ?? 0);
  const xml = inflateRawSync(bytes.subarray(from, from + (size ?? 0))).toString('utf8');
  return xml.replace(/<[^>]+>/g, '\n');
};
const timesIn = ({ lines }: MinuteSheet): number[] =>
  lines.map(({ opensAt, dueAt }) => opensAt ?? dueAt);

describe('the minute sheet of a session at a site', () => {
  it('has what the site owes in that session and nothing else, in the order of time', async () => {
    const sheet = await minuteSheet(parts, season, SITE, 'chinese');
    expect(sheet.lines.map(({ duty }) => duty)).toEqual([
      ...['patrols-present', 'site-ready', 'packet-opened', 'exam-started'].map(inChinese),
      ...['admission-stopped', 'identity-verified', 'scripts-in', 'session-closed'].map(inChinese),
      inChinese('spares-sealed'),
    ]);
    expect(timesIn(sheet)).toEqual([...timesIn(sheet)].sort((a, b) => a - b));
    expect([sheet.startAt, sheet.endAt]).toEqual([on('2027-06-16 08:30'), on('2027-06-16 10:30')]);
    const start = sheet.lines.find(({ duty }) => duty === inChinese('exam-started'));
    expect(start).toMatchObject({
      ...{ opensAt: on('2027-06-16 08:30'), dueAt: on('2027-06-16 08:35') },
      code: shortCode({ season, path: SITE, duty: inChinese('exam-started') }),
    });
    expect(sheet.procedures.map(({ id }) => id)).toContain('late-start');
  });

  it('names everybody who signs, by who holds the post on the day', async () => {
    const { lines } = await minuteSheet(parts, season, SITE, 'chinese');
    const signed = lines.find(({ duty }) => duty === inChinese('scripts-in'));
    expect(signed?.who.map(({ post }) => post)).toEqual([`${SITE}#doer`, `${SITE}#head`]);
    expect(signed?.who.every(({ name }) => name !== null)).toBe(true);
    // Two deputies sign for the spare papers.
    const sealed = lines.find(({ duty }) => duty === inChinese('spares-sealed'));
    expect(sealed?.who.map(({ post }) => post.split('#')[1])).toEqual([
      ...['keeper', 'leader', 'leader', 'head'],
    ]);
    expect(new Set(sealed?.who.map(({ name }) => name)).size).toBe(4);
  });

  it('keeps admission to ten minutes before where there is a listening part', async () => {
    const { lines } = await minuteSheet(parts, season, SITE, 'english');
    const ids = lines.map(({ duty }) => duty);
    expect(ids).toContain('listening-admission@english');
    expect(ids).not.toContain('admission-stopped@english');
  });

  it('ends as much later as has been approved for this site, and for no other', async () => {
    const at = on('2027-06-16 15:10');
    const extended: UnitEvent = {
      ...{ type: 'extended', duty: 'late-approved@1', session: 'science', from: 'start', at },
      ...{ by: 'p9', fromAt: at, byMs: 12 * 60_000, untilAt: on('2027-06-16 17:12') },
    };
    await store.record(aRecord(1, [extended], { season, path: SITE }));
    const endOf = async (path: string) => (await minuteSheet(parts, season, path, 'science')).endAt;
    expect(await endOf(SITE)).toBe(on('2027-06-16 17:12'));
    expect(await endOf('lanxi/site-2')).toBe(on('2027-06-16 17:00'));
  });

  it('refuses a session that is not there, and lists those that are', async () => {
    await expect(minuteSheet(parts, season, SITE, 'latin')).rejects.toMatchObject({
      code: 'no-session',
    });
    await expect(minuteSheet(parts, season, 'lanxi/weather', 'chinese')).rejects.toMatchObject({
      code: 'no-session',
    });
    const sessions = await minuteSessions(parts, season, SITE);
    expect(sessions.map(({ id }) => id)).toEqual([
      ...['chinese', 'science', 'maths', 'english', 'civics'],
    ]);
  });

  it('hides the titles of sensitive duties, and shows their codes', async () => {
    const sheet = await minuteSheet(parts, season, SITE, 'chinese');
    const page = minutePage('zh', sheet);
    const hidden = sheet.lines.filter(({ label }) => label === 'sensitive');
    expect(hidden.map(({ duty }) => duty)).toEqual(
      ['packet-opened', 'spares-sealed'].map(inChinese),
    );
    for (const { title, code } of hidden) {
      expect(page).not.toContain(title.zh);
      expect(page).toContain(code);
    }
    expect(page).toContain('涉密事项');
  });

  it('has the session’s edges among its lines, the telephone, and boxes for a pen', async () => {
    const dutyPhone = '0712-3300611';
    const sheet = await minuteSheet({ ...parts, dutyPhone }, season, SITE, 'chinese');
    const page = minutePage('zh', sheet);
    expect(page).toContain('值班台电话：0712-3300611');
    expect(page.indexOf('>开考<')).toBeLessThan(page.indexOf('>考试结束<'));
    const rows = page.split('<tr').length - 2;
    expect(rows).toBe(sheet.lines.length + 2);
    const bare = minutePage('zh', { ...sheet, phone: null });
    expect(bare).toContain('值班台电话：____');
  });

  it('is a document, too, line by line', async () => {
    const sheet = await minuteSheet(parts, season, SITE, 'chinese');
    const text = textOf(await documentDocx(minutePaper('zh', sheet)));
    for (const { code } of sheet.lines) expect(text).toContain(code);
    expect(text).toContain('实际时间');
  });
});

const inChinese = (step: string): string => `${step}@chinese`;
