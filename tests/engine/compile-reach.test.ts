import { describe, expect, it } from 'vitest';
import type { StepSource } from '../../src/engine/season-plan.js';
import { compiled, seasonPlan, step } from './season.js';

const daily = (from: string, until: string): Partial<StepSource> => ({
  ...{ kind: 'series', due: '' },
  series: { from, until, daily: ['09:00'], of: 'task' },
});

describe('a plan of absurd years', () => {
  it.each(['0001-01-01', '0050-06-01', '0999-12-31', '1000-01-01', '8999-12-31', '9999-12-31'])(
    'from %s is refused or compiled, at once and without a crash',
    { timeout: 5_000 },
    (examDay) => {
      const chain = Array.from({ length: 300 }, (_, n) =>
        step(`c${n}`, { due: n === 0 ? 'E 10:00' : `step(c${n - 1})+9999d9999h` }),
      );
      const steps = [
        ...[step('a', { due: 'E+9999d 12:00' }), step('b', { due: 'E-9999d 12:00' })],
        step('x', { due: 'E 10:00' }),
        step('s', { due: 'S+9999d9999h', sessions: ['chinese', 'maths'] }),
        step('e', daily('done(x)', 'done(a)')),
        step('f', daily('E-9d 08:00', 'E 18:00')),
        step('g', daily('0001-01-01 08:00', '9999-12-31 18:00')),
        ...chain,
      ];
      const { unitPlans, faults } = compiled(seasonPlan(steps, { examDay }));
      expect(faults.length).toBeGreaterThan(0);
      const instants = unitPlans.flatMap(({ duties }) => duties.map(({ dueAt }) => dueAt));
      const years = instants.map((at) => new Date(at).getUTCFullYear());
      expect(years.filter((year) => !(year >= 999 && year <= 9000))).toEqual([]);
    },
  );
});
