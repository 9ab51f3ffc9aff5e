import { expect, it } from 'vitest';
import { anApi, COMPLETE } from './a-api.js';

const SEASONS = '/api/v1/seasons';

it('lets nobody in who is unknown, and says how to come in', async () => {
  const { ask } = await anApi();
  for (const headers of [
    {},
    { authorization: 'Bearer of-nobody' },
    { cookie: 'kaowu=of-nobody' },
  ]) {
    const answer = await ask('GET', SEASONS, { headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json()).toMatchObject({ code: 'not-signed-in', detail: '请先登录' });
  }
});

it('lets in by a token or by a session', async () => {
  const { ask } = await anApi();
  expect((await ask('GET', SEASONS, { as: 'coordinator' })).statusCode).toBe(200);
  const byCookie = await ask('GET', SEASONS, { headers: { cookie: 'kaowu=coordinator' } });
  expect(byCookie.statusCode).toBe(200);
});

// A form on another site is sent by the browser with our cookie.
it.each([
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://elsewhere.example' },
  { origin: 'null' },
])('does nothing for another site in the name of a session: %o', async (headers) => {
  const { ask, sent } = await anApi();
  const answer = await ask('POST', COMPLETE, {
    body: {},
    headers: { cookie: 'kaowu=site', host: 'kaowu.example', ...headers },
  });
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'foreign-site']);
  expect(sent).toEqual([]);
});

it('lets its own pages and programs change things', async () => {
  const { ask, sent } = await anApi();
  const own = { cookie: 'kaowu=site', host: 'kaowu.example' };
  for (const headers of [
    { ...own, 'sec-fetch-site': 'same-origin', origin: 'http://kaowu.example' },
    { ...own, origin: 'http://kaowu.example' },
    { authorization: 'Bearer site', origin: 'https://elsewhere.example' },
  ])
    expect((await ask('POST', COMPLETE, { body: {}, headers })).statusCode).toBe(200);
  expect(sent).toHaveLength(3);
});

it('speaks the language that is asked for', async () => {
  const { ask } = await anApi();
  const english = await ask('GET', SEASONS, { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
  expect(english.json().detail).toBe('sign in first');
  expect((await ask('GET', `${SEASONS}?lang=en`)).json().detail).toBe('sign in first');
});

it('says the same of what is not there, whatever is asked for', async () => {
  const { ask } = await anApi();
  expect((await ask('GET', '/nothing', { as: 'site' })).json().code).toBe('not-found');
});
