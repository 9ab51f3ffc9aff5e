import { describe, expect, it } from 'vitest';
import { codeFor, GOOD, MINUTE, type Office } from '../adapters/an-office.js';
import { aHouse } from './a-house.js';

type House = Awaited<ReturnType<typeof aHouse>>;

/** Comes in with both factors, in the way of a browser; answers the cookie. */
async function cookieOf({ office, ask }: House, login: string, secret: string): Promise<string> {
  office.clock.now += MINUTE;
  const half = await ask('POST', 'session', { body: { login, password: GOOD } });
  const code = codeFor(secret, office.clock.now);
  const body = { code };
  const whole = await ask('POST', 'session/totp', { cookie: half.set?.value ?? '', body });
  expect([half.status, whole.status, whole.json().needs]).toEqual([200, 200, null]);
  return whole.set?.value ?? '';
}

/** The first start over HTTP; answers the secrets of the administrators' apps. */
async function begun({ office, ask }: House): Promise<Readonly<Record<string, string>>> {
  const token = await firstLink(office);
  expect((await ask('POST', 'invitations/open', { body: { token } })).json()).toEqual({
    kind: 'first',
  });
  const roles = ['system-admin', 'security-admin', 'audit-admin'];
  const administrators = roles.map((role) => ({ role, person: role, name: '示' }));
  const named = await ask('POST', 'invitations/first', { body: { token, administrators } });
  const secrets: Record<string, string> = {};
  for (const { person, token: own } of named.json().links) {
    const opened = await ask('POST', 'invitations/open', { body: { token: own } });
    const { secret } = opened.json().totp;
    const code = codeFor(secret, office.clock.now);
    const joined = await ask('POST', 'invitations/join', {
      body: { token: own, password: GOOD, code },
    });
    expect([joined.status, joined.json().recovery.length]).toEqual([200, 10]);
    secrets[person] = secret;
  }
  return secrets;
}

const firstLink = async ({ accounts }: Office): Promise<string> =>
  (await accounts.firstStart()) ?? '';

describe('accounts over HTTP', () => {
  it('go from the first link to a liaison who reads with a token', async () => {
    const house = await aHouse();
    const { office, ask } = house;
    const secrets = await begun(house);
    const cookie = await cookieOf(house, 'security-admin', secrets['security-admin'] ?? '');
    const made = await ask('POST', 'accounts', { cookie, body: { person: 'p9' } });
    expect([made.status, made.json().login]).toEqual([201, 'p9']);
    const right = { role: 'department', unit: 'lanxi', department: 'lanxi/power' };
    const given = await ask('POST', 'accounts/p9/grants', { cookie, body: right });
    expect(given.json()).toMatchObject({ state: 'held', season: null });
    const { token: own } = made.json();
    await ask('POST', 'invitations/join', { body: { token: own, password: GOOD } });

    const signIn = { login: 'p9', password: GOOD, terminal: true };
    const inside = await ask('POST', 'session', { body: signIn });
    expect([inside.set, inside.json().needs]).toEqual([undefined, null]);
    const mine = inside.json().session;
    const wish = { title: '读表', scopes: ['duty.read'], days: 30 };
    const token = await ask('POST', 'tokens', { cookie: mine, body: wish });
    expect(token.status).toBe(201);
    expect(token.answer.headers['cache-control']).toBe('no-store');
    const bearer = token.json().token;
    expect((await ask('GET', 'me', { bearer })).json()).toMatchObject({
      ...{ person: 'p9', name: '示九', way: 'token', scopes: ['duty.read'] },
      grants: [{ role: 'department', unit: 'lanxi', department: 'lanxi/power' }],
    });
    expect((await ask('GET', 'tokens', { cookie: mine })).json().items).toHaveLength(1);
    expect((await ask('GET', 'accounts', { bearer })).status).toBe(403);
    const list = (await ask('GET', 'accounts?limit=2', { cookie })).json();
    expect([list.items.length, list.next]).toEqual([2, 'p9']);

    await ask('DELETE', `tokens/${token.json().id}`, { cookie: mine });
    expect((await ask('GET', 'me', { bearer })).status).toBe(401);
    expect((await ask('POST', 'accounts/p9/disable', { cookie })).status).toBe(200);
    expect((await ask('GET', 'me', { cookie: mine })).status).toBe(401);
    expect((await ask('GET', 'accounts/p9', { cookie })).json().status).toBe('disabled');
    expect(office.audit.entries.some(({ operation }) => operation === 'account.grant')).toBe(true);
  });

  it('keep the session in a cookie that no script reads, and end it at once', async () => {
    const house = await aHouse();
    const { ask } = house;
    const secrets = await begun(house);
    const cookie = await cookieOf(house, 'audit-admin', secrets['audit-admin'] ?? '');
    const out = await ask('DELETE', 'session', { cookie });
    expect(out.status).toBe(204);
    expect(out.set).toMatchObject({ value: '', httpOnly: true, secure: true, sameSite: 'Lax' });
    expect((await ask('GET', 'me', { cookie })).status).toBe(401);
    expect((await ask('DELETE', 'session', { cookie })).status).toBe(401);
  });

  it('show nothing behind a half session, and refuse with one sentence', async () => {
    const house = await aHouse();
    const { ask } = house;
    await begun(house);
    const body = { login: 'system-admin', password: GOOD };
    const half = await ask('POST', 'session', { body });
    expect(JSON.stringify(half.json())).not.toContain(half.set?.value);
    expect((await ask('GET', 'me', { cookie: half.set?.value ?? '' })).status).toBe(401);
    const wrong = await ask('POST', 'session', { body: { ...body, password: 'x' } });
    const nobody = await ask('POST', 'session', { body: { login: 'nobody', password: 'x' } });
    expect([wrong.status, wrong.json()]).toEqual([401, nobody.json()]);
    expect(wrong.json().code).toBe('bad-credentials');
    for (let n = 0; n < 4; n += 1)
      await ask('POST', 'session', { body: { ...body, password: 'x' } });
    expect((await ask('POST', 'session', { body })).status).toBe(429);
  });

  it('say of a used link what they say of an invented one', async () => {
    const house = await aHouse();
    const { office, ask } = house;
    const token = await firstLink(office);
    await firstLink(office);
    for (const one of [token, 'x'.repeat(43)]) {
      const answer = await ask('POST', 'invitations/open', { body: { token: one } });
      expect([answer.status, answer.json().code]).toEqual([409, 'bad-link']);
    }
  });
});
