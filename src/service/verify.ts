import { isDeepStrictEqual } from 'node:util';
import { unitId, type Steps } from '../../workflows/messages.js';
import type { Season } from '../adapters/store/types.js';
import { rowOf, type BoardRow } from '../engine/board.js';
import { realTime, type Clock } from '../engine/clock.js';
import { nextWake } from '../engine/decide.js';
import { wordFault } from '../engine/fold.js';
import { epochMs, NEVER, type UnitEvent } from '../engine/model.js';
import { firingKey } from '../engine/simulate.js';
import { type AuditSummary, verifySeasonAudit } from './audit/verify-season.js';
import { signatureFaults } from './desks/verify-signatures.js';
import { proofViolations } from './proof/of-season.js';
import { known } from './seasons.js';
import type { Parts } from './service.js';
import { logsOf, rowsBy, type UnitLog } from './unit-log.js';

/** One thing that does not hold; `invariant` by the numbers of the reliability document. */
export interface Violation {
  readonly invariant: 'I1' | 'I2' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I11';
  readonly unit: string;
  readonly detail: string;
}

export interface Verdict {
  readonly season: string;
  readonly units: number;
  readonly events: number;
  readonly words: number;
  readonly violations: readonly Violation[];
  /** Units that did not answer: nothing is said about them beyond their log. */
  readonly silent: readonly string[];
  /** How the audit log stands; null where this process has none. */
  readonly audit: AuditSummary | null;
}

// What may pass between an instant and its word, kills and restarts included.
const GRACE_MS = 60_000;
// A unit that is written to so often is busy, and the next call will find it at rest.
const MOST_TRIES = 10;

/** Holds the record of a season against its plan, its board and its running units. */
export async function verify(parts: Parts, id: string): Promise<Verdict> {
  const season = await known(parts, id);
  const logs = await logsOf(parts, season);
  const silent: string[] = [];
  const violations: Violation[] = [];
  for (const log of logs) {
    violations.push(...faultsOfLog(log), ...(await faultsOfTime(parts, season, log)));
    violations.push(...(await faultsOfSignatures(parts, season, log)));
    const { faults, isSilent } = await comparison(parts, season, log);
    violations.push(...faults);
    if (isSilent) silent.push(log.path);
  }
  const audit = parts.audit ? await verifySeasonAudit(parts.audit, season, logs) : null;
  violations.push(...(audit?.violations ?? []), ...(await proofViolations(parts, id)));
  const events = logs.flatMap((log) => log.events);
  const words = events.filter(({ type }) => type === 'told').length;
  return {
    ...{ season: id, units: logs.length, events: events.length, words, violations, silent },
    audit: audit?.summary ?? null,
  };
}

interface Comparison {
  readonly faults: readonly Violation[];
  readonly isSilent: boolean;
}

/**
 * The log against board and workflow. They are read one after another while the season goes on: what differs
 * counts only if nothing was written meanwhile.
 */
async function comparison(parts: Parts, season: Season, first: UnitLog): Promise<Comparison> {
  let log = first;
  for (let tries = 1; ; tries += 1) {
    const board = await faultsOfBoard(parts, season, log);
    const told = await faultsOfWorkflow(parts, season, log);
    const found = { faults: [...board, ...(told ?? [])], isSilent: told === null };
    if (found.faults.length === 0 || tries === MOST_TRIES) return found;
    const now = await log.again();
    if (now.events.length === log.events.length) return found;
    log = now;
  }
}

function faultsOfLog({ path, fold }: UnitLog): Violation[] {
  const faults: Violation[] = [];
  const seen = new Set<string>();
  fold((before, event) => {
    const fault = wordFault(before, event);
    if (fault)
      faults.push({
        invariant: invariantOf(fault),
        unit: path,
        detail: `${describe(event)}: ${fault}`,
      });
    if (event.type !== 'told' && event.type !== 'superseded') return;
    // A duty moved away and back is owed its words again, under the later version.
    const key = `${firingKey(path, event)}|v${before.plan.version}`;
    if (seen.has(key)) faults.push({ invariant: 'I2', unit: path, detail: `twice: ${key}` });
    seen.add(key);
  });
  return faults;
}

async function faultsOfTime(
  parts: Parts,
  season: Season,
  { path, fold }: UnitLog,
): Promise<Violation[]> {
  const { plan, state } = fold();
  const wake = nextWake(plan, state);
  const lateMs = wake === NEVER ? 0 : parts.now() - realTime(season.clock as Clock, wake);
  if (lateMs <= GRACE_MS || season.status !== 'running') return [];
  const since = new Date(wake).toISOString();
  return [{ invariant: 'I1', unit: path, detail: `owed since ${since} (plan time), no word yet` }];
}

async function faultsOfSignatures(
  parts: Parts,
  season: Season,
  { path, events }: UnitLog,
): Promise<Violation[]> {
  const faults = await signatureFaults(parts, season, path, events);
  return faults.map(({ detail }) => ({ invariant: 'I7', unit: path, detail }));
}

async function faultsOfBoard(
  { store }: Parts,
  { id, version }: Season,
  log: UnitLog,
): Promise<Violation[]> {
  const views = await store.duties({ season: id, path: log.path });
  const shown = new Map(views.map((view) => [view.duty, view]));
  const rows = rowsBy(log);
  const found = (detail: string): Violation => ({ invariant: 'I11', unit: log.path, detail });
  const different = [...rows.values()].flatMap((row): Violation[] => {
    const view = shown.get(row.duty);
    const differs = fieldsOf(row).find(
      (field) => !isDeepStrictEqual(view?.[field as keyof typeof view], row[field]),
    );
    return differs ? [found(`${row.duty}: the board differs in ${differs}`)] : [];
  });
  // A new version's rows stand on the board before the unit has taken it up.
  const isCurrent = log.fold().plan.version === version;
  const strangers = isCurrent ? views.filter(({ duty }) => !rows.has(duty)) : [];
  return [
    ...different,
    ...strangers.map(({ duty }) => found(`${duty}: on the board, and the log does not know it`)),
  ];
}

async function faultsOfWorkflow(
  parts: Parts,
  { id, status }: Season,
  { path, fold, events }: UnitLog,
): Promise<Violation[] | null> {
  if (status === 'closed') return [];
  const handle = parts.client.workflow.getHandle(unitId(id, path));
  const ask = () => handle.query<Steps>('steps');
  const told = await parts.client.withDeadline(epochMs(Date.now() + 10_000), ask).catch(() => null);
  if (told === null) return null;
  const found = (detail: string): Violation[] => [{ invariant: 'I11', unit: path, detail }];
  if (told.alarm !== null) return found(`the store refuses its record: ${told.alarm}`);
  // What is not yet written is in the state and not in the log: only equal heads can be compared.
  if (told.seq < events.length)
    return found(`the log has ${events.length} events, the unit ${told.seq}`);
  if (told.seq > events.length)
    return told.unrecorded >= told.seq - events.length
      ? []
      : found('events were lost on the way to the store');
  const { plan, state } = fold();
  const differs = told.steps.find(
    (row) => !isDeepStrictEqual(row, JSON.parse(JSON.stringify(rowOf(plan, state, row.duty)))),
  );
  return differs ? found(`${differs.duty}: the unit and its log differ`) : [];
}

const fieldsOf = (row: BoardRow): (keyof BoardRow)[] =>
  (Object.keys(row) as (keyof BoardRow)[]).filter((field) => field !== 'title');

const invariantOf = (fault: string): Violation['invariant'] =>
  fault.startsWith('early') ? 'I5' : fault.startsWith('out of turn') ? 'I6' : 'I4';

const describe = (event: UnitEvent): string =>
  'duty' in event ? `${event.duty} ${event.type}` : event.type;
