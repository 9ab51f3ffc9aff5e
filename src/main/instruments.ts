import type { Store } from '../adapters/store/store.js';
import type { AuditLog } from '../service/audit-port.js';
import type { WritingAuditLog } from '../service/audit/log.js';
import type { LookAtHealth } from '../service/health.js';
import type { Served } from '../api/watch-requests.js';
import { healthOf } from './health.js';
import { meteredAudit, meteredStore } from './metered.js';
import { createMeters, type Meters } from './metrics.js';
import { storeGauges } from './metrics-store.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

/** What shows how a process does: its health and its figures. */
export interface Instruments {
  readonly health: LookAtHealth;
  /** Everything in Prometheus' text format. */
  scrape(): Promise<string>;
  /** The audit log of this process, watched from now on. */
  watchAudit(audit: WritingAuditLog): AuditLog;
  readonly onBatch: (completions: number) => void;
  readonly onServed: (served: Served) => void;
  /** Hears how long a notice was on record before a channel took it. */
  readonly onHanded: (lateMs: number) => void;
  /** Temporal's own figures, served on a port of this machine, are shown with ours. */
  alsoFrom(port: number): void;
}

const SDK_WITHIN_MS = 1_000;

/** Instruments on a store and a client; the store it gives back is the one to be used, for it counts. */
export function createInstruments(
  place: Pick<Place, 'dataFolder' | 'taskQueue'>,
  { store: plain, client }: Pick<Parts, 'store' | 'client'>,
): { readonly instruments: Instruments; readonly store: Store } {
  const now = Date.now;
  const meters = createMeters();
  const store = meteredStore(plain, meters, now);
  const audits: WritingAuditLog[] = [];
  const auditTrouble = () => audits.find(({ figures }) => figures.trouble)?.figures.trouble ?? null;
  // Looked at through the plain store: looking is not counted.
  const health = healthOf(place, { store: plain, client }, auditTrouble);
  const refresh = storeGauges(meters.registry, { store: plain, health, now });
  const showAudits = auditShown(meters, audits);
  let sdkPort: number | null = null;
  const instruments: Instruments = {
    health,
    async scrape() {
      await refresh();
      showAudits();
      const own = await meters.registry.metrics();
      return sdkPort === null ? own : own + (await sdkFigures(sdkPort));
    },
    watchAudit(audit) {
      audits.push(audit);
      return meteredAudit(audit, meters, now);
    },
    onBatch: (completions) => meters.batches.observe(completions),
    onHanded: (lateMs) => meters.handing.observe(Math.max(0, lateMs) / 1_000),
    onServed({ route, method, status, seconds }) {
      meters.requests.observe({ route, method, status: String(status) }, seconds);
    },
    alsoFrom(port) {
      sdkPort = port;
    },
  };
  return { instruments, store };
}

/** The audit log counts for itself; a counter of ours follows it. */
function auditShown(meters: Meters, audits: readonly WritingAuditLog[]): () => void {
  let [rows, refused] = [0, 0];
  const sum = (of: 'rows' | 'unavailable' | 'pending') =>
    audits.reduce((all, { figures }) => all + figures[of], 0);
  return () => {
    meters.auditWritten.inc(sum('rows') - rows);
    meters.auditRefused.inc(sum('unavailable') - refused);
    [rows, refused] = [sum('rows'), sum('unavailable')];
    meters.auditRows.set(sum('pending'));
  };
}

/** Nothing where the SDK has nothing to show yet. */
async function sdkFigures(port: number): Promise<string> {
  try {
    const signal = AbortSignal.timeout(SDK_WITHIN_MS);
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal });
    return answer.ok ? await answer.text() : '';
  } catch {
    return '';
  }
}
