import * as wf from '@temporalio/workflow';
import type { BoardRow } from '../src/engine/board.js';
import { planTime, realTime } from '../src/engine/clock.js';
import { decide, nextWake, storyEnd } from '../src/engine/decide.js';
import {
  NEVER,
  type Answer,
  type Command,
  type EpochMs,
  type UnitEvent,
  type UnitPlan,
} from '../src/engine/model.js';
import { initialState, planOf, unitPlanOf, type Plan, type State } from '../src/engine/state.js';
import { record } from './activities.js';
import { batchOf, rowsTouchedBy, stillTouched } from './batch.js';
import { describe, overdueClassOf } from './describe.js';
import {
  effectsAtBegin,
  effectsOf,
  overdueAttribute,
  perform,
  type Effect,
  type Surroundings,
} from './effects.js';
import type { Carried } from './messages.js';

const QUIET_MS = 5_000;
const LEAVE_MS = 2_000;
const WORN_EVENTS = 100;
// The server's walls are 51,200 events and 2,000 updates; a message that meets a wall is refused.
const MOST_EVENTS = 4_000;
const MOST_UPDATES = 1_500;
const MOST_UNRECORDED = 4_000;
const MOST_ITEMS = 100;
const SNAPSHOT_EVERY = 200;

export type Shell = ReturnType<typeof openShell>;

/**
 * What every flow is made of: it decides, waits for its next instant, writes what happened, acts on
 * others, and leaves for a fresh run when its history is worn. The flow adds its messages.
 */
export function openShell(at: Surroundings, unitPlan: UnitPlan, begin: Carried | State | null) {
  const carried = begin && 'unrecorded' in begin ? begin : null;
  let plan: Plan = planOf(carried?.plan ?? unitPlan);
  let state: State = carried?.state ?? (begin as State | null) ?? initialState(plan);
  const unrecorded: UnitEvent[] = [...(carried?.unrecorded ?? [])];
  let forgotten: readonly BoardRow[] = carried?.forgotten ?? [];
  let effects: readonly Effect[] = carried?.effects ?? effectsAtBegin(plan, state);
  let overdueClass = carried?.overdueClass ?? 0;
  let snapshotAt = state.seq;
  let updates = 0;
  let writing = false;
  let leaving = false;
  let alarm: string | null = null;

  const now = (): EpochMs => planTime(at.clock, Date.now());

  return {
    now,
    plan: () => plan,
    state: () => state,
    alarm: () => alarm,
    unrecorded: () => unrecorded.length,
    pendingEffects: () => effects.length,
    apply,
    answerOf,
    assertRoom,
    enqueue,
    countUpdate: () => {
      updates += 1;
    },
    live,
    carry: (): Carried => ({
      plan: unitPlanOf(plan),
      state,
      unrecorded,
      ...(forgotten.length > 0 && { forgotten }),
      effects,
      overdueClass,
    }),
  };

  /** Decides and remembers. Synchronous: what awaits the store stops answering when the store does. */
  function apply(command: Command): Answer {
    const decision = decide(plan, state, command, now());
    plan = decision.plan;
    state = decision.state;
    unrecorded.push(...decision.events);
    if (decision.forgotten.length > 0) forgotten = [...forgotten, ...decision.forgotten];
    for (const event of decision.events) enqueue(...effectsOf(plan, state, event));
    return decision.answer;
  }

  /** What the command would be answered, with nothing done. */
  function answerOf(command: Command): Answer {
    return decide(plan, state, command, now()).answer;
  }

  function enqueue(...more: readonly Effect[]): void {
    if (more.length > 0) effects = [...effects, ...more];
  }

  /** Throws `UnitOverloaded` where so much would not fit: refused before it costs any history. */
  function assertRoom(items: number): void {
    if (items <= MOST_ITEMS && unrecorded.length + items <= MOST_UNRECORDED) return;
    throw wf.ApplicationFailure.nonRetryable(
      '一次过多，请分批再报 · too much at once, send less',
      'UnitOverloaded',
    );
  }

  /**
   * Runs until the flow has ended (`true`) or its history is worn. Everything that runs, runs inside
   * this race: a promise nobody awaits would, once rejected, fail the task for ever, and the unit
   * with all its duties would be dumb without a sound.
   */
  async function live(): Promise<boolean> {
    showInUi();
    const ways = [keepTime(), keepRecord(), act('tree'), act('gate'), act('plan'), untilWorn()];
    await Promise.race([...ways, untilEnded()]);
    return hasEnded();
  }

  // The timer is kept when a completion moves the wake later: an idle tick is cheaper than a
  // cancelled and a new timer for each message.
  async function keepTime(): Promise<never> {
    for (;;) {
      apply({ type: 'tick' });
      const wake = nextWake(plan, state);
      const isEarlier = () => nextWake(plan, state) < wake;
      const waitMs = wake === NEVER ? 0 : Math.max(1, realTime(at.clock, wake) - Date.now());
      if (wake === NEVER) await wf.condition(isEarlier);
      else await wf.condition(isEarlier, waitMs, { summary: '下一时限' });
    }
  }

  // One write at a time, so that the store sees the events in their order; whatever happens
  // meanwhile joins the next batch.
  async function keepRecord(): Promise<never> {
    for (;;) {
      await wf.condition(() => unrecorded.length > 0 && !leaving);
      writing = true;
      await write().catch(raiseAlarm);
      writing = false;
    }
  }

  async function write(): Promise<void> {
    const events = batchOf(unrecorded);
    // While it waits for the tree's answer it has come no further than the instant at which it waits.
    const wake = storyEnd(plan, state);
    const isSnapshotDue =
      events.length === unrecorded.length && state.seq - snapshotAt >= SNAPSHOT_EVERY;
    if (isSnapshotDue) snapshotAt = state.seq;
    showInUi();
    await record({
      season: at.season,
      path: at.path,
      firstSeq: state.seq - unrecorded.length + 1,
      events,
      rows: rowsTouchedBy(events, plan, state, forgotten),
      asOf: now(),
      nextWakeAt: wake === NEVER ? null : wake,
      ...(isSnapshotDue && { snapshot: state }),
    });
    unrecorded.splice(0, events.length);
    if (forgotten.length > 0) forgotten = stillTouched(forgotten, unrecorded);
    alarm = null;
  }

  // The duties go on; the write is tried again, so that a repaired store needs no new release.
  async function raiseAlarm(error: unknown): Promise<void> {
    alarm = reasonOf(error);
    wf.log.error('The store refuses the record of this unit', { alarm });
    await wf.sleep('1 minute', { summary: '台账拒收，稍后重试' });
  }

  // Every effect on others goes through here, awaited and guarded, one after another in its lane.
  async function act(lane: Effect['lane']): Promise<never> {
    for (;;) {
      await wf.condition(() => owes(lane) && !leaving);
      const effect = effects.find((one) => one.lane === lane);
      if (effect) await performed(effect).catch(waitAfter);
    }
  }

  async function performed(effect: Effect): Promise<void> {
    const command = await perform(effect, plan, at);
    effects = effects.filter((one) => one !== effect);
    if (command) apply(command);
  }

  async function waitAfter(error: unknown): Promise<void> {
    wf.log.warn('An effect on others failed, and is tried again', { reason: reasonOf(error) });
    await wf.sleep('1 minute', { summary: '稍后重试' });
  }

  function showInUi(): void {
    wf.setCurrentDetails(describe(plan, state, now()));
    const is = overdueClassOf(plan, state, now());
    if (is === overdueClass) return;
    overdueClass = is;
    wf.upsertSearchAttributes([{ key: overdueAttribute, value: is }]);
  }

  // Continue-as-new under traffic stalls it for a second or two, so wait for a lull.
  async function untilWorn(): Promise<void> {
    const isSpent = () => historyLength() >= MOST_EVENTS || updates >= MOST_UPDATES;
    for (;;) {
      await wf.condition(() => isSpent() || (historyLength() >= WORN_EVENTS && !writing));
      const before = updates + state.seq;
      const spent = await wf.condition(isSpent, QUIET_MS, { summary: '等候空闲' });
      if (spent || (before === updates + state.seq && !writing)) return letWriteFinish();
    }
  }

  // A write that ends while the run does fails that task, and its updates with it. But a store
  // that is down must not hold the unit against the wall; the next run's write repeats this one.
  async function letWriteFinish(): Promise<void> {
    leaving = true;
    await wf.condition(() => !writing, LEAVE_MS);
  }

  function untilEnded(): Promise<void> {
    return wf.condition(hasEnded);
  }

  function owes(lane: Effect['lane']): boolean {
    return effects.some((effect) => effect.lane === lane);
  }

  // Closed, told to all below, and everything in the store: only then nothing is left to remember.
  function hasEnded(): boolean {
    return state.closed && unrecorded.length === 0 && !owes('tree') && !writing;
  }
}

const historyLength = () => wf.workflowInfo().historyLength;

// A defect must fail the task, which a new release heals; a cancellation must end the run.
function reasonOf(error: unknown): string {
  const isOthers = error instanceof wf.ActivityFailure || error instanceof wf.ChildWorkflowFailure;
  if (wf.isCancellation(error)) throw error;
  if (!isOthers && !(error instanceof wf.TemporalFailure) && !(error instanceof wf.WorkflowError))
    throw error;
  return wf.rootCause(error) ?? String(error);
}
