import { expect, it } from 'vitest';
import { anApi } from './a-api.js';

interface Operation {
  readonly responses: Record<string, unknown>;
}

const UNSAFE = new Set(['post', 'put', 'patch', 'delete']);

it('describes every route: OpenAPI 3.1, with the problems each may answer', async () => {
  const { ask } = await anApi();
  const document = (await ask('GET', '/api/openapi.json')).json();
  expect(document.openapi).toBe('3.1.0');
  const paths = Object.entries(document.paths as Record<string, Record<string, Operation>>);
  expect(paths.length).toBeGreaterThan(20);
  for (const [path, methods] of paths)
    for (const [method, { responses }] of Object.entries(methods)) {
      const codes = Object.keys(responses);
      expect(codes, `${method} ${path}`).toEqual(expect.arrayContaining(['401', '404', '503']));
      if (UNSAFE.has(method)) expect(codes, `${method} ${path}`).toContain('400');
    }
});

it('names the field that is wrong, and lets nothing of the request in', async () => {
  const { ask, sent } = await anApi();
  const url = '/api/v1/seasons/2027-zhongkao/units/lanxi.site-3/steps/listening-tried/sign-for';
  for (const [body, field] of [
    [{ promiseAt: 'tomorrow' }, 'body/promiseAt'],
    [{ happenedAt: -5 }, 'body/happenedAt'],
    [{ by: '\u0000' }, 'body/by'],
    [{ by: 5 }, 'body/by'],
  ] as const) {
    const answer = await ask('POST', url, { as: 'site', body });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid']);
    expect(answer.json().errors[0].field).toBe(field);
  }
  for (const unit of ['lanxi%2Fsite-3', '..', 'lanxi.%00', '考点', 'a'.repeat(400)]) {
    const bad = url.replace('lanxi.site-3', unit);
    expect((await ask('POST', bad, { as: 'site', body: {} })).statusCode).toBeGreaterThanOrEqual(
      400,
    );
  }
  expect(sent).toEqual([]);
});

// What poisons a parser is refused at the edge, in bounded memory (R30).
it.each([
  ['half a character', '{"form":{"a":"\\ud800"}}', 400],
  ['NUL', '{"form":{"a":"\\u0000"}}', 400],
  ['deep JSON', `{"form":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`, 400],
  ['a prototype', '{"__proto__":{"by":"x"}}', 400],
  ['no JSON', '{', 400],
  ['more than any plan', `{"form":{"a":"${'x'.repeat(17 * 1024 * 1024)}"}}`, 413],
])('refuses %s', async (_name, payload, status) => {
  const { api, sent } = await anApi();
  const answer = await api.inject({
    method: 'POST',
    url: '/api/v1/seasons/2027-zhongkao/units/lanxi.site-3/steps/listening-tried/complete',
    headers: {
      ...{ authorization: 'Bearer site', 'idempotency-key': 'poison-1' },
      'content-type': 'application/json',
    },
    payload,
  });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(sent).toEqual([]);
});

it('sends what has not changed only once', async () => {
  const { ask } = await anApi();
  const first = await ask('GET', '/api/v1/seasons', { as: 'site' });
  const tag = String(first.headers['etag']);
  const again = await ask('GET', '/api/v1/seasons', {
    as: 'site',
    headers: { 'if-none-match': tag },
  });
  expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', tag]);
});

it('describes a defect to nobody', async () => {
  const { ask } = await anApi({ seasons: () => Promise.reject(new Error('secret inside')) });
  const answer = await ask('GET', '/api/v1/seasons', { as: 'site' });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('secret');
});
