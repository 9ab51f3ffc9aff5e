import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kysely } from 'kysely';
import type { AuditRow } from '../../src/adapters/store/audit-text.js';
import type { Tables } from '../../src/adapters/store/schema.js';
import { verifyAudit } from '../../src/service/audit/verify.js';
import { tamperings } from './a-tamperer.js';
import { anAudit, attempt, behindTheService, command, dropGuards, someKeys } from './an-audit.js';

const AUDIT = ['audit_rows', 'audit_chains', 'audit_checkpoints', 'audit_signed'] as const;

/** A log of several units over three checkpoints, and somebody who has its database in his hands. */
async function aWorld() {
  const audit = await anAudit();
  const keys = someKeys();
  const wish = { day: null, signer: keys.signing() };
  for (const round of [1, 2, 3]) {
    for (const [n, path] of ['c', 'c/a', 'c/a/1', null].entries()) {
      await command(audit, { path, key: `${round}-${n}` }, n % 2 ? 'refused' : 'done');
      await audit.log.denied(attempt({ path, person: `p0${n}` }), 'duty.accept');
      await command(audit, { path, key: `${round}-${n}-again` });
    }
    await audit.store.makeCheckpoint({ ...wish, at: audit.now() });
  }
  const db = await behindTheService(audit.address);
  await dropGuards(db);
  const rows = await db
    .selectFrom('audit_rows')
    .selectAll()
    .orderBy('chain')
    .orderBy('seq')
    .execute();
  return { audit, keys, db, rows: rows.filter(({ chain }) => chain !== '@service') };
}

describe('the audit log in the hands of a forger (R29)', () => {
  it('finds 100 of 100 tamperings, and names the first bad row of each', async () => {
    const { audit, keys, db, rows } = await aWorld();
    const copy = await copyOf(db);
    expect(await verifyAudit(audit.store, keys)).toMatchObject({
      faults: [],
      rows: rows.length + 3,
    });

    const names = Object.keys(tamperings);
    const tampering = fc.record({ name: fc.constantFrom(...names), n: fc.nat() });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(tampering, async ({ name, n }) => {
        const harm = await tamperings[name]?.(db, rows, n);
        const { faults } = await verifyAudit(audit.store, keys);
        await copy.putBack();
        // With what was done, so that a failure says it.
        const named = faults.map(({ chain, seq }) => ({ name, chain, seq }));
        expect(named).toContainEqual({ name, chain: harm?.chain, seq: harm?.seq });
        found += 1;
      }),
      { numRuns: 100 },
    );
    expect(found).toBe(100);
    expect((await verifyAudit(audit.store, keys)).faults).toEqual([]);
  });

  it.each(Object.keys(tamperings))('finds %s', async (name) => {
    const { audit, keys, db, rows } = await aWorld();
    const harm = await tamperings[name]?.(db, rows, 7);
    const [first] = (await verifyAudit(audit.store, keys)).faults;
    expect(first).toMatchObject({ chain: harm?.chain, seq: harm?.seq });
  });
});

describe('what is no fault', () => {
  it('tells of attempts that nobody wrote the outcome of', async () => {
    const audit = await anAudit();
    await command(audit);
    await audit.log.attempt(attempt());
    await command(audit);
    expect(await verifyAudit(audit.store, someKeys())).toMatchObject({
      ...{ faults: [], rows: 5, open: { count: 1, first: [{ chain: 's/c/a/1', seq: 3 }] } },
    });
  });

  it('verifies while the log is written to', async () => {
    const audit = await anAudit();
    const over = new AbortController();
    const writing = (async () => {
      while (!over.signal.aborted) await command(audit);
    })();
    for (let n = 0; n < 20; n += 1)
      expect((await verifyAudit(audit.store, someKeys())).faults).toEqual([]);
    over.abort();
    await writing;
  });
});

describe('a log put back whole from yesterday', () => {
  it('is found by a checkpoint that was kept elsewhere, and by nothing else', async () => {
    const { audit, keys, db } = await aWorld();
    const copy = await copyOf(db);
    await command(audit);
    const wish = { day: null, signer: keys.signing(), at: audit.now() };
    const { checkpoint: kept } = await audit.store.makeCheckpoint(wish);
    expect((await verifyAudit(audit.store, keys, { kept })).faults).toEqual([]);
    await copy.putBack();
    expect((await verifyAudit(audit.store, keys)).faults).toEqual([]);
    expect((await verifyAudit(audit.store, keys, { kept })).faults).toMatchObject([
      { chain: '@checkpoints', seq: 4, fault: 'not-as-kept' },
    ]);
  });
});

async function copyOf(db: Kysely<Tables>) {
  const tables = new Map<(typeof AUDIT)[number], AuditRow[]>();
  for (const table of AUDIT) tables.set(table, await db.selectFrom(table).selectAll().execute());
  return {
    async putBack() {
      for (const [table, rows] of tables) {
        await db.deleteFrom(table).execute();
        for (let n = 0; n < rows.length; n += 50)
          await db
            .insertInto(table as 'audit_rows')
            .values(rows.slice(n, n + 50))
            .execute();
      }
    },
  };
}
