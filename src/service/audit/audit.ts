import type { AuditKeys, PublicKey } from '../../adapters/audit-keys.js';
import type {
  AuditCursor,
  AuditFilter,
  AuditLine,
  AuditScope,
} from '../../adapters/store/audit-read.js';
import type { Checkpoint } from '../../adapters/store/audit-text.js';
import type { AuditStore } from '../../adapters/store/audit.js';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import { exported } from './export.js';
import { verifyAudit, type AuditVerdict, type AuditWish } from './verify.js';

export type { AuditCursor, AuditScope };

export interface AuditParts {
  readonly store: AuditStore;
  readonly keys: AuditKeys;
  readonly now: () => number;
}

/** In whose day a daily checkpoint is made, and by whose clock the log is read. */
export const AUDIT_TIMEZONE = 'Asia/Shanghai';

/** The audit log for those who read it, sign it and take it away. */
export interface Audit {
  /** The newest first; `next` asks for the following page, null after the last. */
  list(filter: AuditFilter, limit: number, after?: AuditCursor): Promise<AuditPage>;
  /** Signs all heads now. */
  checkpoint(): Promise<Checkpoint>;
  /** Makes today's checkpoint where there is none; null where there is. */
  dailyCheckpoint(): Promise<Checkpoint | null>;
  verify(wish?: AuditWish): Promise<AuditVerdict>;
  /** Real time of the first row; null for an empty log. */
  beginning(): Promise<number | null>;
  /** Lines of JSON that verify offline, signed at the end; a season's or a subtree's, or all. */
  exported(scope?: AuditScope): AsyncIterable<string>;
  publicKeys(): readonly PublicKey[];
}

export interface AuditPage {
  readonly items: readonly AuditLine[];
  readonly next: AuditCursor | null;
}

export function createAudit({ store, keys, now }: AuditParts): Audit {
  const calendar = calendarOf(AUDIT_TIMEZONE);
  const made = (day: string | null) =>
    store.makeCheckpoint({ at: now(), day, signer: keys.signing() });
  return {
    async list(filter, limit, after) {
      const items = await store.list(filter, limit + 1, after);
      const shown = items.slice(0, limit);
      const last = items.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown,
        next: last ? { at: last.at, chain: last.chain, seq: last.seq } : null,
      };
    },
    checkpoint: async () => (await made(null)).checkpoint,
    async dailyCheckpoint() {
      const { checkpoint, fresh } = await made(calendar.dateOf(epochMs(now())));
      return fresh ? checkpoint : null;
    },
    verify: (wish) => verifyAudit(store, keys, wish),
    beginning: () => store.beginning(),
    exported: (scope) => exported(store, keys, now(), scope),
    publicKeys: () => keys.publicKeys(),
  };
}
