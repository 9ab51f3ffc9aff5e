import { describe, expect, it } from 'vitest';
import { GENESIS, rowText, sha256 } from '../../src/adapters/store/audit-text.js';
import { verifyAudit } from '../../src/service/audit/verify.js';
import { anAudit, attempt, behindTheService, command, someKeys } from './an-audit.js';

describe('the audit log', () => {
  it('holds attempt and outcome of a command in the chain of its unit, each on the row before', async () => {
    const audit = await anAudit();
    const ticket = await audit.log.attempt(attempt());
    await audit.log.outcome(ticket, 'refused', 'key-reused');

    expect(ticket).toEqual({ chain: 's/c/a/1', seq: 1 });
    const [first, second] = await audit.store.rowsAfter('s/c/a/1', 0, 10);
    expect(first).toMatchObject({ ...attempt(), seq: 1, kind: 'attempt', prev: GENESIS });
    expect(second).toMatchObject({
      ...{ seq: 2, kind: 'outcome', refers: 1, outcome: 'refused', detail: 'key-reused' },
      prev: first?.hash,
    });
    expect(first && sha256(rowText(first))).toBe(first?.hash);
    expect(await audit.store.headOf('s/c/a/1')).toEqual({
      ...{ chain: 's/c/a/1', seq: 2, hash: second?.hash },
    });
  });

  it('hashes exactly this text', async () => {
    const audit = await anAudit();
    await audit.log.denied(attempt({ duty: null, key: '“引”号\n' }), 'duty.complete');
    const [row] = await audit.store.rowsAfter('s/c/a/1', 0, 1);
    expect(row && rowText(row)).toBe(
      `["kaowu-audit-1","s/c/a/1",1,${row?.at},"denied",null,"p014","session","ses-7",` +
        `"duty.complete","s","c/a/1",null,"“引”号\\n","${'d'.repeat(64)}","10.0.0.7",` +
        `"denied","duty.complete","${GENESIS}"]`,
    );
  });

  it('has a chain for each unit, one for each season, one for the service', async () => {
    const audit = await anAudit();
    await command(audit);
    await command(audit, { path: null, duty: null });
    await command(audit, { season: null, path: null, duty: null, operation: 'account.write' });
    for (const chain of ['s/c/a/1', 's', '@service'])
      expect(await audit.store.rowsAfter(chain, 0, 9)).toHaveLength(2);
  });

  it('takes whatever text somebody sends, and gives back what it hashed', async () => {
    const audit = await anAudit();
    await command(audit, { key: 'a\u0000b\u2028', duty: '\ud800x', person: 'x'.repeat(5_000) });
    const [row] = await audit.store.rowsAfter('s/c/a/1', 0, 1);
    expect(row).toMatchObject({ key: 'a␀b\n', duty: '\ufffdx', person: 'x'.repeat(300) });
    expect((await verifyAudit(audit.store, someKeys())).faults).toEqual([]);
  });

  it('lets nobody change or remove a row, not even past the service', async () => {
    const audit = await anAudit();
    await command(audit);
    await audit.store.makeCheckpoint({ ...signed(), at: audit.now() });
    const db = await behindTheService(audit.address);
    const append = /append-only|only grow/;
    await expect(db.updateTable('audit_rows').set({ at: 1 }).execute()).rejects.toThrow(append);
    await expect(db.deleteFrom('audit_rows').execute()).rejects.toThrow(append);
    await expect(db.deleteFrom('audit_chains').execute()).rejects.toThrow(append);
    await expect(db.updateTable('audit_chains').set({ seq: 1 }).execute()).rejects.toThrow(append);
    await expect(db.deleteFrom('audit_checkpoints').execute()).rejects.toThrow(append);
    await expect(db.updateTable('audit_signed').set({ seq: 9 }).execute()).rejects.toThrow(append);
  });

  it('writes an outcome once, however often it is tried', async () => {
    const audit = await anAudit();
    await command(audit);
    const [, outcome] = await audit.store.rowsAfter('s/c/a/1', 0, 2);
    if (!outcome) throw new Error('no outcome');
    expect(await audit.store.append([outcome], { again: true })).toEqual([
      { chain: 's/c/a/1', seq: 2 },
    ]);
    await expect(audit.store.append([outcome])).rejects.toThrow(/unique|duplicate/i);
    expect(await audit.store.headOf('s/c/a/1')).toMatchObject({ seq: 2 });
  });

  it('shares commits between commands that come at once', async () => {
    const audit = await anAudit();
    const units = Array.from({ length: 300 }, (_, n) => ({ path: `c/${n % 7}`, key: `k${n}` }));
    await Promise.all(units.map((changes) => command(audit, changes)));
    expect(audit.log.figures).toMatchObject({ rows: 600, pending: 0 });
    expect(audit.log.figures.commits).toBeLessThan(60);
    const verdict = await verifyAudit(audit.store, someKeys());
    expect(verdict).toMatchObject({ chains: 7, rows: 600, faults: [], open: { count: 0 } });
  });
});

describe('checkpoints', () => {
  it('are made once a day, however many ask', async () => {
    const audit = await anAudit();
    await command(audit);
    const wish = { ...signed(), day: '2027-06-16', at: audit.now() };
    const made = await Promise.all([1, 2, 3].map(() => audit.store.makeCheckpoint(wish)));
    expect(made.map(({ fresh }) => fresh).sort()).toEqual([false, false, true]);
    expect(new Set(made.map(({ checkpoint }) => checkpoint.hash)).size).toBe(1);
  });

  it('sign the heads that grew, each on the checkpoint before, and are told of in the log', async () => {
    const audit = await anAudit();
    const keys = someKeys();
    const wish = { day: null, signer: keys.signing(), at: audit.now() };
    await command(audit);
    const { checkpoint: first } = await audit.store.makeCheckpoint(wish);
    await command(audit, { path: 'c/b' });
    const { checkpoint: second } = await audit.store.makeCheckpoint(wish);

    expect(first.heads.map(({ chain, seq }) => [chain, seq])).toEqual([['s/c/a/1', 2]]);
    expect(second.heads.map(({ chain, seq }) => [chain, seq])).toEqual([
      ['@service', 1],
      ['s/c/b', 2],
    ]);
    expect(second.prev).toBe(first.hash);
    expect(await audit.store.rowsAfter('@service', 0, 9)).toMatchObject([
      { kind: 'checkpoint', key: '1', digest: first.hash },
      { kind: 'checkpoint', key: '2', digest: second.hash },
    ]);
    expect(await audit.store.checkpointsAfter(0, 9)).toEqual([first, second]);
    expect((await verifyAudit(audit.store, keys)).faults).toEqual([]);
  });
});

const signed = () => ({ day: null, signer: someKeys().signing() });
