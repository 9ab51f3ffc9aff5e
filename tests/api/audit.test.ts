import { describe, expect, it } from 'vitest';
import { auditRoutes } from '../../src/api/routes/audit.js';
import { createAudit } from '../../src/service/audit/audit.js';
import { createGuard } from '../../src/service/guarded.js';
import { anAudit, command, someKeys } from '../adapters/an-audit.js';
import { actor, anApi, grant, PEOPLE } from './a-api.js';

/** The application on a real log in a real store, with whoever administers it. */
async function aWorld() {
  const writing = await anAudit();
  const keys = someKeys();
  const audit = createAudit({ ...writing, keys });
  const admin = actor('p-audadm', [grant('audit-admin', '')]);
  Object.assign(PEOPLE, { admin });
  const { ask } = await anApi({}, [auditRoutes(audit, createGuard(writing.log))]);
  return { ask, writing, keys };
}

describe('the audit log over HTTP', () => {
  it('is listed by pages, filtered, to auditors and its administrator alone', async () => {
    const { ask, writing } = await aWorld();
    for (let n = 0; n < 5; n += 1) await command(writing, { key: `k${n}`, person: `p${n % 2}` });
    const first = (await ask('GET', '/api/v1/audit?limit=2', { as: 'auditor' })).json();
    expect(first.items.map(({ key }: { key: string }) => key)).toEqual(['k4', 'k3']);
    const second = await ask('GET', `/api/v1/audit?limit=2&cursor=${first.next}`, { as: 'admin' });
    expect(second.json().items.map(({ key }: { key: string }) => key)).toEqual(['k2', 'k1']);
    const mine = await ask('GET', '/api/v1/audit?person=p1&from=2027-06-16T00:00:00Z', {
      as: 'auditor',
    });
    expect(mine.json()).toMatchObject({ items: [{ key: 'k3' }, { key: 'k1' }], next: null });

    for (const as of ['coordinator', 'site', 'system'])
      expect((await ask('GET', '/api/v1/audit', { as })).statusCode).toBe(403);
    const denied = await ask('GET', '/api/v1/audit?outcome=denied', { as: 'admin' });
    expect(denied.json().items).toMatchObject([
      { person: 'p-sys', operation: 'audit.read', chain: '@service', outcome: 'denied' },
      { person: 'p-site' },
      { person: 'p-coord' },
    ]);
  });

  it('refuses a cursor, an instant and an outcome that there are not', async () => {
    const { ask } = await aWorld();
    for (const query of ['cursor=abc', 'unit=c', 'from=yesterday', 'outcome=good', 'limit=9999'])
      expect((await ask('GET', `/api/v1/audit?${query}`, { as: 'auditor' })).statusCode).toBe(400);
  });

  it('is signed on demand, and the signing stands in it', async () => {
    const { ask, writing } = await aWorld();
    await command(writing);
    const made = await ask('POST', '/api/v1/audit/checkpoints', { as: 'admin' });
    expect(made.statusCode).toBe(201);
    // The unit's chain, and the service's with the attempt to sign.
    expect(made.json()).toMatchObject({ seq: 1, day: null, chains: 2 });
    expect((await ask('POST', '/api/v1/audit/checkpoints', { as: 'auditor' })).statusCode).toBe(
      403,
    );

    const kept = `1:${made.json().hash}`;
    const verdict = await ask('GET', `/api/v1/audit/verdict?checkpoint=${kept}`, { as: 'auditor' });
    expect(verdict.json()).toMatchObject({ faults: [], checkpoints: 1, open: { count: 0 } });
    const other = await ask('GET', `/api/v1/audit/verdict?checkpoint=1:${'0'.repeat(64)}`, {
      as: 'auditor',
    });
    expect(other.json().faults).toMatchObject([{ fault: 'not-as-kept', seq: 1 }]);
  });

  it('is taken away as lines, with the keys they were signed by', async () => {
    const { ask, writing, keys } = await aWorld();
    await command(writing);
    await command(writing, { season: 't' });
    const all = await ask('GET', '/api/v1/audit/export?season=s', { as: 'auditor' });
    expect(all.headers['content-type']).toContain('application/x-ndjson');
    expect(all.body.trimEnd().split('\n')).toHaveLength(1 + 2 + 1);
    const shown = await ask('GET', '/api/v1/audit/keys', { as: 'auditor' });
    expect(shown.json()).toEqual({ items: keys.publicKeys() });
  });
});
