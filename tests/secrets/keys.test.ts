import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addKey, KeysUnusable, newKey, readKeys } from '../../src/adapters/secrets/key-file.js';
import { openKeys, openSeal, type KeyPlace } from '../../src/adapters/secrets/keys.js';

let dataFolder: string;
let place: KeyPlace;
const now = () => Date.parse('2027-03-01T00:00:00Z');

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'kaowu-keys-'));
  place = { dataFolder, keys: null, keysFile: null, shared: false };
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

const fileOf = () => join(dataFolder, 'keys.json');

describe('on a single machine', () => {
  it('the first start makes a key for the owner alone, the second finds it', () => {
    const sealed = openSeal(openKeys(place, now)).seal('text', 'about');
    expect(statSync(fileOf()).mode & 0o777).toBe(0o600);
    expect(openSeal(openKeys(place, now)).open(sealed, 'about')).toBe('text');
  });

  it('of many that start at once all have the same key', () => {
    const rings = Array.from({ length: 20 }, () => openKeys(place, now));
    expect(new Set(rings.map((ring) => ring.sealing('payload').id)).size).toBe(1);
  });

  it('a key that is added seals at once for whoever starts then, and stays for the owner alone', () => {
    openKeys(place, now);
    addKey(fileOf(), newKey(now() + 1));
    expect(statSync(fileOf()).mode & 0o777).toBe(0o600);
    const ids = readKeys(readFileSync(fileOf(), 'utf8'), 'here').map(({ id }) => id);
    expect(openKeys(place, () => now() + 1).sealing('payload').id).toBe(ids[1]);
  });

  it('a file that others could read is closed to them', () => {
    openKeys(place, now);
    rmSync(fileOf());
    writeFileSync(fileOf(), JSON.stringify({ keys: [newKey(now())] }), { mode: 0o644 });
    openKeys(place, now);
    expect(statSync(fileOf()).mode & 0o777).toBe(0o600);
  });

  it('what runs goes on with what it knows while the file is away', () => {
    let at = now();
    const seal = openSeal(openKeys(place, () => at));
    const sealed = seal.seal('text', 'about');
    rmSync(fileOf());
    at += 60_000;
    expect(seal.open(sealed, 'about')).toBe('text');
    expect(seal.seal('text', 'about')).toMatch(/^k1\./);
  });
});

describe('on many machines', () => {
  it('no key is made that the others would not know', () => {
    expect(() => openKeys({ ...place, shared: true }, now)).toThrow(KeysUnusable);
    expect(() => statSync(fileOf())).toThrow();
  });

  it('the keys come from the environment, or from a file that it names', () => {
    const keys = JSON.stringify({ keys: [newKey(now())] });
    const keysFile = join(dataFolder, 'shared.json');
    writeFileSync(keysFile, keys);
    const sealed = openSeal(openKeys({ ...place, shared: true, keys }, now)).seal('text', 'about');
    const other = openSeal(openKeys({ ...place, shared: true, keysFile }, now));
    expect(other.open(sealed, 'about')).toBe('text');
  });

  it('a file that is missing is not made', () => {
    const keysFile = join(dataFolder, 'missing.json');
    expect(() => openKeys({ ...place, keysFile }, now)).toThrow(
      /missing\.json cannot be read: ENOENT/,
    );
  });
});

it('a damaged file is refused in words that quote nothing of it', () => {
  const good = { keys: [newKey(now())] };
  const secret = good.keys[0]?.secret ?? '';
  const twice = { keys: [...good.keys, ...good.keys] };
  const short = { keys: [{ ...good.keys[0], secret: secret.slice(8) }] };
  const damaged = ['', '{"keys":[]}', JSON.stringify(good).slice(0, -3), JSON.stringify(short)];
  const twoAlike = JSON.stringify(twice);
  const said = [...damaged, twoAlike, secret].map((text) => saidOf(text));
  expect(said.map((error) => error instanceof KeysUnusable)).toEqual(said.map(() => true));
  expect(said.join('\n')).not.toContain(secret.slice(0, 6));
});

function saidOf(text: string): unknown {
  try {
    return readKeys(text, 'keys.json');
  } catch (error) {
    return error;
  }
}
