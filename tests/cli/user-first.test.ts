import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDoor } from '../../src/cli/open-door.js';
import { runCli } from '../../src/cli/program.js';
import { createConsole } from '../../src/main/console.js';
import { codeFor, GOOD } from '../adapters/an-office.js';
import { aHouse } from '../api/a-house.js';
import { contextOf } from './a-terminal.js';

/** A service that listens, and a terminal that comes in by the token in its data folder. */
async function aMachine() {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-first-'));
  const terminal = createConsole(folder);
  const { api, office } = await aHouse(terminal.actorOf);
  const url = await api.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const run = async (argv: readonly string[], env: Record<string, string> = {}) => {
    const lines: string[] = [];
    const context = contextOf({
      open: async (lang) => openDoor(env, folder, lang, undefined),
      out: (line) => void lines.push(line),
      err: (line) => void lines.push(line),
      now: () => office.clock.now,
      env,
    });
    const code = await runCli(context, argv);
    const text = lines.join('\n');
    return { code, text, json: () => JSON.parse(text) };
  };
  return { office, url, run, opens: () => terminal.open(url), closes: () => terminal.close() };
}

const named = ['--system', 'a:示甲', '--security', 'b:示乙', '--audit', 'c:示丙'];

it('gives the machine’s own terminal the secret that names the administrators, on record, until somebody can give rights', async () => {
  const { office, url, run, opens } = await aMachine();
  opens();
  const stale = (await run(['user', 'first', '--json'])).json();
  expect(stale).toEqual({ url, token: expect.stringMatching(/^[\w-]{20,}$/) });
  const said = await run(['user', 'first']);
  expect(said.code).toBe(0);
  expect(said.text).toContain(url);
  const { token } = (await run(['user', 'first', '--json'])).json();
  expect(office.audit.entries).toMatchObject(
    [1, 2, 3].map(() => ({ person: 'console', operation: 'account.begin', outcome: 'done' })),
  );

  const begin = (link: string) =>
    run(['user', 'begin', '--url', url, '--link', link, ...named, '--json']);
  // Each link voids the one before, and is good once.
  expect((await begin(stale.token)).code).toBe(1);
  const { links } = (await begin(token)).json() as { links: { person: string; token: string }[] };
  expect(links.map(({ person }) => person)).toEqual(['a', 'b', 'c']);
  expect((await begin(token)).code).toBe(1);

  const mine = links.find(({ person }) => person === 'b')?.token ?? '';
  const { totp } = await office.accounts.openInvitation(mine);
  const own = { KAOWU_PASSWORD: GOOD, KAOWU_CODE: codeFor(totp.secret, office.clock.now) };
  const joined = await run(['user', 'join', '--url', url, '--link', mine], own);
  expect(joined.code).toBe(0);
  // Now there is somebody who gives rights: the terminal gives none any more.
  const late = await run(['user', 'first', '--json']);
  expect([late.code, late.json().refused]).toEqual([1, 'first-start-over']);
});

it('is nobody else’s: without the folder’s own token there is no way in', async () => {
  const { office, url, run, opens, closes } = await aMachine();
  expect((await run(['user', 'first'])).code).toBe(3);
  opens();
  const stranger = await run(['user', 'first', '--json'], { KAOWU_URL: url, KAOWU_TOKEN: 'kc_no' });
  expect(stranger.code).not.toBe(0);
  expect(stranger.text).not.toMatch(/token/);
  closes();
  expect((await run(['user', 'first'])).code).toBe(3);
  expect(office.audit.entries.filter(({ outcome }) => outcome === 'done')).toEqual([]);
});
