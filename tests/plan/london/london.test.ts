import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calendarOf, isoIn } from '../../../src/engine/calendar.js';
import { compile } from '../../../src/engine/compile.js';
import { epochMs, type EpochMs, type Scripted, type UnitPlan } from '../../../src/engine/model.js';
import { occurrencesOf } from '../../../src/engine/series.js';
import { simulate } from '../../../src/engine/simulate.js';
import { readSeasonFolder } from '../../../src/plan/season-folder.js';
import { shippedWorkYears } from '../../../src/plan/work-years.js';
import { prepare } from '../../../src/service/prepare.js';

const read = readSeasonFolder('tests/plan/london');
if ('faults' in read) throw new Error(read.faults.map(({ code }) => code).join());
const { plan, posts } = read;
const calendar = calendarOf(plan.timezone);
const { unitPlans, faults } = compile(plan, calendar, 1, { workYears: shippedWorkYears(), posts });
const local = (at: EpochMs): string => isoIn(calendar, at).replace(':00+', '+');

const unit = (path: string): UnitPlan => {
  const found = unitPlans.find((one) => one.path === path);
  if (!found) throw new Error(`no unit ${path}`);
  return found;
};
const duty = (path: string, id: string) => {
  const found = unit(path).duties.find((one) => one.id === id);
  if (!found) throw new Error(`no duty ${id}`);
  return found;
};
const instant = (text: string): EpochMs => {
  const [date = '', time = ''] = text.split(' ');
  return calendar.instant(date, time);
};

const twice = ['2027-03-26', '2027-03-27', '2027-03-28', '2027-03-29', '2027-03-30', '2027-03-31'];
const reports = [
  '2027-03-25T17:30+00:00',
  ...twice.flatMap((day) => {
    const offset = day < '2027-03-28' ? '+00:00' : '+01:00';
    return [`${day}T09:00${offset}`, `${day}T17:30${offset}`];
  }),
];

describe('a county in England, where the clock goes forward before the exam', () => {
  it('has a plan that checks and compiles', () => {
    expect(faults).toEqual([]);
    const prepared = prepare('tests/plan/london');
    expect('faults' in prepared ? prepared.faults : prepared.unitPlans).toHaveLength(4);
  });

  it('counts its own working days, over Easter and over the change', () => {
    expect(local(duty('marsham', 'briefing').dueAt)).toBe('2027-03-19T17:00+00:00');
    expect(local(duty('marsham', 'briefing').openAt ?? epochMs(0))).toBe('2027-03-05T09:00+00:00');
    expect(local(duty('marsham/abbey', 'invigilators-trained').dueAt)).toBe(
      '2027-03-25T12:00+00:00',
    );
    expect(local(duty('marsham/quay', 'summary').dueAt)).toBe('2027-04-05T12:00+01:00');
  });

  it('follows a notice of its own, which makes it another version', () => {
    const folder = mkdtempSync(join(tmpdir(), 'marsham-'));
    for (const name of ['plan.yaml', 'units.csv', 'sessions.yaml', 'posts.csv'])
      copyFileSync(join('tests/plan/london', name), join(folder, name));
    const due = (): readonly [string, string] => {
      const prepared = prepare(folder);
      if ('faults' in prepared) throw new Error(prepared.faults.map(({ en }) => en).join());
      const board = prepared.unitPlans.find(({ path }) => path === 'marsham');
      const briefing = board?.body.duties.find(({ id }) => id === 'briefing');
      return [prepared.hash, local(briefing?.dueAt ?? epochMs(0))];
    };
    const before = due();
    const head = 'country: GB-ENG\nyear: 2027\nsource: the County Show\n';
    const days = "off: ['2027-03-19', '2027-03-26', '2027-03-29']\n";
    writeFileSync(join(folder, 'calendar-2027.yaml'), head + days);
    const after = due();
    rmSync(folder, { recursive: true });
    expect([before[1], after[1]]).toEqual(['2027-03-19T17:00+00:00', '2027-03-18T17:00+00:00']);
    expect(after[0]).not.toBe(before[0]);
  });

  it('holds its exam and its gate on their days, be they days off', () => {
    expect(local(duty('marsham', 'ready').dueAt)).toBe('2027-03-29T16:00+01:00');
    expect(local(duty('marsham/quay', 'packet-opened@english').dueAt)).toBe(
      '2027-03-30T08:50+01:00',
    );
  });

  it('reports at nine and at half past five by the clock on the wall, before and after the change', () => {
    const planned = occurrencesOf(duty('marsham/quay', 'store-report'));
    expect(planned.map(({ dueAt }) => local(dueAt))).toEqual(reports);
  });

  it('watches the store for as long as it takes, the lost hour not counted', () => {
    const { fromAt = 0, untilAt = 0, shiftMs } = duty('marsham/abbey', 'store-watch').watch ?? {};
    expect(local(epochMs(fromAt))).toBe('2027-03-25T13:00+00:00');
    expect([(untilAt - fromAt) / 3_600_000, shiftMs]).toEqual([114, 12 * 3_600_000]); // not 115
  });

  it('asks whoever invigilates on that day', () => {
    expect(duty('marsham/abbey', 'invigilators-trained').lines.map(({ id }) => id)).toEqual([
      'm22',
      'm23',
    ]);
  });

  it('tells the same by simulation: silence is told at these times on the wall', () => {
    const at = instant('2027-03-25 11:30');
    const sign = (post: string, by: string): Scripted => ({
      at,
      command: { type: 'confirm', step: 'papers-received', by, post, content: '6 packets' },
    });
    const script = [sign('marsham/quay#doer', 'm30'), sign('marsham/quay#leader', 'm31')];
    const told: string[] = [];
    simulate([{ ...unit('marsham/quay'), script }], ({ event }) => {
      if (event.type === 'told' && event.action === 'due' && event.duty.startsWith('store-report@'))
        told.push(local(event.owedAt));
    });
    expect(told).toEqual(reports);
  });

  it('cannot be read with another country’s working days', () => {
    const chinese = { ...plan, calendar: 'CN' };
    const workYears = shippedWorkYears();
    const codes = compile(chinese, calendar, 1, { workYears, posts }).faults.map(
      ({ code, step, detail }) => `${code} ${step} ${detail}`,
    );
    expect(codes).toContain('year-not-covered briefing E-5wd 17:00 (CN 2027)');
  });
});
