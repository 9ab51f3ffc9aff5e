import { expect, it } from 'vitest';
import { createMeters } from '../../src/main/metrics.js';
import { meteredAudit, meteredStore } from '../../src/main/metered.js';
import { storeGauges } from '../../src/main/metrics-store.js';
import { serveOperations } from '../../src/main/serve-operations.js';
import type { Health } from '../../src/service/health.js';
import { AuditUnavailable, type Attempt } from '../../src/service/audit-port.js';
import { epochMs } from '../../src/engine/model.js';
import { aCommit, aRecord, aRow, T0, told } from '../adapters/a-plan.js';
import { aStore, REAL } from '../adapters/a-store.js';
import { namesIn, valueOf } from './a-scrape.js';

const healthy: Health = {
  ...{ ready: true, state: 'ok', at: 0, tookMs: 1 },
  findings: [
    { name: 'disk', state: 'warn', needed: false, sentence: { zh: '', en: '' }, tookMs: 0 },
  ],
};

/** A county whose one site has a duty two rungs late; a word was owed half a second before it was said. */
async function aWorld(now = REAL) {
  const meters = createMeters();
  const late = aRow('line', { lateAt: epochMs(T0), level: 2, status: 'open' });
  const store = meteredStore(await aStore(), meters, () => now);
  await store.commitPlan({ ...aCommit({ rows: { 'c/a/1': [late, aRow('x')] } }), clock: null });
  const refresh = storeGauges(meters.registry, {
    ...{ store, now: () => now },
    health: async () => healthy,
  });
  const scrape = async () => {
    await refresh();
    return meters.registry.metrics();
  };
  return { meters, store, scrape };
}

it('counts duties by status and by rungs told, and what waits in the outbox', async () => {
  const { store, scrape } = await aWorld(REAL + 660_000);
  await store.record(aRecord(1, [told(1, ['c#office', 'c/a#leader'])]));
  const text = await scrape();
  expect(valueOf(text, 'kaowu_duties_overdue{season="s",level="2"}')).toBe(1);
  expect(valueOf(text, 'kaowu_seasons{status="running"}')).toBe(1);
  expect(valueOf(text, 'kaowu_outbox_pending_notices')).toBe(2);
  expect(valueOf(text, 'kaowu_outbox_oldest_notice_seconds')).toBe(660);
  expect(valueOf(text, 'kaowu_notices_undelivered')).toBe(2);
  expect(valueOf(text, 'kaowu_health_check{check="disk"}')).toBe(1);
  expect(valueOf(text, 'kaowu_store_up')).toBe(1);
  expect(valueOf(text, 'kaowu_backup_last_success_timestamp_seconds')).toBe(0);
});

it('measures how late words are said, recorded and handed over, once each', async () => {
  const { meters, store, scrape } = await aWorld();
  await store.record(aRecord(1, [told(1, ['c#office'])]));
  meters.handing.observe(0.25);
  const text = await scrape();
  expect(valueOf(text, 'kaowu_firing_lateness_seconds_sum{rehearsal="false"}')).toBe(0.5);
  expect(valueOf(text, 'kaowu_firing_lateness_seconds_count{rehearsal="false"}')).toBe(1);
  expect(valueOf(text, 'kaowu_recording_lateness_seconds_sum{rehearsal="false"}')).toBeCloseTo(
    (REAL - T0 - 501) / 1_000,
  );
  expect(valueOf(text, 'kaowu_handing_lateness_seconds_sum')).toBe(0.25);
  expect(valueOf(text, 'kaowu_handing_lateness_seconds_count')).toBe(1);
  expect(valueOf(text, 'kaowu_records_total{outcome="written"}')).toBe(1);
});

it('counts a record that the store refuses, and still refuses it', async () => {
  const { store, scrape } = await aWorld();
  await expect(store.record(aRecord(5, [told(5)]))).rejects.toThrow('comes after');
  expect(valueOf(await scrape(), 'kaowu_records_total{outcome="conflict"}')).toBe(1);
});

it('shows no old figures of a store that is away, and says that it is', async () => {
  const { meters, store } = await aWorld();
  let now = REAL;
  let isAway = false;
  const refresh = storeGauges((meters.registry.clear(), meters.registry), {
    health: async () => healthy,
    now: () => now,
    store: {
      ...store,
      seasons: () => (isAway ? Promise.reject(new Error('away')) : store.seasons()),
    },
  });
  await refresh();
  isAway = true;
  now += 5_000;
  await refresh();
  const text = await meters.registry.metrics();
  expect(valueOf(text, 'kaowu_store_up')).toBe(0);
  expect(text).not.toContain('kaowu_duties{');
});

it('counts commands by outcome, the denied and the unrecorded among them', async () => {
  const meters = createMeters();
  let isFull = false;
  const audit = meteredAudit(
    {
      async attempt() {
        if (isFull) throw new AuditUnavailable();
        return { chain: 'c', seq: 1 };
      },
      outcome: async () => undefined,
      denied: async () => undefined,
    },
    meters,
    () => REAL,
  );
  const attempt = { operation: 'duty.complete' } as Attempt;
  await audit.outcome(await audit.attempt(attempt), 'refused');
  await audit.denied(attempt, 'duty.complete');
  isFull = true;
  await expect(audit.attempt(attempt)).rejects.toThrow(AuditUnavailable);
  const text = await meters.registry.metrics();
  for (const outcome of ['refused', 'denied', 'unrecorded'])
    expect(
      valueOf(text, `kaowu_commands_total{operation="duty.complete",outcome="${outcome}"}`),
      outcome,
    ).toBe(1);
});

it('names no person and no unit, whatever happened', async () => {
  const { store, scrape } = await aWorld();
  await store.record(aRecord(1, [told(1, ['c#office'])]));
  const text = await scrape();
  expect(text).not.toMatch(/c\/a|#office|#leader/);
  expect(namesIn(text).size).toBeGreaterThan(30);
});

it('serves life, readiness and figures on a port of its own, and nothing else', async () => {
  let health = healthy;
  const server = await serveOperations(
    { host: '127.0.0.1', port: 0 },
    { health: async () => health, metrics: async () => 'kaowu_ready 1\n' },
  );
  const ask = async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
    return { status: answer.status, text: await answer.text() };
  };
  try {
    expect(await ask('/healthz')).toEqual({ status: 200, text: '{"alive":true}' });
    expect(await ask('/metrics')).toEqual({ status: 200, text: 'kaowu_ready 1\n' });
    expect((await ask('/readyz')).status).toBe(200);
    health = { ...healthy, ready: false };
    const not = await ask('/readyz?verbose');
    expect(not.status).toBe(503);
    expect(JSON.parse(not.text)).toMatchObject({ ready: false, findings: [{ name: 'disk' }] });
    expect((await ask('/etc/passwd')).status).toBe(404);
    expect((await ask('/metrics', 'POST')).status).toBe(405);
  } finally {
    await server.close();
  }
});
