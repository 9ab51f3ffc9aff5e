import type { Client } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { createAudit } from '../../src/service/audit/audit.js';
import { verify } from '../../src/service/verify.js';
import { epochMs } from '../../src/engine/model.js';
import type { UnitEvent } from '../../src/engine/model.js';
import { aStore } from '../adapters/a-store.js';
import { attempt, behindTheService, dropGuards, someKeys } from '../adapters/an-audit.js';
import { anAddress } from '../adapters/a-store.js';
import { createAuditLog } from '../../src/service/audit/log.js';
import { duty, on } from '../engine/unit.js';
import { seasonOf } from '../support/real-season.js';

const NOW = on('2027-06-01 09:00');

// Nobody answers: log and audit are compared all the same.
const silent = {
  workflow: { getHandle: () => ({ query: () => Promise.reject(new Error('no worker')) }) },
  withDeadline: (_: number, ask: () => Promise<unknown>) => ask(),
} as unknown as Client;

/** A season of one unit whose log holds what it is given, and an audit log that is written by hand. */
async function aWorld() {
  const address = await anAddress();
  const store = await aStore(address);
  const prepared = seasonOf('s', { county: [duty('d-0', on('2027-06-10 17:00'))] });
  await store.commitPlan({ ...prepared, boardRows: {}, clock: null });
  const log = createAuditLog({ store: store.audit, now: () => NOW });
  const audit = createAudit({ store: store.audit, keys: someKeys(), now: () => NOW });
  let seq = 0;
  return {
    ...{ log, audit, address },
    attempted: (key: string) => log.attempt(attempt({ season: 's', path: 'county', key })),
    happened: async (event: Partial<UnitEvent>) => {
      seq += 1;
      const events = [{ ...signedFor, ...event } as UnitEvent];
      const times = { asOf: epochMs(NOW), nextWakeAt: null };
      await store.record({
        season: 's',
        path: 'county',
        firstSeq: seq,
        events,
        rows: [],
        ...times,
      });
    },
    faults: async () => {
      const parts = { store, client: silent, taskQueue: 'kaowu', now: () => NOW, audit };
      const { violations, audit: summary } = await verify(parts, 's');
      const found = violations.filter(({ invariant }) => invariant === 'I8');
      return { found, summary };
    },
  };
}

const signedFor = { type: 'signedFor', at: epochMs(NOW + 5), duty: 'd-0', by: 'li' };

describe('I8', () => {
  it('holds where every command of the log was written down before', async () => {
    const { log, attempted, happened, faults } = await aWorld();
    await log.outcome(await attempted('k-1'), 'done');
    await happened({ key: 'k-1' });
    await attempted('k-2');
    await happened({ key: 'k-2~3' });
    expect(await faults()).toMatchObject({
      found: [],
      summary: { rows: 3, chains: 1, open: { count: 1, first: [{ chain: 's/county', seq: 3 }] } },
    });
  });

  it('names a command that came past the service', async () => {
    const { attempted, happened, faults } = await aWorld();
    await attempted('k-1');
    await happened({ key: 'k-1' });
    await happened({ key: 'stolen' });
    expect((await faults()).found).toEqual([
      {
        ...{ invariant: 'I8', unit: 'county' },
        detail: 'd-0 signedFor by key stolen was not written down',
      },
    ]);
  });

  it('asks for no attempt of what came before the log began, by a signal, by the script or from above', async () => {
    const { attempted, happened, faults } = await aWorld();
    await happened({ key: 'old', at: epochMs(NOW - 1) });
    await attempted('k-1');
    await happened({});
    await happened({ key: 'signal', unverified: true });
    await happened({ key: 'script', scripted: 3 });
    await happened({ key: 'pause/1', type: 'paused' });
    expect((await faults()).found).toEqual([]);
  });

  it('names the first bad row of a chain', async () => {
    const { log, attempted, faults, address } = await aWorld();
    for (const key of ['a', 'b', 'c']) await log.outcome(await attempted(key), 'done');
    const db = await behindTheService(address);
    await dropGuards(db);
    await db.updateTable('audit_rows').set({ person: 'p999' }).where('seq', '=', 3).execute();
    expect((await faults()).found).toEqual([
      {
        ...{ invariant: 'I8', unit: 'county' },
        detail: 'row 3 changed: the row is not what was hashed',
      },
    ]);
  });
});
