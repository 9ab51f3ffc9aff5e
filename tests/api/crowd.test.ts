import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Routes } from '../../src/api/api.js';
import { epochMs } from '../../src/engine/model.js';
import { NotReachable, Refusal } from '../../src/service/outcome.js';
import { anApi, COMPLETE } from './a-api.js';

const AT = epochMs(1);
const none: readonly Routes[] = [];

/** A service at which everybody waits until `answer` lets one go. */
async function aSlowApi(atOnce: number) {
  const waiting: ((error?: Error) => void)[] = [];
  const act = () =>
    new Promise<{ at: typeof AT }>((resolve, reject) => {
      waiting.push((error) => (error ? reject(error) : resolve({ at: AT })));
    });
  const world = await anApi({ act }, none, undefined, { atOnce });
  const complete = (key: string) =>
    world.ask('POST', COMPLETE, { as: 'site', body: {}, headers: { 'idempotency-key': key } });
  const answer = (error?: Error) => waiting.shift()?.(error);
  return { ...world, complete, answer, waiting };
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(5);
};

describe('more people than places', () => {
  it('tells who comes too many at once, with nothing begun, and when to come again', async () => {
    const { complete, answer, waiting, audit } = await aSlowApi(3);
    const first = [1, 2, 3].map((n) => complete(`in-time-${n}`));
    await until(() => waiting.length === 3);
    const late = await complete('too-late-1');
    expect([late.statusCode, late.json().code]).toEqual([503, 'busy']);
    expect(Number(late.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(late.json().detail).toBe('此刻办理者过多，本次未受理，未作任何改动；请稍后原样再试');
    expect(audit.rows.map(({ key }) => key)).toEqual([1, 2, 3].map((n) => `in-time-${n}`));
    answer();
    expect((await first[0])?.statusCode).toBe(200);
    const again = complete('too-late-1');
    await until(() => waiting.length === 3);
    while (waiting.length > 0) answer();
    expect((await again).statusCode).toBe(200);
  });

  it('keeps no room from whoever only looks', async () => {
    const { ask, complete, answer, waiting } = await aSlowApi(1);
    const held = complete('in-time-1');
    await until(() => waiting.length === 1);
    expect((await ask('GET', '/api/v1/overdue', { as: 'site' })).statusCode).toBe(200);
    answer();
    await held;
  });

  it('gives a place back however the work ends', async () => {
    const { ask, complete, answer, waiting } = await aSlowApi(1);
    const errors = [
      undefined,
      new Refusal('already-done', '已办', 'done'),
      new NotReachable('away'),
      new Error('a defect'),
    ];
    for (const [n, error] of errors.entries()) {
      const one = complete(`one-by-one-${n}`);
      await until(() => waiting.length === 1);
      answer(error);
      expect((await one).json().code).not.toBe('busy');
      expect((await ask('POST', COMPLETE, { as: 'nobody', body: {} })).statusCode).toBe(404);
      expect((await ask('POST', COMPLETE, { as: 'site', body: { by: 5 } })).statusCode).toBe(400);
    }
  });

  it('keeps a place until the work is done, though nobody waits for it any more; and none for who sends slowly', async () => {
    const { api, complete, answer, waiting } = await aSlowApi(1);
    await api.listen({ host: '127.0.0.1', port: 0 });
    const { port } = api.server.address() as AddressInfo;
    const head = `POST ${COMPLETE} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer site\r\nidempotency-key: key-of-one-who-left\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n`;
    const slow = connect(port, '127.0.0.1');
    slow.write(`${head}{`);
    const gone = connect(port, '127.0.0.1');
    gone.write(`${head}{}`);
    await until(() => waiting.length === 1);
    gone.destroy();
    await sleep(50);
    expect((await complete('while-it-works')).json().code).toBe('busy');
    answer();
    await sleep(50);
    const now = complete('when-it-is-done');
    await until(() => waiting.length === 1);
    answer();
    expect((await now).statusCode).toBe(200);
    slow.destroy();
    await api.close();
  });
});

/** Takes 20 ms for each, one after the other; whoever has waited a second hears nothing, and the time is spent all the same. */
function oneAfterTheOther() {
  const done = new Map<string, number>();
  let free = 0;
  const act = async (_s: string, _p: string, _name: string, { key }: { key?: string }) => {
    const now = performance.now();
    free = Math.max(free, now) + 20;
    const waits = free - now;
    await sleep(Math.min(waits, 1_000));
    if (waits > 1_000) throw new NotReachable('late');
    done.set(String(key), (done.get(String(key)) ?? 0) + 1);
    return { at: AT };
  };
  return { act, done };
}

it('keeps its pace when everybody comes at once: no answer comes so late that it is asked for again', async () => {
  const { act, done } = oneAfterTheOther();
  const { ask } = await anApi({ act }, none, undefined, { atOnce: 20 });
  const answers: Record<string, number> = {};
  const insist = async (key: string): Promise<void> => {
    for (;;) {
      const headers = { 'idempotency-key': key };
      const answer = await ask('POST', COMPLETE, { as: 'site', body: {}, headers });
      const { code = 'done' } = answer.json();
      answers[code] = (answers[code] ?? 0) + 1;
      if (code === 'done') return;
      // Much sooner than they were told.
      await sleep(100);
    }
  };
  await Promise.all(Array.from({ length: 120 }, (_, n) => insist(`everybody-${n}`)));
  expect([...done.values()]).toEqual(Array.from({ length: 120 }, () => 1));
  expect(answers).toEqual({ done: 120, busy: expect.any(Number) });
});
