import { Kysely, sql } from 'kysely';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { advisoryLease } from '../../src/adapters/store/advisory-lease.js';
import { asAway } from '../../src/adapters/store/away.js';
import { dialectFor } from '../../src/adapters/store/dialect.js';
import { openStore } from '../../src/adapters/store/store.js';
import { NotReachable } from '../../src/service/outcome.js';
import { freePort } from '../../src/setup/ports.js';
import { anAddress, aStore } from './a-store.js';

const nobody = async (): Promise<string> =>
  `postgres://kaowu@127.0.0.1:${await freePort()}/nowhere`;

describe('a database that is away', () => {
  it('is told as not reachable, at once', async () => {
    const from = performance.now();
    await expect(openStore(await nobody())).rejects.toBeInstanceOf(NotReachable);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it.each([
    [Object.assign(new Error('terminating connection'), { code: '57P01' }), true],
    [Object.assign(new Error('the database system is starting up'), { code: '57P03' }), true],
    [new Error('Connection terminated unexpectedly'), true],
    [new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]), true],
    [Object.assign(new Error('duplicate key'), { code: '23505' }), false],
    [Object.assign(new Error('canceling statement'), { code: '57014' }), false],
    [new Error('no result'), false],
  ])('is told from other errors: %s', (error, isAway) => {
    const told = asAway(error);
    expect(told instanceof NotReachable).toBe(isAway);
    expect(isAway || told === error).toBe(true);
  });
});

describe.runIf(inject('postgres') !== undefined)('a database that many share', () => {
  async function leases(count: number) {
    const url = await anAddress();
    const all = Array.from({ length: count }, () => advisoryLease(url, 1));
    onTestFinished(async () => {
      for (const lease of all) await lease.release();
    });
    return { url, all };
  }

  it('leases to one of many, and it stays with that one', async () => {
    const { all } = await leases(5);
    const first = await Promise.all(all.map((lease) => lease.isHeld()));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await Promise.all(all.map((lease) => lease.isHeld()))).toEqual(first);
  });

  it('leases to another when the holder ends, or loses its connection', async () => {
    const { url, all } = await leases(2);
    const [one, other] = all as [(typeof all)[0], (typeof all)[0]];
    expect([await one.isHeld(), await other.isHeld()]).toEqual([true, false]);
    await one.release();
    expect(await other.isHeld()).toBe(true);
    expect(await one.isHeld()).toBe(false);
    await cutConnections(url);
    expect(await one.isHeld().then(() => one.isHeld())).toBe(true);
    expect(await other.isHeld()).toBe(false);
  });

  it('leases to nobody while it is away, and says so without an error', async () => {
    const lease = advisoryLease(await nobody(), 1);
    onTestFinished(() => lease.release());
    expect(await lease.isHeld()).toBe(false);
  });

  it('loses a connection between two statements: what is done on it fails, and nothing else', async () => {
    const url = await anAddress();
    const { dialect } = dialectFor(url);
    const db = new Kysely<unknown>({ dialect });
    onTestFinished(() => db.destroy());
    const cut = db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      await cutConnections(url);
      await new Promise((done) => setTimeout(done, 200));
      await sql`select 1`.execute(trx);
    });
    await expect(cut).rejects.toBeInstanceOf(NotReachable);
    await expect(sql`select 1 as one`.execute(db)).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  async function cutConnections(url: string): Promise<void> {
    const store = await aStore(url);
    await store.ping();
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await client.end();
  }
});
