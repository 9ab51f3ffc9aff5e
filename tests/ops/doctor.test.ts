import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { readConfig } from '../../src/main/config.js';
import { examine } from '../../src/main/doctor.js';
import { exposureOf, isPrivate } from '../../src/main/doctor-exposure.js';
import { nodeFinding } from '../../src/main/doctor-files.js';
import { timeFinding, timeFindings } from '../../src/main/doctor-time.js';
import { CONSOLE_FILE } from '../../src/cli/profiles.js';
import { placeOf } from '../../src/main/place.js';
import { aCommit, aRow, T0 } from '../adapters/a-plan.js';
import { epochMs } from '../../src/engine/model.js';

function aPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = readConfig({ KAOWU_DATA: folder });
  if ('faults' in config) throw new Error('no settings');
  return placeOf(config);
}

type Place = ReturnType<typeof aPlace>;
const inEnglish = async (place: Place): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await examine(place, {})).map(({ name, state, sentence }) => [
      name,
      `${state}: ${sentence.en}`,
    ]),
  );

it('says of a new folder what the first start will do, and that nothing runs', async () => {
  const place = aPlace();
  expect(await inEnglish(place)).toMatchObject({
    config: 'ok: ok',
    node: 'ok: ok',
    schema: 'warn: no store yet; the first start makes one',
    server: 'bad: the service is not running; run npm start',
  });
});

it('finds keys, tokens and folders that others can read, and says the command', async () => {
  const place = aPlace();
  const keys = join(place.dataFolder, 'keys.json');
  const token = join(place.dataFolder, CONSOLE_FILE);
  const key = { id: '0a1b2c3d', created: '2027-01-01', from: '2027-01-01' };
  const secret = Buffer.alloc(32).toString('base64');
  writeFileSync(keys, JSON.stringify({ keys: [{ ...key, secret }] }), { mode: 0o644 });
  writeFileSync(token, 'kwc_secret', { mode: 0o640 });
  chmodSync(keys, 0o644);
  chmodSync(token, 0o640);
  const found = await inEnglish(place);
  expect(found['keys']).toBe(`bad: others can read ${keys} (644); run chmod 600 ${keys}`);
  expect(found['console']).toBe(`bad: others can read ${token} (640); run chmod 600 ${token}`);
  expect(JSON.stringify(found)).not.toContain('kwc_secret');
  chmodSync(keys, 0o600);
  chmodSync(token, 0o600);
  expect(await inEnglish(place)).toMatchObject({ keys: 'ok: ok', console: 'ok: ok' });
});

it('names units that stand still or are refused, an old sentinel, a missing backup', async () => {
  const place = aPlace();
  const store = await openStore(place.storeUrl);
  const row = aRow('line', { nextAt: epochMs(1_000) });
  await store.commitPlan({ ...aCommit({ rows: { 'c/a/1': [row] } }), clock: null });
  await store.close();
  const { season, sentinel, backup } = await inEnglish(place);
  expect(season).toMatch(/^bad: units that stand still: s\/c\/a\/1; run kaowu verify/);
  expect(sentinel).toBe('bad: the sentinel has never looked; start the service');
  expect(backup).toMatch(/^warn: there is no backup/);

  const again = await openStore(place.storeUrl);
  await again.setAlarm('s', 'c/a', 'another event at 7');
  await again.operations.beat('sentinel', Date.now() - 3 * 3_600_000);
  await again.operations.beat('backup', Date.now());
  await again.close();
  expect(await inEnglish(place)).toMatchObject({
    season: 'bad: units whose record is refused: s/c/a; run kaowu store reconcile',
    sentinel: expect.stringMatching(/^bad: the sentinel looked 3 hours ago/),
    backup: 'ok: ok',
  });
});

it('opens no store of a newer build, and says which migrations it does not know', async () => {
  const place = aPlace();
  await (await openStore(place.storeUrl)).close();
  const file = new Database(join(place.dataFolder, 'kaowu.db'));
  file.exec("insert into kysely_migration (name, timestamp) values ('9999-later', 'x')");
  file.close();
  const found = await inEnglish(place);
  expect(found['schema']).toBe(
    'bad: the store was written by a newer build (9999-later); use that one',
  );
  expect(found['backup']).toBeUndefined();
});

it('finds an audit row that was changed behind the back of the service', async () => {
  const place = aPlace();
  const store = await openStore(place.storeUrl);
  const nothing = { refers: null, secret: null, season: null, path: null, duty: null, key: null };
  for (const person of ['a', 'b', 'c'])
    await store.audit.append([
      {
        ...{ ...nothing, chain: '@service', at: T0, kind: 'denied', person, way: 'token' },
        ...{ operation: 'duty.read', digest: null, address: null, outcome: 'denied', detail: null },
      },
    ]);
  await store.close();
  const file = new Database(join(place.dataFolder, 'kaowu.db'));
  const triggers = file.prepare("select name from sqlite_master where type = 'trigger'").all() as {
    name: string;
  }[];
  for (const { name } of triggers) file.exec(`drop trigger "${name}"`);
  file.exec("update audit_rows set person = 'x' where seq = 2");
  file.close();
  const findings = await examine(place, {});
  expect(findings.find(({ name }) => name === 'auditChain')).toMatchObject({
    state: 'bad',
    sentence: { en: expect.stringContaining('@service does not hold at row 2') },
  });
});

it('tells loopback and private networks from the rest', () => {
  for (const ip of ['127.0.0.1', '10.1.2.3', '192.168.0.9', '172.31.9.9', '::1', 'fd00::1'])
    expect(isPrivate(ip), ip).toBe(true);
  for (const ip of ['0.0.0.0', '8.8.8.8', '172.32.0.1', '::', '2001:db8::1', 'nonsense'])
    expect(isPrivate(ip), ip).toBe(false);
  expect(isPrivate('::ffff:10.0.0.1')).toBe(true);
});

it('sees whether a port of this machine is open to others', async () => {
  const listen = async (host: string) => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, host, done));
    onTestFinished(() => void server.close());
    return (server.address() as AddressInfo).port;
  };
  const narrow = await listen('127.0.0.1');
  expect(await exposureOf(`127.0.0.1:${narrow}`)).toEqual({ kind: 'private' });
  const wide = await listen('0.0.0.0');
  const found = await exposureOf(`127.0.0.1:${wide}`);
  // Elsewhere the system does not say where it listens.
  expect(found).toEqual(
    process.platform === 'linux'
      ? { kind: 'bound', address: `0.0.0.0:${wide}` }
      : { kind: 'private' },
  );
  expect(await exposureOf('8.8.8.8:7233')).toEqual({ kind: 'public', host: '8.8.8.8' });
});

it('judges clocks and versions by their bounds', async () => {
  const stateOf = (aheadMs: number) => timeFinding('x', aheadMs).state;
  expect([1_900, -2_900, 2_100, -3_100, 31_000].map(stateOf)).toEqual([
    ...['ok', 'ok', 'warn', 'warn', 'bad'],
  ]);
  expect(await timeFindings(undefined)).toEqual([]);
  expect((await timeFindings('http://127.0.0.1:1/'))[0]).toMatchObject({ state: 'warn' });
  expect(['20.18.9', '20.19.0', '22.0.0', '18.20.0'].map((v) => nodeFinding(v).state)).toEqual([
    ...['bad', 'ok', 'ok', 'bad'],
  ]);
});
