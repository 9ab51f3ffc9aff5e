import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openKeys, openSeal, sealedBy } from '../../src/adapters/secrets/keys.js';
import { openStore } from '../../src/adapters/store/store.js';
import { runCli } from '../../src/cli/program.js';
import type { CliContext } from '../../src/cli/context.js';
import { readConfig } from '../../src/main/config.js';
import { openKeyDesk } from '../../src/main/keys.js';
import { placeOf } from '../../src/main/place.js';
import { aboutContact } from '../../src/service/registers/changes.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaowu-key-commands-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function placeWith(env: Record<string, string> = {}) {
  const config = readConfig({ KAOWU_DATA: folder, ...env });
  if ('faults' in config) throw new Error(config.faults.en.join('\n'));
  return placeOf(config);
}

async function kaowu(argv: readonly string[], env: Record<string, string> = {}) {
  const lines: string[] = [];
  const context: Partial<CliContext> = {
    keys: async () => openKeyDesk(placeWith(env)),
    out: (line) => void lines.push(line),
    err: (line) => void lines.push(line),
    ...{ env: {}, isTty: false, columns: 100, now: Date.now },
  };
  const code = await runCli(context as CliContext, argv);
  return { code, text: lines.join('\n') };
}

const secretsIn = (file: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as { keys: { secret: string }[] }).keys.map(
    ({ secret }) => secret,
  );

it('lists and replaces keys, and prints none', async () => {
  expect(JSON.parse((await kaowu(['keys', 'list', '--json'])).text)).toMatchObject({ keys: [] });
  openKeys(placeWith().keys);
  const first = await kaowu(['keys', 'list']);
  expect(first).toMatchObject({ code: 0, text: expect.stringContaining('加密') });
  const rotated = await kaowu(['keys', 'rotate', '--json']);
  const { id } = JSON.parse(rotated.text) as { id: string };
  await kaowu(['keys', 'rotate', '--in', '2h', '--lang', 'en']);
  const { text } = await kaowu(['keys', 'list', '--lang', 'en']);
  const uses = text.split('\n').slice(2);
  expect(uses.map((line) => /only opens|seals$|waits/.exec(line.trim())?.[0])).toEqual([
    'only opens',
    'seals',
    'waits',
  ]);
  expect(uses[1]).toContain(id);
  const secrets = secretsIn(join(folder, 'keys.json'));
  expect(secrets).toHaveLength(3);
  for (const secret of secrets) expect(first.text + rotated.text + text).not.toContain(secret);
});

it('makes a file for many machines, for its owner alone, and never over another', async () => {
  const file = join(folder, 'shared.json');
  expect((await kaowu(['keys', 'new', file])).code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = readFileSync(file, 'utf8');
  expect(await kaowu(['keys', 'new', file])).toMatchObject({ code: 1 });
  expect(readFileSync(file, 'utf8')).toBe(before);
  const env = { KAOWU_KEYS_FILE: file };
  expect((await kaowu(['keys', 'rotate'], env)).code).toBe(0);
  expect(secretsIn(file)).toHaveLength(2);
});

it('says in a sentence what it cannot do', async () => {
  const file = join(folder, 'shared.json');
  await kaowu(['keys', 'new', file]);
  const held = { KAOWU_KEYS: readFileSync(file, 'utf8') };
  expect(await kaowu(['keys', 'rotate'], held)).toMatchObject({
    code: 1,
    text: expect.stringContaining('KAOWU_KEYS'),
  });
  writeFileSync(file, '{}');
  const damaged = await kaowu(['keys', 'list'], { KAOWU_KEYS_FILE: file });
  expect(damaged).toMatchObject({ code: 1, text: expect.stringContaining('keys-unusable') });
});

it('seals anew what the store holds, and says what does not open', async () => {
  const place = placeWith();
  const ring = openKeys(place.keys);
  const seal = openSeal(ring);
  const store = await openStore(place.storeUrl);
  const put = (person: string, sealed: string) =>
    store.registers.put(
      [
        {
          ...{ kind: 'people' as const, id: person, owner: '', label: person, body: {} },
          contacts: [{ field: 'phone' as const, to: { sealed, print: seal.fingerprint(person) } }],
        },
      ],
      { by: 'p001', at: 1 },
    );
  await put('p001', seal.seal('13812345678', aboutContact('p001', 'phone')));
  await put('p002', seal.seal('13812345678', aboutContact('p001', 'phone')));
  await kaowu(['keys', 'rotate']);
  const { code, text } = await kaowu(['keys', 'reseal', '--json']);
  expect([code, JSON.parse(text)]).toEqual([
    1,
    { resealed: 1, kept: 0, broken: ['person/p002/phone'] },
  ]);
  const now = openKeys(place.keys);
  for (const { person, sealed } of await store.registers.sealedContacts(10)) {
    if (person !== 'p001') continue;
    expect(sealedBy(sealed)).toBe(now.sealing('personal').id);
    expect(openSeal(now).open(sealed, aboutContact('p001', 'phone'))).toBe('13812345678');
  }
  await store.close();
});
