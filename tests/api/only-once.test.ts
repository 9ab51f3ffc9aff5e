import { expect, it } from 'vitest';
import { NotReachable } from '../../src/service/outcome.js';
import { season } from '../cli/a-season.js';
import { anApi, COMPLETE } from './a-api.js';

const PAUSE = `/api/v1/seasons/${season.id}/pause`;
const withKey = (key: string, body: object = {}) => ({
  as: 'coordinator',
  body,
  headers: { 'idempotency-key': key },
});

it('asks for a key with every change', async () => {
  const { api, ask } = await anApi();
  const answer = await api.inject({
    method: 'POST',
    url: PAUSE,
    headers: { authorization: 'Bearer coordinator' },
  });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotency-key']);
  for (const key of ['short', 'with a space in it', '键键键键键键键键'])
    expect((await ask('POST', PAUSE, withKey(key)).catch(() => null))?.statusCode ?? 400).toBe(400);
});

it('does the same request once, and answers it again', async () => {
  const { ask, sent } = await anApi();
  const first = await ask('POST', PAUSE, withKey('pause-once'));
  const second = await ask('POST', PAUSE, withKey('pause-once'));
  expect([first.statusCode, second.statusCode, sent.length]).toEqual([200, 200, 1]);
  expect(second.body).toBe(first.body);
});

it('refuses a key that was used for something else', async () => {
  const { ask, sent } = await anApi();
  await ask('POST', PAUSE, withKey('once-and-again'));
  const other = await ask('POST', PAUSE, withKey('once-and-again', { by: 'li' }));
  expect([other.statusCode, other.json().code, sent.length]).toEqual([422, 'key-reused', 1]);
});

it('tells the second of two at once to come again', async () => {
  let finish: (() => void) | null = null;
  const { ask } = await anApi({
    governSeason: () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  });
  const first = ask('POST', PAUSE, withKey('both-at-once'));
  await expect.poll(() => finish).not.toBeNull();
  const second = await ask('POST', PAUSE, withKey('both-at-once'));
  expect([second.statusCode, second.headers['retry-after']]).toEqual([503, '2']);
  (finish as (() => void) | null)?.();
  expect((await first).statusCode).toBe(200);
});

it('keeps no answer that is none: the same key asks again', async () => {
  let tries = 0;
  const { ask } = await anApi({
    async governSeason() {
      tries += 1;
      if (tries === 1) throw new NotReachable('away');
    },
  });
  const unknown = await ask('POST', PAUSE, withKey('unknown-first'));
  expect([unknown.statusCode, unknown.json().code]).toEqual([503, 'unknown-outcome']);
  expect((await ask('POST', PAUSE, withKey('unknown-first'))).statusCode).toBe(200);
});

it('hands a completion’s key on to the unit, which keeps its own answers', async () => {
  const { ask, sent } = await anApi();
  const as = { as: 'site', body: {}, headers: { 'idempotency-key': 'completion-1' } };
  await ask('POST', COMPLETE, as);
  await ask('POST', COMPLETE, as);
  expect(sent.map(({ message }) => message)).toEqual([
    expect.objectContaining({ key: 'completion-1' }),
    expect.objectContaining({ key: 'completion-1' }),
  ]);
});
