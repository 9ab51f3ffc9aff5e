import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig, variableTable, type Environment } from '../../src/main/config.js';
import { placeOf } from '../../src/main/place.js';

function read(env: Environment) {
  const config = readConfig(env);
  if ('faults' in config) throw new Error(config.faults.en.join('\n'));
  return config;
}

function faults(env: Environment): readonly string[] {
  const config = readConfig(env);
  if (!('faults' in config)) throw new Error('nothing was wrong');
  expect(config.faults.zh).toHaveLength(config.faults.en.length);
  return config.faults.en;
}

function aFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'file');
  writeFileSync(file, text);
  return file;
}

describe('the settings', () => {
  it('are not disturbed by what the command line reads for its user', () => {
    const own = { KAOWU_TOKEN: 'kw_x', KAOWU_PROFILES: '/x', KAOWU_PASSWORD: 'x', KAOWU_CODE: '1' };
    expect(readConfig({ ...own, KAOWU_URL: 'http://127.0.0.1:1' })).not.toHaveProperty('faults');
    expect(faults({ KAOWU_TOKENS: 'x' })).toHaveLength(1);
  });

  it('need nothing on one machine', () => {
    const place = placeOf(read({ KAOWU_DATA: mkdtempSync(join(tmpdir(), 'kaowu-place-')) }));
    onTestFinished(() => rmSync(place.dataFolder, { recursive: true }));
    expect(place).toMatchObject({
      storeUrl: `file:${join(place.dataFolder, 'kaowu.db')}`,
      reach: null,
      namespace: 'kaowu',
      taskQueue: 'kaowu',
      isEncrypted: false,
      version: null,
      metrics: null,
      api: { host: '127.0.0.1', port: 8080, trustProxy: false, isSecure: false },
    });
  });

  it('say everything that is wrong at once, with the name of each', () => {
    const said = faults({
      KAOWU_PORT: '80x',
      KAOWU_LANG: 'de',
      KAOWU_TRUST_PROXY: '10.0.0.0/33',
      KAOWU_STORE: 'mysql://there',
      KAOWU_PROT: '1',
      TEMPORAL_ADDRESS: 'temporal',
      TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere/at/all.pem',
      KAOWU_BUILD_ID: 'b1',
    });
    expect(said).toEqual([
      expect.stringContaining('KAOWU_STORE:'),
      expect.stringContaining('KAOWU_LANG:'),
      'KAOWU_PORT: must be a whole number from 1 to 65535',
      expect.stringContaining('KAOWU_TRUST_PROXY:'),
      expect.stringContaining('TEMPORAL_ADDRESS:'),
      expect.stringContaining('TEMPORAL_TLS_CLIENT_CERT_PATH:'),
      'KAOWU_PROT: there is no such variable; did you mean KAOWU_PORT?',
      'KAOWU_BUILD_ID: must be set together with KAOWU_DEPLOYMENT',
    ]);
  });

  it.each(['0', '65536', '-1', '8080.5', '1e3'])('take no port %s', (port) => {
    expect(faults({ KAOWU_PORT: port })).toHaveLength(1);
  });

  it('take what is empty as not set, as compose files write it', () => {
    expect(read({ KAOWU_PORT: '', TEMPORAL_ADDRESS: '' })).toMatchObject({
      KAOWU_PORT: 8080,
      temporal: { reach: null },
    });
  });
});

describe('secrets', () => {
  it('may stand in files', () => {
    const config = read({
      KAOWU_STORE: 'postgres://kaowu@db/kaowu',
      KAOWU_STORE_PASSWORD_FILE: aFile('p@ss/word\n'),
    });
    const url = new URL(config.KAOWU_STORE ?? '');
    expect(decodeURIComponent(url.password)).toBe('p@ss/word');
    expect(`${url.protocol}//${url.username}@${url.host}${url.pathname}`).toBe(
      'postgres://kaowu@db/kaowu',
    );
  });

  it('are never in a fault', () => {
    const secret = 'postgre://kaowu:hunter2@db/kaowu';
    expect(faults({ KAOWU_STORE: secret }).join()).not.toContain('hunter2');
  });

  it('stand in one place only, and can be read', () => {
    expect(faults({ TEMPORAL_API_KEY: 'a', TEMPORAL_API_KEY_FILE: aFile('b') })).toEqual([
      'set TEMPORAL_API_KEY or TEMPORAL_API_KEY_FILE, not both',
    ]);
    expect(faults({ TEMPORAL_API_KEY_FILE: '/nowhere' })).toEqual([
      'TEMPORAL_API_KEY_FILE: the file /nowhere cannot be read (ENOENT)',
    ]);
    expect(faults({ KAOWU_STORE_PASSWORD: 'x' })).toHaveLength(1);
  });
});

describe('profiles of Temporal', () => {
  const toml = [
    '[profile.default]',
    'address = "elsewhere:7233"',
    '[profile.exams]',
    'address = "exams.example.cn:7233"',
    'namespace = "exams"',
    'api_key = "k"',
    '[profile.exams.tls]',
    'server_name = "temporal.example.cn"',
  ].join('\n');

  it('are honoured with TLS and API key, and variables go before them', () => {
    const file = aFile(toml);
    const env = { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'exams' };
    expect(read(env).temporal).toEqual({
      namespace: 'exams',
      reach: {
        address: 'exams.example.cn:7233',
        apiKey: 'k',
        tls: expect.objectContaining({ serverNameOverride: 'temporal.example.cn' }),
      },
    });
    expect(
      read({ ...env, TEMPORAL_NAMESPACE: 'n', TEMPORAL_ADDRESS: 'a:1' }).temporal,
    ).toMatchObject({ namespace: 'n', reach: { address: 'a:1' } });
  });

  it('are left alone unless they are named: nobody is sent to a server he did not name', () => {
    const home = mkdtempSync(join(tmpdir(), 'kaowu-home-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    expect(read({ HOME: home, XDG_CONFIG_HOME: home }).temporal.reach).toBeNull();
    expect(read({ TEMPORAL_CONFIG_FILE: aFile(toml) }).temporal.reach?.address).toBe(
      'elsewhere:7233',
    );
  });

  it('are faults where they cannot be used', () => {
    const file = aFile(toml);
    expect(faults({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'none' })[0]).toContain(
      'TEMPORAL_PROFILE',
    );
    expect(faults({ TEMPORAL_CONFIG_FILE: aFile('[profile') })[0]).toContain(
      'TEMPORAL_CONFIG_FILE',
    );
    expect(faults({ TEMPORAL_CONFIG_FILE: '/nowhere.toml' })).toHaveLength(1);
    expect(faults({ TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'true' })).toHaveLength(1);
  });
});

it('are in the operator’s table, every one, as they are', () => {
  const table = readFileSync('docs/deployment.md', 'utf8');
  for (const [name, meaning, fallback] of variableTable('en'))
    expect(table).toContain(`| ${name} | ${meaning} | ${fallback} |`);
});
