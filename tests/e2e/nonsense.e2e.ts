import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { duty } from '../engine/unit.js';
import { openWorld, type World } from '../support/real.js';
import { seasonOf } from '../support/real-season.js';
import {
  historyLength,
  logOf,
  quietHistoryLength,
  recorded,
  soon,
  startSeason,
} from '../support/real-waiting.js';

const SEASON = 'nonsense';
const later = soon(3_600);
const words = [{ id: 'words', type: 'text', required: false }] as const;
const own = (n: number) => duty(`own-${n}`, later, { systems: true, fields: words });
let world: World;

beforeAll(async () => {
  world = await openWorld({ worker: 'inside' });
  const prepared = seasonOf(SEASON, {
    county: [],
    ...Object.fromEntries(
      ['signals', 'orders', 'updates', 'far', 'big'].map((name) => [
        `county/${name}`,
        [own(1), own(2), duty('after', later)],
      ]),
    ),
  });
  await startSeason(world, prepared);
}, 90_000);
afterAll(() => world?.close());

const at = (path: string) => `unit/${SEASON}/${path}`;
const signal = (path: string, name: string, input?: string) => {
  const file = join(world.folder, 'input.json');
  if (input !== undefined) writeFileSync(file, input);
  return world.temporal(
    ...['workflow', 'signal', '-w', at(path), '--name', name],
    ...(input === undefined ? [] : ['--input-file', file]),
  );
};
const refusals = async (path: string) =>
  (await logOf(world, SEASON, path)).flatMap((event) =>
    event.type === 'refused' ? [event.reason] : [],
  );
/** The proof that the unit goes on: a person's completion is answered. */
const stillAnswers = async (path: string) =>
  expect(
    await world.service.act(SEASON, path, 'completeSteps', { step: 'after', by: 'li' }),
  ).toEqual({ at: expect.any(Number) });

it('records each signal that it cannot use, and goes on', async () => {
  const path = 'county/signals';
  const inputs = [
    ...['null', '7', '"text"', '[]', '[[{}]]', 'true', '{}', '{"step":"own-1"}', '{"by":"x"}'],
    ...['{"step":7,"by":"x"}', '{"step":"own-1","by":{}}', '{"step":"own-1","by":""}'],
    ...['{"step":"own-1","by":"x","form":7}', '{"step":"own-1","by":"x","form":{"words":{}}}'],
    ...['{"step":"own-1","by":"x","happenedAt":"noon"}', '{"step":"own-1","by":"x","more":1}'],
    ...['{"step":"own-1","by":"x","__proto__":{"a":1}}', '{"step":"constructor","by":"x"}'],
    ...['{"step":"nothing","by":"x"}', '{"step":"own-1","occurrence":"noon","by":"x"}'],
    ...['{"step":"own-1","by":"x","form":{"other":1}}', '{"step":"own-1\\ud800","by":"\\u0000"}'],
    JSON.stringify({ step: 'x'.repeat(500_000), by: 'x' }),
    JSON.stringify({ step: 'own-1', by: 'x', form: { ['k'.repeat(500_000)]: 1 } }),
  ];
  for (const input of inputs) expect((await signal(path, 'completeStep', input)).code).toBe(0);
  expect((await signal(path, 'completeStep')).code).toBe(0);
  await expect.poll(() => refusals(path), { timeout: 15_000 }).toHaveLength(inputs.length + 1);
  expect(await refusals(path)).not.toContain('not-for-systems');
  const longest = (await logOf(world, SEASON, path)).map((event) => JSON.stringify(event).length);
  expect(Math.max(...longest)).toBeLessThan(10_000);
  await stillAnswers(path);
});

it('survives orders that no superior would give', async () => {
  const path = 'county/orders';
  const inputs = [
    ...['null', '7', '[]', '{}', '{"type":"pause"}', '{"type":"explode","by":"x","key":"1"}'],
    ...['{"type":"toString"}', '{"type":"__proto__"}', '{"type":"constructor","value":1}'],
    ...['{"type":"adopt","version":99,"hash":7}', '{"type":"adopt","version":"x","hash":"y"}'],
    ...['{"type":"close","by":{},"key":"1"}', '{"type":"pause","by":"x","key":"1","more":1}'],
  ];
  for (const input of inputs) expect((await signal(path, 'instruct', input)).code).toBe(0);
  await stillAnswers(path);
  await expect.poll(() => refusals(path), { timeout: 15_000 }).toHaveLength(inputs.length);
});

it('refuses updates with a code and a sentence, at no cost in history', async () => {
  const path = 'county/updates';
  const done = { step: 'own-1', by: 'li' };
  await world.service.act(SEASON, path, 'completeSteps', done);
  await recorded(world, SEASON, path);
  const source = { type: 'meeting', by: 'x' };
  const refused: readonly (readonly [name: string, message: unknown, code: string])[] = [
    ['completeSteps', [done], 'already-done'],
    ['completeSteps', [], 'unreadable'],
    ['completeSteps', null, 'unreadable'],
    ['completeSteps', [{ step: 'nothing', by: 'li' }], 'unknown-step'],
    ['signFor', { step: 'own-2', by: 'li', promiseAt: 1 }, 'promise-in-past'],
    ['signFor', { step: 'own-2', by: 'li', promiseAt: '2027-06-16 09:00' }, 'unreadable'],
    ['answer', { step: 'own-2', by: 'li', lines: [{ line: 'a', state: 'normal' }] }, 'wrong-kind'],
    ['confirm', { step: 'own-2', by: 'li', post: 'p', content: 'c' }, 'wrong-kind'],
    ['accept', { step: 'own-2', by: 'wang' }, 'not-submitted'],
    ['return', { step: 'own-2', by: 'wang', reason: 'r', dueAt: later }, 'not-submitted'],
    ['waive', { step: 'own-2', by: 'li', reason: ' ' }, 'reason-missing'],
    ['handOn', { step: 'own-1', by: 'li', to: 'site#guard' }, 'already-done'],
    ['object', { step: 'nothing', by: 'li', reason: 'r' }, 'unknown-step'],
    ['amend', { step: 'own-2', by: 'li', form: {}, reason: 'r' }, 'not-submitted'],
    ['addStep', { by: 'li', duty: { id: 'a b', title: 't', dueAt: later }, source }, 'bad-id'],
    ['standIn', { by: 'li', post: 'p', person: 'q', from: 1, until: 2 }, 'due-in-past'],
    ['recordFor', { as: 'accept', step: 'own-2', by: 'x' }, 'unreadable'],
    ['recordFor', null, 'unreadable'],
    ['signFor', null, 'unreadable'],
  ];
  const before = await quietHistoryLength(world, SEASON, path);
  for (const [name, message, code] of refused) {
    const { code: exit, stderr } = await world.temporal(
      ...['workflow', 'update', 'execute', '-w', at(path), '--name', name],
      ...['-i', JSON.stringify(message)],
    );
    expect([name, exit]).toEqual([name, 1]);
    expect(stderr).toContain(`(type: ${code}, retryable: false)`);
    expect(stderr).toMatch(/[\u4e00-\u9fff].* · [a-z]/);
  }
  expect(await historyLength(world, SEASON, path)).toBe(before);
});

it('takes no instant that no calendar has', async () => {
  const path = 'county/far';
  const duty = { id: 'far', title: '远', dueAt: 8.9e15 };
  const answer = await world.service.act(SEASON, path, 'addStep', {
    ...{ by: 'li', source: { type: 'meeting', by: 'x' } as const },
    duty,
  });
  expect(answer).toMatchObject({ refused: 'unreadable' });
});

it('cannot be stopped by large forms that gather while the store writes', async () => {
  const path = 'county/big';
  const form = { words: '字'.repeat(400_000) };
  await Promise.all(
    [1, 2].map((n) =>
      world.client.workflow
        .getHandle(at(path))
        .signal('completeStep', { step: `own-${n}`, by: 'registry', form }),
    ),
  );
  await stillAnswers(path);
  expect((await world.client.workflow.getHandle(at(path)).describe()).status.name).toBe('RUNNING');
  const longest = (await recorded(world, SEASON, path)).map((e) => JSON.stringify(e).length);
  expect(Math.max(...longest)).toBeLessThan(100_000);
});
