import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { backup } from '../../src/main/backup.js';
import { readConfig } from '../../src/main/config.js';
import { openKeyDesk } from '../../src/main/keys.js';
import { placeOf, type Place } from '../../src/main/place.js';
import { restore } from '../../src/main/restore.js';
import { aCommit } from '../adapters/a-plan.js';

/** A machine whose service is not running, with a season in its store. */
async function aMachine(): Promise<{ readonly place: Place; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-record-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = readConfig({ KAOWU_DATA: join(folder, 'data') });
  if ('faults' in config) throw new Error(config.faults.en.join('\n'));
  const place = placeOf(config);
  const store = await openStore(place.storeUrl);
  await store.commitPlan(aCommit());
  await store.close();
  return { place, folder };
}

/** What stands in the chain of the service: who, what, what became of it. */
async function recordOf({ storeUrl }: Place): Promise<readonly string[]> {
  const store = await openStore(storeUrl);
  const rows = await store.audit.rowsAfter('@service', 0, 100);
  await store.close();
  return rows.map(({ kind, person, operation, outcome, detail }) =>
    kind === 'attempt' ? `${person} ${operation}` : `${outcome} ${detail}`,
  );
}

const DEED = 'console system.operate';

it('a backup, a restore, a new key and sealing anew each leave a row before and one after', async () => {
  const { place, folder } = await aMachine();
  const keys = openKeyDesk(place);
  await keys.rotate(0);
  await keys.reseal();
  const kept = [DEED, 'done keys rotate', DEED, 'done keys reseal'];
  expect(await recordOf(place)).toEqual(kept);

  const { folder: from } = await backup(place, { to: join(folder, 'backups'), withKeys: true });
  expect(await recordOf(place)).toEqual([...kept, DEED, 'done backup with keys']);
  // Looking changes nothing; what came back goes on from where the backup was taken: its own row without an end.
  const wish = { from, keepTemporal: false };
  await restore(place, { ...wish, verifyOnly: true });
  await restore(place, { ...wish, verifyOnly: false });
  expect(await recordOf(place)).toEqual([...kept, DEED, DEED, 'done restore']);
});

it('a restore that was refused is on record where it was refused, and a new machine needs none', async () => {
  const { place, folder } = await aMachine();
  const nowhere = { from: join(folder, 'nothing'), verifyOnly: false, keepTemporal: false };
  await expect(restore(place, nowhere)).rejects.toMatchObject({ code: 'no-backup' });
  expect(await recordOf(place)).toEqual([DEED, 'refused no-backup']);
  const config = readConfig({ KAOWU_DATA: join(folder, 'new') });
  if ('faults' in config) throw new Error(config.faults.en.join('\n'));
  expect(await openKeyDesk(placeOf(config)).rotate(0)).not.toBeNull();
});

it('nothing is done of which no record can be made', async () => {
  const { place, folder } = await aMachine();
  for (const end of ['-wal', '-shm'])
    rmSync(join(folder, 'data', `kaowu.db${end}`), { force: true });
  writeFileSync(join(folder, 'data', 'kaowu.db'), 'no database any more. '.repeat(1_000));
  await expect(openKeyDesk(place).rotate(0)).rejects.toThrow();
  expect(openKeyDesk(place).list()).toHaveLength(0);
  await expect(backup(place, { to: join(folder, 'backups'), withKeys: true })).rejects.toThrow();
});
