import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/engine/calendar.js';
import { compileSeason } from '../../src/plan/compile-season.js';
import { bundleOf } from '../../src/plan/bundle.js';
import { readSeasonFiles } from '../../src/plan/season-folder.js';
import type { Duty } from '../../src/engine/model.js';

/** The county's season, its general template exchanged for the rule pack. */
function countyByTheRules() {
  const county = bundleOf('plans/county-zhongkao');
  if ('faults' in county) throw new Error('the county is not whole');
  const decode = (text = '') => Buffer.from(text, 'base64');
  const own = decode(county.files['plan.yaml'])
    .toString('utf8')
    .replace('extends: ../common', 'extends: ../rules-guangdong');
  const files = new Map(Object.entries(county.files).map(([name, text]) => [name, decode(text)]));
  files.set('plan.yaml', Buffer.from(own));
  files.set('../rules-guangdong/plan.yaml', readFileSync('plans/rules-guangdong/plan.yaml'));
  const read = readSeasonFiles('plans/county', Object.fromEntries(files));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults.slice(0, 3)));
  const compiled = compileSeason(read, 1);
  if ('faults' in compiled) throw new Error(JSON.stringify(compiled.faults.slice(0, 3)));
  return { ...compiled, steps: read.plan.steps };
}

describe('the rule pack of Guangdong', () => {
  const compiled = countyByTheRules();
  const calendar = calendarOf('Asia/Shanghai');
  const times = ({ series }: Duty) => [
    ...new Set(series?.instants?.map((at) => calendar.timeOf(at))),
  ];
  const duties = (step: string): Duty[] =>
    compiled.unitPlans.flatMap(({ duties: all }) => all.filter((duty) => duty.step === step));

  it.each([
    ['vault-zero', ['21:30']],
    ['area-report', ['12:30', '18:30']],
    ['site-report', ['12:00', '18:00']],
    ['department-zero', ['18:00']],
  ])('has %s due at %j, and the level above warned ten minutes before', (step, due) => {
    const all = duties(step);
    expect(all.length).toBeGreaterThan(0);
    for (const duty of all) {
      expect(times(duty)).toEqual(due);
      expect(duty.warn).toEqual([{ beforeMs: 600_000, to: 'lanxi#office' }]);
      expect(duty.remindBeforeMs).toEqual([600_000]);
    }
  });

  it('says what it relies on', () => {
    const steps = compiled.steps.filter(({ warn }) => warn);
    expect(steps.every(({ source }) => source.includes('E10') && source.includes('广东'))).toBe(
      true,
    );
  });
});
