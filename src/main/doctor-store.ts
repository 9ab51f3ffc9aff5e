import { existsSync } from 'node:fs';
import { dialectFor } from '../adapters/store/dialect.js';
import { withSnapshot } from '../adapters/store/dump.js';
import { knownMigrations } from '../adapters/store/migrations.js';
import { fileOf } from '../adapters/store/sqlite.js';
import { openStore, type Store } from '../adapters/store/store.js';
import type { Season } from '../adapters/store/types.js';
import { planTime, type Clock } from '../engine/clock.js';
import { finding, type DoctorFinding } from './doctor-finding.js';
import type { Place } from './place.js';

const STUCK_MS = 120_000;
const SENTINEL_MS = 300_000;
const BACKUP_WARN_MS = 26 * 3_600_000;
const BACKUP_BAD_MS = 7 * 24 * 3_600_000;
const MOST_NAMED = 5;

/** The store's tables, and what it knows of seasons, sentinel and backups. Nothing is migrated. */
export async function storeFindings(place: Place): Promise<readonly DoctorFinding[]> {
  const schema = await schemaFinding(place);
  if (!isReadable(schema)) return [schema];
  const store = await openStore(place.storeUrl);
  try {
    const seasons = await store.seasons();
    const isRunning = seasons.some(({ status }) => status === 'running');
    return [
      schema,
      ...(await seasonFindings(store, seasons)),
      ...(await restoredFinding(store)),
      await sentinelFinding(store, isRunning),
      await backupFinding(store, isRunning),
    ];
  } finally {
    await store.close();
  }
}

/** Only a store as this build knows it is opened: opening would migrate an older one. */
const isReadable = ({ state }: DoctorFinding): boolean => state === 'ok';

async function schemaFinding({ storeUrl }: Place): Promise<DoctorFinding> {
  const file = fileOf(storeUrl);
  if (file !== null && !existsSync(file))
    return finding('schema', 'warn', (words) => words.noStore);
  const made = await withSnapshot(storeUrl, async ({ migrations }) => migrations);
  const known = knownMigrations(dialectFor(storeUrl).columns);
  const foreign = made.filter((name) => !known.includes(name));
  const lacking = known.length - (made.length - foreign.length);
  if (foreign.length > 0)
    return finding('schema', 'bad', (words) => words.newer(foreign.join(', ')));
  return lacking > 0
    ? finding('schema', 'warn', (words) => words.older(lacking))
    : finding('schema');
}

async function seasonFindings(
  store: Store,
  seasons: readonly Season[],
): Promise<readonly DoctorFinding[]> {
  const findings: DoctorFinding[] = [];
  for (const { id, status, clock } of seasons) {
    if (status === 'closed') continue;
    const wakeBefore = planTime(clock as Clock, Date.now() - STUCK_MS);
    const still = status === 'running' ? await store.stuck({ season: id, wakeBefore }) : [];
    const refused = (await store.units(id)).filter(({ alarm }) => alarm !== null);
    if (still.length > 0)
      findings.push(finding('season', 'bad', (words) => words.stuck(named(id, still))));
    if (refused.length > 0)
      findings.push(finding('season', 'bad', (words) => words.refused(named(id, refused))));
  }
  return findings.length > 0 ? findings : [finding('season')];
}

function named(season: string, units: readonly { readonly path: string }[]): string {
  const names = units.slice(0, MOST_NAMED).map(({ path }) => `${season}/${path}`);
  const more = units.length - names.length;
  return names.join(', ') + (more > 0 ? ` … +${more}` : '');
}

async function restoredFinding({ operations }: Store): Promise<readonly DoctorFinding[]> {
  const body = (await operations.lastBeat('restored'))?.body as { reconciled?: boolean } | null;
  return body?.reconciled === false
    ? [finding('season', 'warn', (words) => words.unreconciled)]
    : [];
}

async function sentinelFinding({ operations }: Store, isRunning: boolean): Promise<DoctorFinding> {
  const last = await operations.lastBeat('sentinel');
  const state = isRunning ? 'bad' : 'warn';
  if (last === null) return finding('sentinel', state, (words) => words.noSentinel);
  const ageMs = Date.now() - last.at;
  return ageMs < SENTINEL_MS
    ? finding('sentinel')
    : finding('sentinel', state, (words) => words.sentinel(ageMs));
}

async function backupFinding({ operations }: Store, isRunning: boolean): Promise<DoctorFinding> {
  const last = await operations.lastBeat('backup');
  // A rehearsal's store is nothing to worry about; a season that runs is.
  if (last === null) return finding('backup', isRunning ? 'warn' : 'ok', (words) => words.noBackup);
  const ageMs = Date.now() - last.at;
  if (ageMs < BACKUP_WARN_MS || !isRunning) return finding('backup');
  const state = ageMs < BACKUP_BAD_MS ? 'warn' : 'bad';
  return finding('backup', state, (words) => words.backup(ageMs));
}
