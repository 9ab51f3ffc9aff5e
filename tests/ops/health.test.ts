import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createHealth,
  type HealthCheck,
  type Look,
  whileServing,
} from '../../src/service/health.js';

const ok: Look = { state: 'ok', say: (words) => words.ok };
const bad: Look = { state: 'bad', say: (words) => words.temporalAway };
const check = (
  name: HealthCheck['name'],
  look: HealthCheck['look'],
  needed = true,
): HealthCheck => ({ name, needed, look });
const never = () => new Promise<never>(() => {});

it('waits for no check beyond the deadline, and for all of them only once', async () => {
  const look = createHealth({
    checks: [check('temporal', never), check('store', never), check('disk', async () => ok)],
    now: Date.now,
    deadlineMs: 60,
  });
  const from = Date.now();
  const { ready, findings } = await look();
  expect(Date.now() - from).toBeLessThan(600);
  expect(ready).toBe(false);
  expect(findings.map(({ state }) => state)).toEqual(['bad', 'bad', 'ok']);
  expect(findings[0]?.sentence).toEqual({
    zh: '60 毫秒内未答复',
    en: 'no answer within 60 ms',
  });
});

it('asks once for all probes of a second, and again after it', async () => {
  let asked = 0;
  let now = 1_000;
  const counted = async () => {
    asked += 1;
    return ok;
  };
  const look = createHealth({ checks: [check('store', counted)], now: () => now });
  await Promise.all([look(), look(), look()]);
  now += 999;
  await look();
  expect(asked).toBe(1);
  now += 1;
  await look();
  expect(asked).toBe(2);
});

it('is asked again when the clock was set back, instead of believing an old answer for ever', async () => {
  let asked = 0;
  let now = 10_000_000;
  const look = createHealth({
    checks: [
      check('store', async () => {
        asked += 1;
        return ok;
      }),
    ],
    now: () => now,
  });
  await look();
  now -= 3_600_000;
  await look();
  expect(asked).toBe(2);
});

it('is not ready exactly when something that is needed is bad', async () => {
  const states = fc.constantFrom('ok', 'warn', 'bad');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ state: states, needed: fc.boolean() }), { maxLength: 9 }),
      async (parts) => {
        const look = createHealth({
          now: () => 0,
          checks: parts.map(({ state, needed }) =>
            check('store', async () => ({ state, say: (words) => words.ok }), needed),
          ),
        });
        const { ready, state, findings } = await look();
        expect(ready).toBe(!parts.some((one) => one.needed && one.state === 'bad'));
        expect(findings).toHaveLength(parts.length);
        const has = (wanted: string) => parts.some((one) => one.state === wanted);
        expect(state).toBe(has('bad') ? 'bad' : has('warn') ? 'warn' : 'ok');
      },
    ),
  );
});

it('takes a check that throws for bad, and tells one line of why', async () => {
  const look = createHealth({
    now: () => 0,
    checks: [
      check('store', async () => {
        throw new Error('first line\nsecond line');
      }),
      check('temporal', async () => bad),
    ],
  });
  const { findings } = await look();
  expect(findings[0]).toMatchObject({ state: 'bad', sentence: { en: 'failed: first line' } });
  expect(findings[1]?.sentence.zh).toContain('temporal.log');
});

it('of a process that does not do its own part is not ready, however well all is, and says so first', async () => {
  let isServing = false;
  const all = createHealth({ now: () => 0, checks: [check('store', async () => ok)] });
  const look = whileServing(all, () => isServing);
  const before = await look();
  expect([before.ready, before.state]).toEqual([false, 'bad']);
  expect(before.findings.map(({ name, state }) => [name, state])).toEqual([
    ['process', 'bad'],
    ['store', 'ok'],
  ]);
  isServing = true;
  expect(await look()).toEqual(await all());
});
