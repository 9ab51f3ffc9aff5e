import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planTime, realTime } from '../../src/engine/clock.js';
import { epochMs } from '../../src/engine/model.js';
import { pacedClock } from '../../src/engine/pace.js';

const START = epochMs(Date.UTC(2026, 11, 1));
const NOW = epochMs(Date.UTC(2026, 10, 22));
const DAY = 86_400_000;
const instants = fc
  .array(fc.integer({ min: 0, max: 200 * 24 }), { minLength: 1, maxLength: 60 })
  .map((hours) => hours.map((hour) => epochMs(START + (hour * DAY) / 24)));

it('a rehearsal’s clock never wakes early and never runs backwards', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 5, max: 120 }), (all, seconds) => {
      const clock = pacedClock(all, NOW, seconds * 1000);
      for (const at of all) expect(planTime(clock, realTime(clock, at))).toBeGreaterThanOrEqual(at);
      const reals = [...all].sort((a, b) => a - b).map((at) => realTime(clock, at));
      expect(reals).toEqual([...reals].sort((a, b) => a - b));
      expect((reals.at(-1) ?? 0) - NOW).toBeLessThanOrEqual(seconds * 1000 + 1_000);
    }),
  );
});

it('gives busy days more time than quiet weeks, and runs on in real time', () => {
  const exam = Array.from({ length: 100 }, (_, n) => epochMs(START + 150 * DAY + n * 60_000));
  const clock = pacedClock([START, ...exam], NOW, 60_000);
  const quiet = realTime(clock, START + 140 * DAY) - NOW;
  const busy = realTime(clock, START + 151 * DAY) - realTime(clock, START + 149 * DAY);
  expect(busy / 2).toBeGreaterThan((quiet / 140) * 5);
  const end = clock.at(-1);
  expect(planTime(clock, (end?.realAt ?? 0) + DAY)).toBe((end?.planAt ?? 0) + DAY);
  expect(planTime(null, NOW)).toBe(NOW);
});
