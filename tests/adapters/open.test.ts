import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { aCommit, aRecord, told } from './a-plan.js';
import { anAddress, aStore, logOf } from './a-store.js';
import { behindTheService } from './an-audit.js';

describe('openStore', () => {
  it('finds everything again after closing', async () => {
    const url = await anAddress();
    const store = await openStore(url);
    await store.commitPlan(aCommit());
    await store.record(aRecord(1, [told(1)]));
    await store.close();

    const again = await aStore(url);
    await again.ping();
    expect(await logOf(again)).toEqual([told(1)]);
  });

  it('can be called many times at once on a file that does not exist yet', async () => {
    const url = await anAddress();
    const stores = await Promise.all(Array.from({ length: 5 }, () => aStore(url)));
    await stores[0]?.commitPlan(aCommit());
    for (const store of stores) expect(await store.season('s')).toMatchObject({ version: 1 });
  });

  it('serves in memory too', async () => {
    const store = await aStore(':memory:');
    await store.commitPlan(aCommit());
    expect(await store.seasons()).toHaveLength(1);
  });

  it('refuses an address that it does not know, naming it', async () => {
    await expect(openStore('mysql://me:secret@x/y')).rejects.toThrow(
      'no store at "mysql://me:…@x/y"',
    );
    await expect(openStore('file:')).rejects.toThrow('no store at "file:"');
  });

  it('refuses what a newer build has written, and says so', async () => {
    const url = await anAddress();
    await aStore(url);
    const db = await behindTheService(url);
    const made = sql`insert into kysely_migration (name, timestamp) values ('9999-from-next-year', '')`;
    await made.execute(db);
    await expect(openStore(url)).rejects.toThrow(
      'the store was written by a newer build (9999-from-next-year); use that one',
    );
  });

  it('fails a ping after closing', async () => {
    const store = await openStore(await anAddress());
    await store.close();
    await expect(store.ping()).rejects.toThrow();
  });
});

describe('several connections', () => {
  it('commit one version between them', async () => {
    const url = await anAddress();
    const [a, b] = [await aStore(url), await aStore(url)];
    const outcomes = await Promise.all([a.commitPlan(aCommit()), b.commitPlan(aCommit())]);
    expect(outcomes.map(({ fresh }) => fresh).sort()).toEqual([false, true]);
  });
});

/** Writers are processes: within one, SQLite's waiting would stop the other writer too. */
async function writer(url: string, path: string, count: number): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('./a-writer.ts', import.meta.url));
  const child = fork(file, [url, path, `${count}`], { execArgv: ['--import', 'tsx'] });
  await once(child, 'message');
  return child;
}

describe('several processes', () => {
  it('open a new file and write to it at once, losing and doubling nothing', async () => {
    const url = await anAddress();
    const writers = await Promise.all([writer(url, 'c/a', 60), writer(url, 'c/a/1', 60)]);
    const ends = writers.map(async (child) => {
      const ended = once(child, 'exit');
      child.send('go');
      return (await ended)[0];
    });
    expect(await Promise.all(ends)).toEqual([0, 0]);

    const store = await aStore(url);
    expect(await logOf(store, 'c/a')).toHaveLength(60);
    expect(await logOf(store, 'c/a/1')).toHaveLength(60);
    expect(await store.claimNotices(1000)).toHaveLength(120);
  });

  it('keep what was answered when one is killed in the midst of writing', async () => {
    const url = await anAddress();
    const child = await writer(url, 'c/a', 100_000);
    let answered = 0;
    child.on('message', (seq: number) => {
      answered = Math.max(answered, seq);
      if (answered >= 50) child.kill('SIGKILL');
    });
    const ended = once(child, 'exit');
    child.send('go');
    await ended;

    const store = await aStore(url);
    const log = await logOf(store, 'c/a');
    expect(log.length).toBeGreaterThanOrEqual(answered);
    expect((await store.units('s', 'c/a'))[0]).toMatchObject({ head: log.length });
    expect(await store.claimNotices(100_000)).toHaveLength(log.length);
  });
});
