import type { Season } from '../../adapters/store/types.js';
import { type AuditRow, chainOf } from '../../adapters/store/audit-text.js';
import { realTime, type Clock } from '../../engine/clock.js';
import type { UnitEvent } from '../../engine/model.js';
import type { UnitLog } from '../unit-log.js';
import type { Audit } from './audit.js';
import { keyName } from './log.js';
import type { OpenAttempt } from './verify.js';

/** How the audit log of a season stands: what was looked at, and attempts whose outcome is unknown. */
export interface AuditSummary {
  readonly rows: number;
  readonly chains: number;
  readonly checkpoints: number;
  readonly open: { readonly count: number; readonly first: readonly OpenAttempt[] };
}

/** A violation of I8: a chain's first bad row, or a command that is not on record. */
export interface AuditViolation {
  readonly invariant: 'I8';
  readonly unit: string;
  readonly detail: string;
}

/**
 * I8: every chain of the season verifies, and every command that the units' logs hold by its key was written down
 * before it was carried out. What was recorded before the audit log began is not looked for in it, nor what
 * came by a bare signal, by the rehearsal's script, or from the season itself.
 */
export async function verifySeasonAudit(
  audit: Audit,
  season: Season,
  logs: readonly UnitLog[],
): Promise<{ readonly violations: readonly AuditViolation[]; readonly summary: AuditSummary }> {
  const since = await audit.beginning();
  const wanted = new Map(
    logs.map((log) => [chainOf(season.id, log.path), commandsOf(season, log, since)] as const),
  );
  const see = ({ chain, kind, key }: AuditRow): void => {
    if (kind === 'attempt' && key !== null) wanted.get(chain)?.delete(key);
  };
  const { faults, rows, chains, checkpoints, open } = await audit.verify({
    scope: { season: season.id },
    see,
  });
  const at = (chain: string, detail: string): AuditViolation => {
    const isOfUnit = chain.startsWith(`${season.id}/`);
    return { invariant: 'I8', unit: isOfUnit ? chain.slice(season.id.length + 1) : chain, detail };
  };
  const broken = new Set(faults.map(({ chain }) => chain));
  return {
    summary: { rows, chains, checkpoints, open },
    violations: [
      ...faults.map(({ chain, seq, fault, detail }) => at(chain, `row ${seq} ${fault}: ${detail}`)),
      // Behind a bad row nothing was read.
      ...[...wanted]
        .filter(([chain]) => !broken.has(chain))
        .flatMap(([chain, left]) =>
          [...left].map(([key, event]) => at(chain, `${event} by key ${key} was not written down`)),
        ),
    ],
  };
}

/** What was commanded through the service, by key. */
function commandsOf(
  { clock }: Season,
  { events }: UnitLog,
  since: number | null,
): Map<string, string> {
  const commands = new Map<string, string>();
  if (since === null) return commands;
  for (const event of events) {
    const key = keyIn(event);
    if (key === null || realTime(clock as Clock, event.at) < since) continue;
    commands.set(key, 'duty' in event ? `${event.duty} ${event.type}` : event.type);
  }
  return commands;
}

/** The key as the service was given it: a second try by itself bears `<key>~2`. */
function keyIn(event: UnitEvent): string | null {
  if (event.type === 'paused' || event.type === 'resumed' || event.type === 'closed') return null;
  if (!('key' in event) || event.key === undefined) return null;
  if (event.unverified || event.scripted !== undefined) return null;
  return keyName(event.key.replace(/~\d+$/, ''));
}
