import type { Client } from '@temporalio/client';
import type { Store } from '../adapters/store/store.js';
import { planTime, type Clock } from '../engine/clock.js';
import { type HealthCheck, type HealthState, type Look, reasonOf } from './health.js';
import { idleIn, livingOf, pollersOf } from './pollers.js';

/** What the checks look at. */
export interface Watched {
  readonly store: Pick<Store, 'ping' | 'seasons' | 'operations'>;
  readonly client: Client;
  readonly taskQueue: string;
  readonly now: () => number;
  /** Why the audit log cannot be written; null while it can. */
  readonly auditTrouble: () => string | null;
  /** Bytes free for the data folder. */
  readonly freeBytes: () => Promise<number>;
}

const OK: Look = { state: 'ok', say: (words) => words.ok };
const SLOW_MS = 500;
const ANSWER_WITHIN_MS = 1_500;
const STUCK_MS = 120_000;
const OUTBOX_WARN_MS = 60_000;
const OUTBOX_BAD_MS = 600_000;
const SKEW_WARN_MS = 2_000;
const SKEW_BAD_MS = 30_000;
/** A write costs a sync of the disk: not with every probe. */
const WRITE_EVERY_MS = 5_000;
const MIB = 1024 * 1024;
const DISK_WARN = 1024 * MIB;
const DISK_BAD = 64 * MIB;

/** Everything that is looked at, in the order in which people read it. */
export const healthChecks = (watched: Watched): readonly HealthCheck[] => [
  { name: 'temporal', needed: true, look: () => temporal(watched) },
  { name: 'pollers', needed: true, look: () => pollers(watched) },
  { name: 'store', needed: true, look: () => store(watched) },
  { name: 'writing', needed: true, look: writing(watched) },
  { name: 'audit', needed: true, look: async () => audit(watched) },
  { name: 'outbox', needed: false, look: () => outbox(watched) },
  { name: 'units', needed: false, look: () => units(watched) },
  { name: 'clock', needed: false, look: () => clock(watched) },
  { name: 'disk', needed: false, look: () => disk(watched) },
];

const graded = (value: number, warn: number, bad: number): HealthState =>
  value >= bad ? 'bad' : value >= warn ? 'warn' : 'ok';

async function temporal({ client, now }: Watched): Promise<Look> {
  const from = now();
  try {
    await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflowService.getSystemInfo({}),
    );
  } catch {
    return { state: 'bad', say: (words) => words.temporalAway };
  }
  return slow(now() - from);
}

function slow(tookMs: number): Look {
  return tookMs < SLOW_MS ? OK : { state: 'warn', say: (words) => words.slow(tookMs) };
}

async function pollers(watched: Watched): Promise<Look> {
  const { taskQueue } = watched;
  const queue = livingOf(
    await pollersOf({ ...watched, withinMs: ANSWER_WITHIN_MS }),
    watched.now(),
  );
  const { length } = queue.pollers;
  if (length === 0) return { state: 'bad', say: (words) => words.noPollers(taskQueue) };
  const idle = idleIn(queue);
  return idle.length === 0
    ? { state: 'ok', say: (words) => words.pollers(length) }
    : { state: 'bad', say: (words) => words.noPollersOf(idle) };
}

async function store({ store: asked, now }: Watched): Promise<Look> {
  const from = now();
  try {
    await asked.ping();
  } catch (error) {
    return { state: 'bad', say: (words) => words.storeAway(reasonOf(error)) };
  }
  return slow(now() - from);
}

/** Writes and syncs a row, every few seconds however often it is asked. */
function writing({ store: { operations }, now }: Watched): () => Promise<Look> {
  let last: { readonly at: number; readonly look: Promise<Look> } | null = null;
  const write = async (): Promise<Look> => {
    const from = now();
    try {
      await operations.beat('probe', from);
    } catch (error) {
      // What was bad is looked at again at once: the end of it is good news.
      last = null;
      return { state: 'bad', say: (words) => words.unwritable(reasonOf(error)) };
    }
    return slow(now() - from);
  };
  return () => {
    if (last && Math.abs(now() - last.at) < WRITE_EVERY_MS) return last.look;
    last = { at: now(), look: write() };
    return last.look;
  };
}

function audit({ auditTrouble }: Watched): Look {
  const trouble = auditTrouble();
  return trouble === null
    ? OK
    : { state: 'bad', say: (words) => words.auditUnwritable(trouble.slice(0, 200)) };
}

async function outbox({ store: { operations }, now }: Watched): Promise<Look> {
  const { pending, oldestAt } = await operations.outboxLag(now());
  const lagMs = oldestAt === null ? 0 : now() - oldestAt;
  const state = graded(lagMs, OUTBOX_WARN_MS, OUTBOX_BAD_MS);
  return state === 'ok' ? OK : { state, say: (words) => words.outbox(pending, lagMs) };
}

async function units({ store: { seasons, operations }, now }: Watched): Promise<Look> {
  let stuck = 0;
  let alarms = 0;
  for (const { id, status, clock: mapping } of await seasons()) {
    if (status === 'closed') continue;
    const before = planTime(mapping as Clock, now() - STUCK_MS);
    const found = await operations.unitTroubles(id, before);
    // A unit of a paused season waits, as it should.
    if (status === 'running') stuck += found.stuck;
    alarms += found.alarms;
  }
  if (alarms > 0) return { state: 'bad', say: (words) => words.alarms(alarms) };
  return stuck > 0 ? { state: 'bad', say: (words) => words.stuck(stuck) } : OK;
}

/**
 * Our clock against the database's, which says what time it is, and against Temporal's, which does not: a poller
 * seen in our future means that we are behind.
 */
async function clock(watched: Watched): Promise<Look> {
  const from = watched.now();
  const theirs = await watched.store.operations.clock();
  const middle = (from + watched.now()) / 2;
  const storeMs = theirs === null ? 0 : Math.abs(theirs - middle);
  const { pollers: seen } = await pollersOf({ ...watched, withinMs: ANSWER_WITHIN_MS });
  const newest = Math.max(0, ...seen.map(({ at }) => at));
  const temporalMs = Math.max(0, newest - watched.now());
  const state = graded(Math.max(storeMs, temporalMs), SKEW_WARN_MS, SKEW_BAD_MS);
  if (state === 'ok') return OK;
  const whose = storeMs >= temporalMs ? 'store' : 'temporal';
  const skewMs = Math.max(storeMs, temporalMs);
  return { state, say: (words) => words.skew(skewMs, words.whose[whose]) };
}

async function disk({ freeBytes }: Watched): Promise<Look> {
  const free = await freeBytes();
  const state = free < DISK_BAD ? 'bad' : free < DISK_WARN ? 'warn' : 'ok';
  return state === 'ok'
    ? OK
    : { state, say: (words) => words.disk(`${Math.floor(free / MIB)} MiB`) };
}
