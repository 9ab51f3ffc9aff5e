import { afterAll, beforeAll, expect, it } from 'vitest';
import { aFort, filled, routesOf, type Fort, type Route } from './a-fort.js';

// Whatever another site makes a browser send with our cookies changes nothing (R43).
let fort: Fort;
let unsafe: readonly Route[];
beforeAll(async () => {
  fort = await aFort();
  unsafe = routesOf(fort).filter(({ method }) => method !== 'GET');
}, 60_000);
afterAll(() => fort?.close());

const BODIES = [
  { type: 'application/json', payload: '{}' },
  {
    type: 'application/x-www-form-urlencoded',
    payload: '_act=waive&reason=x&path=c/a/1&person=li',
  },
  { type: 'text/plain', payload: '{"by":"li","reason":"x"}' },
  { type: 'multipart/form-data; boundary=x', payload: '--x--\r\n' },
  { type: null, payload: '' },
] as const;

const FOREIGN: readonly Readonly<Record<string, string>>[] = [
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  { 'sec-fetch-site': 'same-site', origin: 'https://other.kaowu.example' },
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://kaowu.example.evil.example' },
  { origin: 'http://kaowu.example:81' },
  { origin: 'http://kaowu.example@evil.example' },
  { origin: 'kaowu.example' },
];

const GIVEN = {
  season: 's',
  unit: 'c.a.1',
  step: 'line',
  duty: 'line',
  person: 'li',
  kind: 'people',
};

async function send(
  { method, url }: Route,
  { type, payload }: (typeof BODIES)[number],
  headers: Readonly<Record<string, string>>,
) {
  return fort.api.inject({
    ...{ method, url: filled(url, GIVEN), payload },
    headers: {
      ...{ host: 'kaowu.example', cookie: `kaowu=${fort.cookies.coordinator}`, ...headers },
      ...(type !== null && { 'content-type': type }),
    },
  });
}

it('knows every change there is', () => {
  expect(unsafe.length).toBeGreaterThan(60);
  expect(unsafe.filter(({ isPage }) => isPage).length).toBeGreaterThan(15);
});

it('a change that another site sends is refused, whatever its body', async () => {
  const audited = (await fort.store.audit.list({}, 9)).length;
  for (const route of unsafe)
    for (const headers of FOREIGN)
      for (const body of BODIES) {
        const answer = await send(route, body, { ...headers, 'idempotency-key': 'k-12345678' });
        const said = [route.method, route.url, headers, body.type, answer.statusCode];
        expect(said).toEqual([...said.slice(0, 4), 403]);
        expect(answer.json().code).toBe('foreign-site');
      }
  expect(fort.effects).toEqual([]);
  expect((await fort.store.audit.list({}, 9)).length).toBe(audited);
});

// A browser too old to say where a request comes from sends what a form can send, and nothing else.
it('what a bare form sends is refused where it did not come from our own page', async () => {
  for (const route of unsafe)
    for (const body of BODIES.filter(({ type }) => type !== 'application/json')) {
      const answer = await send(route, body, {});
      const said = [route.method, route.url, body.type, answer.statusCode] as const;
      expect(said).toEqual([...said.slice(0, 3), expect.toSatisfy((code: number) => code >= 400)]);
      expect(answer.statusCode).toBeLessThan(500);
    }
  expect(fort.effects).toEqual([]);
});

it('our own page’s form is taken, once it carries its own browser’s token', async () => {
  const own = { origin: 'http://kaowu.example', 'sec-fetch-site': 'same-origin' };
  const url = '/duty/s/c.a.1/line';
  const cookie = `kaowu=${fort.cookies.site}`;
  const page = await fort.api.inject({ method: 'GET', url, headers: { cookie } });
  const form = page.cookies.find(({ name }) => name === 'kaowu-form')?.value ?? '';
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const post = (csrf: string, browser: string) =>
    fort.api.inject({
      ...{
        method: 'POST',
        url,
        payload: String(new URLSearchParams({ _csrf: csrf, _act: 'completeSteps' })),
      },
      headers: {
        ...{ ...own, host: 'kaowu.example', cookie: `${cookie}; kaowu-form=${browser}` },
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
  // Another browser's token, another browser's cookie, and none.
  for (const [csrf, browser] of [
    [token, `${form}x`],
    ['', form],
    [`${token}x`, form],
    [token, ''],
  ] as const)
    expect((await post(csrf, browser)).statusCode).toBe(403);
  expect(fort.effects).toEqual([]);
  expect((await post(token, form)).statusCode).toBe(200);
  expect(fort.effects).toHaveLength(1);
});
