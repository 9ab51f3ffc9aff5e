import { Gauge, type Registry } from 'prom-client';
import type { Store } from '../adapters/store/store.js';
import { planTime, type Clock } from '../engine/clock.js';
import { epochMs } from '../engine/model.js';
import type { LookAtHealth } from '../service/health.js';

export interface GaugeParts {
  readonly store: Pick<Store, 'seasons' | 'dutyFigures' | 'operations' | 'ledger'>;
  readonly health: LookAtHealth;
  readonly now: () => number;
}

/** Several scrapers cost as much as one. */
const KEEP_MS = 5_000;
/** A scrape that takes longer is given up by Prometheus; the figures then come with the next. */
const PATIENCE_MS = 3_000;
const STUCK_MS = 120_000;
const UNDELIVERED_MS = 600_000;
const SEEN_MS = 30 * 60_000;
/** Ladders have four or five rungs; a repeating last one must not make endless labels. */
const TOP_LEVEL = 9;
const MOST_SEASONS = 50;

/**
 * The figures of the whole service, as the store knows them: every process shows the same. `refresh` reads them, every few
 * seconds at most, and never rejects; while the store does not answer they are not shown.
 */
export function storeGauges(registry: Registry, parts: GaugeParts): () => Promise<void> {
  const gauges = createGauges(registry);
  let readAt: number | null = null;
  let reading: Promise<void> | null = null;
  const read = async () => {
    await Promise.all([
      readHealth(gauges, parts),
      readStore(gauges, parts).then(
        () => gauges.storeUp.set(1),
        () => {
          for (const gauge of gauges.ofStore) gauge.reset();
          gauges.storeUp.set(0);
        },
      ),
    ]);
    readAt = parts.now();
  };
  return async () => {
    if (readAt !== null && Math.abs(parts.now() - readAt) < KEEP_MS) return;
    reading ??= read().finally(() => {
      reading = null;
    });
    await settledWithin(reading, PATIENCE_MS);
  };
}

type Gauges = ReturnType<typeof createGauges>;

function createGauges(registry: Registry) {
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge<Label>({ registers: [registry], name, help, labelNames });
  const store = {
    seasons: gauge('kaowu_seasons', 'Seasons by status.', 'status'),
    duties: gauge('kaowu_duties', 'Duties of seasons not closed, by status.', 'season', 'status'),
    overdue: gauge(
      'kaowu_duties_overdue',
      'Duties late by the plan, by the rungs of their ladder told; from 9 on as one.',
      ...(['season', 'level'] as const),
    ),
    stuck: gauge(
      'kaowu_units_stuck',
      'Units whose instant passed over two minutes ago without a record.',
      'season',
    ),
    refused: gauge('kaowu_units_refused', 'Units whose record the store refuses.', 'season'),
    pending: gauge('kaowu_outbox_pending_notices', 'Notices that no courier has taken in.'),
    oldest: gauge('kaowu_outbox_oldest_notice_seconds', 'Age of the oldest of them.'),
    waiting: gauge('kaowu_courier_waiting_words', 'Words to persons that wait for their message.'),
    behind: gauge(
      'kaowu_courier_oldest_due_seconds',
      'For how long the courier has not looked at whoever it should have looked at.',
    ),
    undelivered: gauge(
      'kaowu_notices_undelivered',
      'Words of the last day that no channel takes or that reach nobody, and notices left for ten minutes.',
    ),
    sentinel: gauge(
      'kaowu_sentinel_last_look_timestamp_seconds',
      'When the sentinel looked last; 0 for never.',
    ),
    backup: gauge(
      'kaowu_backup_last_success_timestamp_seconds',
      'When the last backup was finished; 0 for never.',
    ),
    sessions: gauge('kaowu_sessions', 'People signed in and seen in the last half hour.'),
  };
  return {
    ...store,
    ofStore: Object.values(store),
    storeUp: gauge('kaowu_store_up', 'Whether the store answered the last time it was asked.'),
    ready: gauge('kaowu_ready', 'Whether this process can serve requests.'),
    checks: gauge('kaowu_health_check', 'Checks of health: 0 well, 1 look, 2 bad.', 'check'),
  };
}

const RANK = { ok: 0, warn: 1, bad: 2 } as const;

async function readHealth({ ready, checks }: Gauges, { health }: GaugeParts): Promise<void> {
  const { ready: is, findings } = await health();
  ready.set(is ? 1 : 0);
  for (const { name, state } of findings) checks.set({ check: name }, RANK[state]);
}

async function readStore(gauges: Gauges, { store, now }: GaugeParts): Promise<void> {
  await readSeasons(gauges, { store, now });
  const at = now();
  const { operations, ledger } = store;
  const { pending, oldestAt, overdue } = await operations.outboxLag(at - UNDELIVERED_MS);
  const { waiting, oldestDueAt, undelivered } = await ledger.figures(epochMs(at));
  gauges.waiting.set(waiting);
  gauges.behind.set(oldestDueAt === null ? 0 : Math.max(0, at - oldestDueAt) / 1_000);
  gauges.pending.set(pending);
  gauges.oldest.set(oldestAt === null ? 0 : Math.max(0, at - oldestAt) / 1_000);
  gauges.undelivered.set(overdue + undelivered);
  gauges.sessions.set(await operations.sessions(at, at - SEEN_MS));
  for (const [beat, gauge] of [
    ['sentinel', gauges.sentinel],
    ['backup', gauges.backup],
  ] as const)
    gauge.set(((await operations.lastBeat(beat))?.at ?? 0) / 1_000);
}

type Counted = { readonly labels: Record<string, string>; readonly value: number };

/** All are read before the old ones go: a scrape in between must not find an empty house. */
async function readSeasons(
  { seasons, duties, overdue, stuck, refused }: Gauges,
  { store, now }: Pick<GaugeParts, 'store' | 'now'>,
): Promise<void> {
  const all = await store.seasons();
  const [dutyRows, lateRows]: [Counted[], Map<string, Counted>] = [[], new Map()];
  const [stuckRows, refusedRows]: [Counted[], Counted[]] = [[], []];
  const living = all.filter(({ status }) => status !== 'closed').slice(0, MOST_SEASONS);
  for (const { id: season, status: is, clock } of living) {
    const at = planTime(clock as Clock, now());
    const sums = new Map<string, number>();
    for (const { status, lateLevel, count } of await store.dutyFigures(season, at)) {
      sums.set(status, (sums.get(status) ?? 0) + count);
      if (lateLevel === null) continue;
      const level = String(Math.min(lateLevel, TOP_LEVEL));
      const key = `${season} ${level}`;
      const value = (lateRows.get(key)?.value ?? 0) + count;
      lateRows.set(key, { labels: { season, level }, value });
    }
    for (const [status, value] of sums) dutyRows.push({ labels: { season, status }, value });
    const before = planTime(clock as Clock, now() - STUCK_MS);
    const troubles = await store.operations.unitTroubles(season, before);
    stuckRows.push({ labels: { season }, value: is === 'running' ? troubles.stuck : 0 });
    refusedRows.push({ labels: { season }, value: troubles.alarms });
  }
  const statuses = (['running', 'paused', 'closed'] as const).map((status) => ({
    labels: { status },
    value: all.filter((season) => season.status === status).length,
  }));
  replace(seasons, statuses);
  replace(duties, dutyRows);
  replace(overdue, [...lateRows.values()]);
  replace(stuck, stuckRows);
  replace(refused, refusedRows);
}

function replace(gauge: Gauge, rows: readonly Counted[]): void {
  gauge.reset();
  for (const { labels, value } of rows) gauge.set(labels, value);
}

async function settledWithin(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), patience]);
  clearTimeout(timer);
}
