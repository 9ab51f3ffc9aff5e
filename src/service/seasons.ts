import type { State } from '../engine/state.js';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { seasonId, type Instruction, type SeasonInput } from '../../workflows/messages.js';
import type { Season } from '../adapters/store/types.js';
import { planTime, type Clock } from '../engine/clock.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import { assertNoDemo } from './accounts/demo.js';
import { askTemporal } from './ask-temporal.js';
import { NotReachable, Refusal } from './outcome.js';
import type { PreparedPlan } from './planner.js';
import { firstRows } from './prepare.js';
import { takeIn } from './registers/at-start.js';
import type { Parts } from './service.js';

export interface Started {
  readonly season: string;
  readonly version: number;
  /** False where the very same season was running already. */
  readonly fresh: boolean;
  /** Until then it only shows what it would send, plan time; absent: everything goes out. */
  readonly showsUntilAt?: EpochMs;
}

/** So long a season that begins only shows what it would send; `by`: who wants it so. */
export interface Trial {
  readonly forMs: number;
  readonly by: string;
}

export interface SeasonStatus {
  readonly season: Season;
  /** Plan time. */
  readonly now: EpochMs;
  readonly counts: Readonly<Record<string, number>>;
  readonly overdue: number;
  /** How many units there are, how many have written to the store, and which are in trouble. */
  readonly units: {
    readonly all: number;
    readonly recorded: number;
    readonly alarms: readonly string[];
  };
}

/**
 * Commits the plan, then starts its workflows. Repeating it does no harm: whatever a crash left
 * undone is done by the next call. Refuses a plan that would change a running season.
 */
export async function startSeason(
  parts: Parts,
  prepared: PreparedPlan,
  clock: Clock,
  trial: Trial | null = null,
): Promise<Started> {
  const { store } = parts;
  const { plan } = prepared;
  if (!prepared.rehearsal) await assertNoDemo({ store: store.accounts });
  const known = await store.season(plan.season);
  if (known && known.planHash !== prepared.hash)
    throw new Refusal(
      'season-exists',
      `考季 ${plan.season} 已按另一方案运行，请另取编号（--season）`,
      `season ${plan.season} runs by another plan; give this one its own id (--season)`,
    );
  const boardRows = Object.fromEntries(
    prepared.unitPlans.map(({ path, body }) => [path, firstRows(body)]),
  );
  // Starting the same again asks nothing of anybody anew.
  if (!known) await takeIn(parts, prepared);
  const shadow = trial && {
    until: epochMs(planTime(clock, epochMs(parts.now())) + trial.forMs),
    by: trial.by,
  };
  const { version, fresh } = await store.commitPlan({
    ...{ ...prepared, boardRows, clock },
    ...(shadow && { shadow }),
  });
  const season = await store.season(plan.season);
  if (season) await startWorkflow(parts, season);
  return {
    ...{ season: plan.season, version, fresh },
    ...(fresh && shadow && { showsUntilAt: shadow.until }),
  };
}

/** A season that should run, and why it does not. */
export interface Resumed {
  readonly season: Season;
  readonly trouble: Refusal | null;
}

/** Starts what a crash between commit and start has left: for every season that should run. */
export async function resumeAll(parts: Parts): Promise<readonly Resumed[]> {
  const seasons = (await parts.store.seasons()).filter(({ status }) => status !== 'closed');
  const resumed: Resumed[] = [];
  for (const season of seasons) {
    const trouble = await startWorkflow(parts, season).then(
      () => null,
      // One season's trouble is not the others'.
      (error: unknown) => {
        if (error instanceof Refusal) return error;
        throw error;
      },
    );
    resumed.push({ season, trouble });
  }
  return resumed;
}

/**
 * Starts the season's workflow where it does not run. Where the log knows of units that the server
 * has never heard of, the server was replaced: they would begin from nothing, so this refuses.
 */
export async function startWorkflow(
  parts: Parts,
  season: Season,
  {
    afresh = false,
    replaces = false,
    state,
  }: { readonly afresh?: boolean; readonly replaces?: boolean; readonly state?: State } = {},
): Promise<void> {
  if (!afresh && (await isServerReplaced(parts, season)))
    throw new Refusal(
      'server-replaced',
      `Temporal 服务器没有考季 ${season.id} 的记录，请运行 kaowu store reseed --season ${season.id}`,
      `the Temporal server does not know season ${season.id}; run kaowu store reseed --season ${season.id}`,
    );
  const version = await parts.store.planVersion(season.id);
  const root = version?.plan.units[0];
  const hashes = await parts.store.unitHashes(season.id, season.version);
  const planHash = root && hashes[root.path];
  if (!root || !planHash)
    throw new Error(`${season.id}: the store holds no plan of version ${season.version}`);
  const input: SeasonInput = {
    season: season.id,
    title: season.title.zh,
    root: root.path,
    planVersion: season.version,
    planHash,
    clock: season.clock as Clock,
    ...(state && { state }),
  };
  try {
    await askTemporal(parts.client, () =>
      parts.client.workflow.start('season', {
        args: [input],
        workflowId: seasonId(season.id),
        taskQueue: parts.taskQueue,
        ...(replaces
          ? { workflowIdConflictPolicy: 'TERMINATE_EXISTING' }
          : { workflowIdReusePolicy: 'REJECT_DUPLICATE' }),
        staticSummary: `${season.title.zh}${season.rehearsal ? '（演练）' : ''}`,
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw reachable(error);
  }
}

async function isServerReplaced(parts: Parts, { id }: Season): Promise<boolean> {
  const units = await parts.store.units(id);
  if (units.every(({ head }) => head === 0)) return false;
  try {
    await askTemporal(parts.client, () => parts.client.workflow.getHandle(seasonId(id)).describe());
    return false;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return true;
    throw reachable(error);
  }
}

interface Governed {
  readonly refused?: string;
}

/** Pauses or resumes a season: it is said once at the top and goes down the tree. */
export async function governSeason(
  parts: Parts,
  id: string,
  type: 'pause' | 'resume' | 'close',
  by: string,
): Promise<void> {
  const season = await known(parts, id);
  // Closed twice is closed; nothing else can be done with it any more.
  if (season.status === 'closed') {
    if (type === 'close') return;
    throw closedSeason(season);
  }
  const instruction: Instruction = { type, by, key: `${type}/${parts.now()}` };
  const handle = parts.client.workflow.getHandle(seasonId(id));
  const asked = () =>
    handle.executeUpdate<Governed, [Instruction]>('govern', { args: [instruction] });
  const answer = await askTemporal(parts.client, asked).catch((error: unknown): Governed => {
    // A crash may have come between its end and the store's word of it.
    if (!(error instanceof WorkflowNotFoundError)) throw reachable(error);
    if (type === 'close') return {};
    throw closedSeason(season);
  });
  if (answer.refused && answer.refused !== 'closed')
    throw new Refusal(
      answer.refused,
      `考季${season.title.zh}：${answer.refused}`,
      `season ${id}: ${answer.refused}`,
    );
  const status = { pause: 'paused', resume: 'running', close: 'closed' } as const;
  await parts.store.setSeasonStatus(id, status[type]);
}

/** What is closed stays closed: it is neither paused nor started anew. */
export const closedSeason = ({ id, title }: Season): Refusal =>
  new Refusal('season-closed', `考季${title.zh}已收尾`, `season ${id} is closed`);

/** Closes a season, and says what stayed open. */
export async function closeSeason(parts: Parts, id: string, by: string): Promise<SeasonStatus> {
  await governSeason(parts, id, 'close', by);
  return statusOf(parts, id);
}

export async function statusOf(parts: Parts, id: string): Promise<SeasonStatus> {
  const season = await known(parts, id);
  const now = await planNow(parts, season);
  const { counts, late } = await parts.store.lists.tally(id, now);
  const { all, recorded, alarms } = await parts.store.unitSums(id);
  return {
    season,
    now,
    counts,
    overdue: late.reduce((sum, { count }) => sum + count, 0),
    units: { all, recorded, alarms: alarms.map(({ path, alarm }) => `${path}: ${alarm}`) },
  };
}

/**
 * The season's time now. A rehearsal's clock may run ahead of its units: what they have not come to
 * yet would look overdue, so its time is that of the last unit.
 */
export async function planNow(
  { store, now }: Pick<Parts, 'store' | 'now'>,
  { id, clock, rehearsal, status }: Season,
): Promise<EpochMs> {
  const at = planTime(clock as Clock, epochMs(now()));
  if (!rehearsal || status !== 'running') return at;
  const { firstWakeAt } = await store.unitSums(id);
  return epochMs(Math.min(at, firstWakeAt ?? at));
}

/** The season, or the refusal that names those there are. */
export async function known(parts: Pick<Parts, 'store'>, id: string): Promise<Season> {
  const season = await parts.store.season(id);
  if (season) return season;
  const all = (await parts.store.seasons()).map((one) => one.id);
  throw new Refusal(
    'unknown-season',
    `没有考季 ${id}；现有：${all.join('、') || '（无）'}`,
    `no season ${id}; there are: ${all.join(', ') || '(none)'}`,
  );
}

/** Errors of the way to the server, as one kind: what was asked may still happen. */
export function reachable(error: unknown): Error {
  if (error instanceof Refusal || error instanceof NotReachable) return error;
  return new NotReachable(
    error instanceof Error
      ? error.cause instanceof Error
        ? error.cause.message
        : error.message
      : String(error),
  );
}
