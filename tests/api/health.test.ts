import { expect, it } from 'vitest';
import { createApi } from '../../src/api/app.js';
import { healthRoutes } from '../../src/api/routes/health.js';
import type { Served } from '../../src/api/watch-requests.js';
import { createGuard } from '../../src/service/guarded.js';
import type { Health } from '../../src/service/health.js';
import { answersInMemory, auditInMemory, PEOPLE } from './a-api.js';

const found = (ready: boolean): Health => ({
  ...{ ready, state: ready ? 'ok' : 'bad', at: 1, tookMs: 2 },
  findings: [
    {
      ...{ name: 'store', state: ready ? 'ok' : 'bad', needed: true, tookMs: 1 },
      sentence: { zh: '台账没有应答：10.0.0.7', en: 'the store does not answer: 10.0.0.7' },
    },
  ],
});

async function anApi() {
  let health = found(true);
  const served: Served[] = [];
  const api = await createApi(
    {
      who: async ({ bearer = '' }) => PEOPLE[bearer] ?? null,
      answers: answersInMemory(),
      routes: [healthRoutes(async () => health, createGuard(auditInMemory().log))],
      logger: null,
      version: '0.0.0',
      observe: (one) => served.push(one),
    },
    { trustProxy: false, isSecure: false },
  );
  const get = (url: string, headers: Record<string, string> = {}) => api.inject({ url, headers });
  return { get, served, fall: () => (health = found(false)) };
}

const as = (person: string) => ({ authorization: `Bearer ${person}` });

it('tells anybody whether it lives and whether it can serve, and names no machine', async () => {
  const { get, fall } = await anApi();
  expect((await get('/healthz')).json()).toEqual({ alive: true });
  expect((await get('/readyz')).statusCode).toBe(200);
  fall();
  const answer = await get('/readyz');
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toEqual({
    ...{ ready: false, state: 'bad' },
    checks: [{ name: 'store', state: 'bad', needed: true, tookMs: 1 }],
  });
  expect(answer.headers['cache-control']).toBe('no-store');
  expect((await get('/healthz')).statusCode).toBe(200);
});

it('shows what was found to whoever may look at the system, and to nobody else', async () => {
  const { get } = await anApi();
  const path = '/api/v1/system/health';
  expect((await get(path)).statusCode).toBe(401);
  expect((await get(path, as('site'))).statusCode).toBe(403);
  const inEnglish = await get(`${path}?lang=en`, as('system'));
  expect(inEnglish.json().checks[0].sentence).toContain('the store does not answer');
  expect((await get(path, as('auditor'))).json().checks[0].sentence).toContain('台账');
});

it('observes each request by its route, and gives it an id or keeps the proxy’s', async () => {
  const { get, served } = await anApi();
  const given = await get('/healthz?token=secret', { 'x-request-id': 'proxy-0001' });
  expect(given.headers['x-request-id']).toBe('proxy-0001');
  const forged = await get('/nowhere/13800138000', { 'x-request-id': 'a b\tc' });
  expect(forged.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  expect(served).toMatchObject([
    { route: '/healthz', method: 'GET', status: 200 },
    { route: 'unmatched', method: 'GET', status: 404 },
  ]);
  expect(JSON.stringify(served)).not.toMatch(/secret|13800138000/);
});
