import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { terminal } from '../cli/a-terminal.js';
import { scratch } from './a-sheet.js';

const begun = async (template: string, examDay: string, season = '2028-new') => {
  const folder = join(scratch(), 'season');
  const run = await terminal().run(
    'plan',
    'new',
    template,
    folder,
    '--season',
    season,
    '--exam-day',
    examDay,
  );
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { ...run, folder, text };
};

describe('plan new', () => {
  it('extends the template on another day, its people a year on', async () => {
    const { code, text, out } = await begun('plans/county-zhongkao', '2026-06-16');
    expect([code, out]).toEqual([0, expect.stringMatching(/^方案无误/)]);
    expect(parse(text('plan.yaml'))).toMatchObject({
      season: '2028-new',
      title: { zh: expect.stringContaining('2026年') },
    });
    expect(text('plan.yaml')).toContain('2026-06-16');
    expect(text('units.csv')).toBe(readFileSync('plans/county-zhongkao/units.csv', 'utf8'));
    expect(text('posts.csv')).toContain('2025-11-01,2027-01-31');
  });

  it('says what a template without units leaves to do', async () => {
    const { code, out } = await begun('plans/common', '2027-06-16');
    expect([code, out]).toEqual([1, expect.stringContaining('units.csv')]);
  });

  it('takes no folder that is there, no template that is none, no day that is none', async () => {
    const here = scratch();
    const run = (...argv: string[]) => terminal().run('plan', 'new', ...argv, '--season', 'a');
    expect((await run('plans/common', here, '--exam-day', '2027-06-16')).code).toBe(2);
    expect((await run(here, join(here, 'x'), '--exam-day', '2027-06-16')).code).toBe(2);
    expect((await run('plans/common', join(here, 'x'), '--exam-day', '2027-02-30')).code).toBe(2);
  });
});
