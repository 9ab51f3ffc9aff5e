import { expect, inject, it } from 'vitest';
import { withSnapshot, type Snapshot } from '../../src/adapters/store/dump.js';
import { inOrder, type DumpTable } from '../../src/adapters/store/dump-tables.js';
import { CannotLoad, loadStore } from '../../src/adapters/store/load.js';
import { openStore } from '../../src/adapters/store/store.js';
import { handOver } from './a-handing.js';
import { aCommit, aRecord, aRow, T0, told } from './a-plan.js';
import { aFile, anAddress, aStore, REAL } from './a-store.js';

/** A store with a season, words, a handed notice, an audit row and a heartbeat, at `url`. */
async function aFullStore(url: string) {
  const store = await aStore(url);
  await store.commitPlan(aCommit({ rows: { 'c/a/1': [aRow('line'), aRow('x')] } }));
  for (let seq = 1; seq <= 30; seq += 1)
    await store.record(aRecord(seq, [told(seq, ['c#office'])]));
  await handOver(store, [1, 2], REAL);
  await store.audit.append([
    {
      ...{ chain: '@service', at: T0, kind: 'denied', refers: null, person: '钱工', way: 'token' },
      ...{ secret: null, operation: 'duty.read', season: null, path: null, duty: null, key: null },
      ...{ digest: null, address: '::1', outcome: 'denied', detail: '“引号”\n换行 😀' },
    },
  ]);
  await store.operations.beat('sentinel', REAL);
  return store;
}

interface Copy {
  readonly migrations: readonly string[];
  readonly tables: Parameters<typeof loadStore>[2];
}

async function copyOf(snapshot: Snapshot): Promise<Copy> {
  const tables = [];
  for (const { name, columns, ...table } of snapshot.tables) {
    const groups: (readonly string[])[] = [];
    for await (const lines of snapshot.rows({ name, columns, ...table })) groups.push(lines);
    tables.push({
      ...{ name, columns },
      async *rows() {
        yield* groups;
      },
    });
  }
  return { migrations: snapshot.migrations, tables };
}

async function linesIn(url: string): Promise<Record<string, readonly string[]>> {
  const { tables } = await withSnapshot(url, copyOf);
  const lines: Record<string, readonly string[]> = {};
  for (const { name, rows } of tables) {
    const all: string[] = [];
    for await (const group of rows()) all.push(...group);
    if (all.length > 0) lines[name] = all.sort();
  }
  return lines;
}

it('puts every row of every table back as it was, and goes on from there', async () => {
  const url = await anAddress();
  await aFullStore(url);
  const copy = await withSnapshot(url, copyOf);
  const other = await anAddress();
  await loadStore(other, copy.migrations, copy.tables);
  const before = await linesIn(url);
  expect(await linesIn(other)).toEqual(before);
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(['audit_rows', 'board', 'events', 'heartbeats', 'outbox', 'units']),
  );

  const store = await aStore(other);
  await store.record(aRecord(31, [told(31, ['c#office'])]));
  expect((await store.claimNotices(100)).map(({ id }) => id).at(-1)).toBe(31);
  expect((await store.units('s', 'c/a/1'))[0]?.head).toBe(31);
});

it('goes from a file to PostgreSQL and back: one machine may become many', async () => {
  const url = await anAddress();
  await aFullStore(url);
  const copy = await withSnapshot(url, copyOf);
  const file = aFile();
  await loadStore(file, copy.migrations, copy.tables);
  const back = await anAddress();
  const again = await withSnapshot(file, copyOf);
  await loadStore(back, again.migrations, again.tables);
  expect(await linesIn(back)).toEqual(await linesIn(url));
});

it('shows one instant, whatever is written meanwhile, and holds up no writer', async () => {
  const url = await anAddress();
  const store = await aFullStore(url);
  const counted = await withSnapshot(url, async (snapshot) => {
    const before = (await snapshot.seasons())[0]?.events ?? 0;
    for (let seq = 31; seq <= 60; seq += 1) await store.record(aRecord(seq, [told(seq)]));
    const table = snapshot.tables.find(({ name }) => name === 'events');
    let rows = 0;
    if (table) for await (const lines of snapshot.rows(table)) rows += lines.length;
    return { before, rows };
  });
  expect(counted).toEqual({ before: 30, rows: 30 });
  expect((await store.units('s', 'c/a/1'))[0]?.head).toBe(60);
});

it('reads a large table page by page and loses no row at the seams', async () => {
  const url = await anAddress();
  const store = await aStore(url);
  await store.commitPlan(aCommit());
  const events = Array.from({ length: 4_500 }, (_, n) => told(n + 1));
  for (let at = 0; at < events.length; at += 500)
    await store.record(aRecord(at + 1, events.slice(at, at + 500)));
  const { tables } = await withSnapshot(url, copyOf);
  const rows = tables.find(({ name }) => name === 'events')?.rows();
  const seqs: number[] = [];
  if (rows) for await (const lines of rows) seqs.push(...lines.map((line) => JSON.parse(line)[2]));
  expect(seqs).toEqual(events.map((_, n) => n + 1));
});

it('writes into no store that holds something, and none of a newer build', async () => {
  const url = await anAddress();
  await aFullStore(url);
  const { migrations, tables } = await withSnapshot(url, copyOf);
  await expect(loadStore(url, migrations, tables)).rejects.toMatchObject({ code: 'not-empty' });
  const empty = await anAddress();
  const newer = [...migrations, '9999-from-next-year'];
  await expect(loadStore(empty, newer, tables)).rejects.toThrow(CannotLoad);
  await (await openStore(empty)).close();
});

it('keeps the audit log append-only after it was put back', async () => {
  const url = await anAddress();
  await aFullStore(url);
  const { migrations, tables } = await withSnapshot(url, copyOf);
  const other = await anAddress();
  await loadStore(other, migrations, tables);
  await expect(deleteAudit(other)).rejects.toThrow();
});

async function deleteAudit(url: string): Promise<void> {
  if (inject('postgres') === undefined) {
    const { default: Database } = await import('libsql');
    const file = new Database(url.slice('file:'.length));
    try {
      file.exec('delete from audit_rows');
    } finally {
      file.close();
    }
    return;
  }
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  await client.query('delete from audit_rows').finally(() => client.end());
}

it('orders tables so that none comes before one it refers to', () => {
  const table = (name: string, ...refers: string[]): DumpTable => ({
    ...{ name, refers, columns: [], key: [] },
  });
  const names = inOrder([table('c', 'b'), table('a', 'c', 'a'), table('b')]).map(
    ({ name }) => name,
  );
  expect(names).toEqual(['b', 'c', 'a']);
  expect(() => inOrder([table('a', 'b'), table('b', 'a')])).toThrow('circle');
});
