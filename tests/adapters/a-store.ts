import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import type { PlanCommit } from '../../src/adapters/store/types.js';
import type { UnitEvent } from '../../src/engine/model.js';
import { aDatabase } from '../support/postgres-server.js';
import { aCommit } from './a-plan.js';

/** Real time, as these stores see it. */
export const REAL = Date.UTC(2027, 5, 16, 1, 0, 5);

/**
 * The address of an empty store, gone after the test: a file in a folder of its own, or where the suite runs
 * on PostgreSQL a database of its own.
 */
export async function anAddress(): Promise<string> {
  const postgres = inject('postgres');
  return postgres === undefined ? aFile() : aDatabase(postgres);
}

/** The address of a file that is not there yet, whatever the suite runs on. */
export function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'data', 'kaowu.db')}`;
}

/** An open store with the real time standing still, closed after the test. */
export async function aStore(url?: string): Promise<Store> {
  const store = await openStore(url ?? (await anAddress()), { now: () => REAL });
  onTestFinished(() => store.close());
  return store;
}

/** A store in which season `s` with `aCommit`'s plan is committed. */
export async function aStoreWithPlan(commit: PlanCommit = aCommit()): Promise<Store> {
  const store = await aStore();
  await store.commitPlan(commit);
  return store;
}

/** The recorded events of the site, their seqs checked to run from 1. */
export async function logOf(store: Store, path = 'c/a/1'): Promise<readonly UnitEvent[]> {
  const events = await store.events('s', path);
  events.forEach(({ seq }, i) => {
    if (seq !== i + 1) throw new Error(`seq ${seq} at place ${i}`);
  });
  return events.map(({ event }) => event);
}
