import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createConsole, hereAt } from '../../src/main/console.js';
import { anApi } from '../api/a-api.js';
import { aHouse } from '../api/a-house.js';
import { aMember, codeFor, GOOD, MINUTE, staffOf } from '../adapters/an-office.js';

// What was good once, shown again over HTTP (R41).
const login = (person: string, code: string) => ({ login: person, password: GOOD, code });

async function aPlace() {
  const house = await aHouse();
  const staff = await staffOf(house.office);
  const member = await aMember(house.office, staff, 'li', 'coordinator');
  return { ...house, staff, member };
}

it('a session is worth nothing after its end, wherever it is shown', async () => {
  const { ask, member } = await aPlace();
  const cookie = await member.session();
  expect((await ask('GET', 'me', { cookie })).status).toBe(200);
  expect((await ask('DELETE', 'session', { cookie })).status).toBe(204);
  for (const shown of [{ cookie }, { bearer: cookie }])
    expect((await ask('GET', 'me', shown)).status).toBe(401);
  // Ending it again, or going on from it, changes nothing either.
  expect((await ask('DELETE', 'session', { cookie })).status).toBe(401);
  expect((await ask('POST', 'session/totp', { cookie, body: { code: '000000' } })).status).toBe(
    401,
  );
});

it('a one-time code opens one session', async () => {
  const { ask, office, member } = await aPlace();
  office.clock.now += MINUTE;
  const shown = login('li', codeFor(member.secret, office.clock.now));
  expect((await ask('POST', 'session', { body: shown })).status).toBe(200);
  const replayed = await ask('POST', 'session', { body: shown });
  expect([replayed.status, replayed.set]).toEqual([401, undefined]);
  // Not even the one before it, which an app may still show.
  const older = login('li', codeFor(member.secret, office.clock.now - MINUTE / 2));
  expect((await ask('POST', 'session', { body: older })).status).toBe(401);
});

it('a recovery code opens one session', async () => {
  const { ask, office, member } = await aPlace();
  office.clock.now += MINUTE;
  const shown = login('li', member.recovery[0] ?? '');
  expect((await ask('POST', 'session', { body: shown })).status).toBe(200);
  expect((await ask('POST', 'session', { body: shown })).status).toBe(401);
});

it('a token is worth nothing once it is revoked, and nobody revokes another’s', async () => {
  const { ask, member, office, staff } = await aPlace();
  const cookie = await member.session();
  const wish = { title: 'x', scopes: ['season.read'] };
  const made = (await ask('POST', 'tokens', { cookie, body: wish })).json() as Record<
    string,
    string
  >;
  const bearer = made['token'] ?? '';
  expect((await ask('GET', 'me', { bearer })).status).toBe(200);
  const other = await (await aMember(office, staff, 'zhao', 'coordinator')).session();
  const theirs = await ask('DELETE', `tokens/${made['id']}`, { cookie: other });
  const nothing = await ask('DELETE', 'tokens/t-nothing', { cookie: other });
  expect([theirs.status, theirs.answer.body]).toEqual([nothing.status, nothing.answer.body]);
  expect((await ask('GET', 'me', { bearer })).status).toBe(200);
  expect((await ask('DELETE', `tokens/${made['id']}`, { cookie })).status).toBe(200);
  for (const shown of [{ bearer }, { cookie: bearer }])
    expect((await ask('GET', 'me', shown)).status).toBe(401);
});

it('a session fixed by somebody else never becomes the victim’s', async () => {
  const { ask, member, office } = await aPlace();
  office.clock.now += MINUTE;
  const planted = 'planted-by-somebody-else-0123456789abcdefg';
  const body = login('li', codeFor(member.secret, office.clock.now));
  const answer = await ask('POST', 'session', { cookie: planted, body });
  expect(answer.set?.value).not.toBe(planted);
  expect(answer.set).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  expect((await ask('GET', 'me', { cookie: planted })).status).toBe(401);
});

it('an invitation joins once', async () => {
  const { ask, office, staff } = await aPlace();
  const security = await staff.security.session();
  const made = await ask('POST', 'accounts', {
    cookie: security,
    body: { person: 'sun', name: '示孙' },
  });
  const { token } = made.json() as { token: string };
  const joining = { token, password: GOOD };
  const opened = await ask('POST', 'invitations/open', { body: { token } });
  const { totp } = opened.json() as { totp: { secret: string } };
  const code = codeFor(totp.secret, office.clock.now);
  expect((await ask('POST', 'invitations/join', { body: { ...joining, code } })).status).toBe(200);
  for (const path of ['invitations/join', 'invitations/open'])
    expect(
      (await ask('POST', path, { body: path.endsWith('open') ? { token } : joining })).status,
    ).toBeGreaterThanOrEqual(400);
});

it('the console’s token is good on this machine alone, and through no proxy', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-console-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const terminal = createConsole(folder);
  terminal.open(hereAt('0.0.0.0', 8080));
  const door = JSON.parse(readFileSync(join(folder, 'console.json'), 'utf8')) as {
    readonly token: string;
  };
  expect(door).toMatchObject({ url: 'http://127.0.0.1:8080' });
  const { api } = await anApi({}, [], async (shown) => terminal.actorOf(shown));
  const ask = async (remoteAddress: string, more: object = {}, token = door.token) => {
    const headers = { authorization: `Bearer ${token}`, ...more };
    const options = { method: 'GET', url: '/api/v1/seasons', remoteAddress, headers } as const;
    return (await api.inject(options)).statusCode;
  };
  for (const here of ['127.0.0.1', '127.3.2.1', '::1', '::ffff:127.0.0.1'])
    expect([here, await ask(here)]).toEqual([here, 200]);
  for (const elsewhere of ['10.0.0.7', '::ffff:10.0.0.7', '192.168.127.1', 'fe80::1'])
    expect([elsewhere, await ask(elsewhere)]).toEqual([elsewhere, 401]);
  for (const proxy of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    expect([proxy, await ask('127.0.0.1', { [proxy]: '127.0.0.1' })]).toEqual([proxy, 401]);
  expect(await ask('127.0.0.1', {}, `${door.token}x`)).toBe(401);
});
