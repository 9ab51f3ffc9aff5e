import { onTestFinished } from 'vitest';
import { expect, it } from 'vitest';
import { httpTo } from '../../src/cli/http.js';
import { runCli } from '../../src/cli/program.js';
import type { Port } from '../../src/service/port.js';
import { codeFor, GOOD, MINUTE } from '../adapters/an-office.js';
import { aHouse } from '../api/a-house.js';
import { contextOf } from './a-terminal.js';

/** A terminal beside a service that really listens. */
async function aTerminal() {
  const { api, office } = await aHouse();
  const url = await api.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => api.close());
  let session: string | undefined;
  const run = async (argv: readonly string[], env: Record<string, string> = {}) => {
    const out: string[] = [];
    const err: string[] = [];
    const context = contextOf({
      open: async (lang) => ({
        service: {} as Port,
        http: httpTo({ url, ...(session !== undefined && { session }) }, lang),
        close: async () => {},
      }),
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
      now: () => office.clock.now,
      env,
    });
    const code = await runCli(context, argv);
    const json = () => JSON.parse(out.join('\n'));
    return { code, out: out.join('\n'), err: err.join('\n'), json };
  };
  /** Takes an account up by its link; answers the secret of its app. */
  const join = async (link: string): Promise<string> => {
    const { totp } = await office.accounts.openInvitation(link);
    const env = { KAOWU_PASSWORD: GOOD, KAOWU_CODE: codeFor(totp.secret, office.clock.now) };
    const { code, err, json } = await run(
      ['user', 'join', '--url', url, '--link', link, '--json'],
      env,
    );
    expect([code, json().recovery.length]).toEqual([0, 10]);
    expect(err).toContain(totp.secret);
    return totp.secret;
  };
  const signIn = async (login: string, secret: string): Promise<void> => {
    office.clock.now += MINUTE;
    const code = codeFor(secret, office.clock.now);
    session = (await office.accounts.signIn({ login, password: GOOD, code }, null)).session;
  };
  return { office, url, run, join, signIn };
}

/** The same after its first start: a is the system's administrator, b and d security's, c the audit's. */
async function aBegunTerminal() {
  const terminal = await aTerminal();
  const { office, url, run, join } = terminal;
  const first = (await office.accounts.firstStart()) ?? '';
  const begin = ['user', 'begin', '--url', url, '--link', first, '--system', 'a:示甲'];
  const named = ['--security', 'b:示乙', '--security', 'd:示丁', '--audit', 'c:示丙'];
  const { links } = (await run([...begin, ...named, '--json'])).json();
  const secrets: Record<string, string> = {};
  for (const { person, token } of links) secrets[person] = await join(token);
  return { ...terminal, secrets };
}

it('goes from the first start to rights and tokens at a terminal', async () => {
  const { run, join, signIn, secrets } = await aBegunTerminal();
  await signIn('b', secrets['b'] ?? '');
  const added = await run(['user', 'add', 'p9', '--json']);
  const grant = ['user', 'grant', 'p9', '--role', 'site', '--unit', 'lanxi/site-3'];
  expect((await run(grant)).out).toMatch(/^已授权（g-/);
  const proposed = await run(['user', 'grant', 'p9', '--role', 'audit-admin']);
  expect([proposed.code, proposed.err]).toEqual([
    1,
    'grant-clash: 与此人已有的角色互相排斥（管理员、审计只能单独担任）',
  ]);
  const own = await run([
    'user',
    'revoke',
    (await run(['user', 'show', 'b', '--json'])).json().grants[0].id,
  ]);
  expect(own.code).toBe(0);
  // His own right is gone, and with it his session.
  expect((await run(['user', 'list'])).code).toBe(1);

  await signIn('d', secrets['d'] ?? '');
  const list = await run(['user', 'list']);
  expect(list.out).toContain('p9    示九  p9      待启用  考点 lanxi/site-3');
  expect(list.out).toContain('审计管理员 全部单位');
  const p9 = await join(added.json().token);
  await signIn('p9', p9);
  const made = await run(['token', 'create', '--title', '读表', '--scope', 'duty.read', '--json']);
  expect(made.json().token).toMatch(/^kw_/);
  expect((await run(['token', 'list'])).out).toContain('duty.read');
  expect((await run(['token', 'revoke', made.json().id])).out).toContain('已收回');
  expect((await run(['token', 'revoke', made.json().id, '--lang', 'en'])).code).toBe(1);
});

it('proposes an administrator’s right, which another one confirms', async () => {
  const { run, signIn, secrets } = await aBegunTerminal();
  await signIn('b', secrets['b'] ?? '');
  await run(['user', 'add', 'p9']);
  const wanted = await run(['user', 'grant', 'p9', '--role', 'system-admin', '--json']);
  const { id } = wanted.json();
  expect((await run(['user', 'confirm', id])).err).toContain('own-proposal');
  await signIn('d', secrets['d'] ?? '');
  expect((await run(['user', 'proposals'])).out).toContain('系统管理员');
  expect((await run(['user', 'confirm', id])).out).toContain('已复核通过');
  expect((await run(['user', 'show', 'p9'])).out).toMatch(/生效 +b 2027/);
  expect((await run(['user', 'disable', 'p9'])).out).toContain('已停用');
  expect((await run(['user', 'reset', 'p9', '--lang', 'en'])).out).toContain('one-time secret');
});

it('names what is not to be understood', async () => {
  const { run, url } = await aTerminal();
  const role = await run(['user', 'grant', 'p9', '--role', 'chief']);
  expect([role.code, role.err]).toEqual([2, '没有角色 chief']);
  const named = ['--system', 'a', '--security', 'b:x', '--audit', 'c:x'];
  const begin = await run(['user', 'begin', '--url', url, '--link', 'x', ...named]);
  expect([begin.code, begin.err]).toEqual([2, '管理员应写作 人员编号:姓名，而不是 a']);
});
