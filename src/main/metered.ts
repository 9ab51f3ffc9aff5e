import type { Store } from '../adapters/store/store.js';
import { RecordConflict, type Season, type UnitRecord } from '../adapters/store/types.js';
import { realTime, type Clock } from '../engine/clock.js';
import type { AuditLog, AuditTicket } from '../service/audit-port.js';
import { AuditUnavailable } from '../service/audit-port.js';
import type { Operation } from '../policy/operation.js';
import type { Meters } from './metrics.js';

type Timed = Pick<Season, 'clock' | 'rehearsal'>;

/** The same store, counting what is written and how late. What is counted never hinders what is done. */
export function meteredStore(store: Store, meters: Meters, now: () => number): Store {
  const seasons = new Map<string, Timed>();

  const timedOf = async (id: string): Promise<Timed | null> => {
    const season = seasons.get(id) ?? (await store.season(id).catch(() => null));
    // A season's clock never changes.
    if (season) seasons.set(id, season);
    return season;
  };

  async function observe({ season, events }: UnitRecord): Promise<void> {
    const words = events.flatMap((event) => (event.type === 'told' ? [event] : []));
    const timed = words.length > 0 ? await timedOf(season) : null;
    if (timed === null) return;
    const rehearsal = String(timed.rehearsal);
    for (const { owedAt, at } of words) {
      const saidAt = realTime(timed.clock as Clock, at);
      const lateMs = saidAt - realTime(timed.clock as Clock, owedAt);
      meters.firing.observe({ rehearsal }, Math.max(0, lateMs) / 1_000);
      meters.recording.observe({ rehearsal }, Math.max(0, now() - saidAt) / 1_000);
    }
  }

  return {
    ...store,
    async record(unit) {
      try {
        await store.record(unit);
      } catch (error) {
        const outcome = error instanceof RecordConflict ? 'conflict' : 'failed';
        meters.records.inc({ outcome });
        throw error;
      }
      meters.records.inc({ outcome: 'written' });
      await observe(unit).catch(() => undefined);
    },
  };
}

/** The same audit log, counting commands by outcome and how long they took. */
export function meteredAudit(audit: AuditLog, meters: Meters, now: () => number): AuditLog {
  const begun = new WeakMap<AuditTicket, { readonly operation: Operation; readonly at: number }>();
  const count = (operation: Operation, outcome: string) =>
    meters.commands.inc({ operation, outcome });
  const unrecorded = (operation: Operation) => (error: unknown) => {
    if (error instanceof AuditUnavailable) count(operation, 'unrecorded');
    throw error;
  };
  return {
    async attempt(attempt) {
      const { operation } = attempt;
      const ticket = await audit.attempt(attempt).catch(unrecorded(operation));
      begun.set(ticket, { operation, at: now() });
      return ticket;
    },
    outcome(ticket, outcome, detail) {
      const start = begun.get(ticket);
      if (start) {
        count(start.operation, outcome);
        meters.answering.observe({ operation: start.operation }, (now() - start.at) / 1_000);
      }
      return audit.outcome(ticket, outcome, detail);
    },
    async denied(attempt, detail) {
      count(attempt.operation, 'denied');
      await audit.denied(attempt, detail).catch(unrecorded(attempt.operation));
    },
  };
}
