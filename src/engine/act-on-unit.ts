import { undelivered } from './delivery.js';
import { unlocked } from './act-on-custody.js';
import { againstStandIn, vaultUnlocked } from './act-on-vault.js';
import type { Of } from './act-scene.js';
import { allOf } from './evolve.js';
import type { Command, Duty, EpochMs, NewDuty, Progress, UnitEvent } from './model.js';
import { factOf, no, type Outcome } from './outcome.js';
import { begin } from './procedure.js';
import { beginsAnew, occurrenceUnder } from './rebase.js';
import { breaksPromise } from './schedule.js';
import { ordinalIn } from './series.js';
import { dutyAt, find, planOf, type Plan, type State } from './state.js';

type UnitCommand = Exclude<Command, { readonly step: string }>;

const ADDED_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** What a command on the unit as a whole does, or why it is refused. */
export function actOnUnit(plan: Plan, state: State, command: UnitCommand, now: EpochMs): Outcome {
  switch (command.type) {
    case 'tick':
      return [];
    case 'addStep':
      return addStep(plan, state, command, now);
    case 'begin':
      return begin(plan, state, command, now);
    case 'standIn': {
      const { post, person, from, until } = command;
      if (until <= now || until <= from) return no('due-in-past');
      const against = againstStandIn(plan, state, command);
      if (against) return against;
      return [{ type: 'stoodIn', ...factOf(command, now), post, person, from, until, to: [post] }];
    }
    case 'judge':
      return judge(plan, state, command, now);
    case 'reportDelivery':
      return undelivered(plan, state, command.items, now);
    case 'unlock':
      return plan.vault
        ? vaultUnlocked(plan, state, command, now)
        : unlocked(plan, state, command, now);
    case 'pause':
      return state.paused ? no('paused-before') : [{ type: 'paused', ...factOf(command, now) }];
    case 'resume':
      return state.paused ? [{ type: 'resumed', ...factOf(command, now) }] : no('not-paused');
    case 'close':
      return [{ type: 'closed', ...factOf(command, now) }];
    case 'adopt':
      return adopt(plan, state, command, now);
    case 'unreadable':
      return no('unreadable', command.text.slice(0, 200));
  }
}

function addStep(plan: Plan, state: State, command: Of<'addStep'>, now: EpochMs): Outcome {
  const { duty: wanted, source } = command;
  if (!ADDED_ID.test(wanted.id)) return no('bad-id', wanted.id);
  // A step's name is taken too: its occurrences are called by it.
  if (allOf(plan, state).some(({ duty }) => duty.id === wanted.id || duty.step === wanted.id))
    return no('duplicate-id', wanted.id);
  if (wanted.dueAt <= now) return no('due-in-past');
  if (wanted.parent !== undefined) {
    const parent = find(plan, state, wanted.parent);
    if (!parent) return no('unknown-step', wanted.parent);
    if (parent.progress.acceptedAt !== null) return no('already-done', wanted.parent);
  }
  const added = dutyOf(plan, wanted, now);
  const to = [added.doer];
  return [
    {
      type: 'added',
      duty: added.id,
      ...factOf(command, now),
      added,
      title: wanted.title,
      source,
      to,
    },
  ];
}

function dutyOf(plan: Plan, wanted: NewDuty, now: EpochMs): Duty {
  const { acceptBy, acceptWithinMs = 86_400_000, ladder = plan.addedLadder } = wanted;
  return {
    id: wanted.id,
    step: wanted.id,
    kind: 'task',
    doer: wanted.doer ?? `${plan.path}#doer`,
    answerable: wanted.answerable ?? `${plan.path}#leader`,
    // Its `added` event is the word that opens it.
    openAt: null,
    dueAt: wanted.dueAt,
    remindBeforeMs: (wanted.remindBeforeMs ?? [])
      .filter((leadMs) => wanted.dueAt - leadMs > now)
      .sort((a, b) => b - a),
    ladder,
    accept: acceptBy === undefined ? null : { by: acceptBy, withinMs: acceptWithinMs, ladder },
    fields: [],
    checks: [],
    lines: [],
    sign: null,
    needs: [],
    systems: false,
    parent: wanted.parent ?? null,
  };
}

function judge(plan: Plan, state: State, command: Of<'judge'>, now: EpochMs): Outcome {
  const { type: _type, missing, silent, ...firing } = command;
  const found = find(plan, state, firing.duty);
  const asking = found?.progress.asking;
  // Answers to a question that was settled meanwhile (waived, closed) are late, not wrong.
  if (!found || !asking || asking.owedAt !== firing.owedAt || asking.rung !== firing.rung)
    return [];
  const at = plan.script ? firing.owedAt : now;
  const { duty } = found;
  const doer = found.progress.doer ?? duty.doer;
  const to = firing.action === 'gate' ? [...new Set([doer, duty.answerable])] : [];
  const judged = { type: 'judged', ...firing, at, missing, silent, to } as const;
  const isReady = missing.length === 0 && silent.length === 0;
  // As of its instant: a gate above may have asked about a moment that lies behind.
  // To any other duty it is only said what it may not be reported without: once.
  if (duty.kind !== 'gate') {
    const isFirst = found.progress.judgedAt === null && !isReady;
    return [{ ...judged, to: isFirst ? to : [], holds: true }];
  }
  if (isReady) return [judged, { type: 'accepted', duty: duty.id, by: 'gate', at: firing.owedAt }];
  if (firing.action === 'gate') return [judged];
  const rung = duty.ladder.rungs[firing.rung] ?? duty.ladder.rungs.at(-1);
  const told = { type: 'told', ...firing, at, to: rung ? [rung.to] : [] } as const;
  const isBroken = breaksPromise(firing, found.progress);
  return [judged, isBroken ? { ...told, broken: true } : told];
}

function adopt(plan: Plan, state: State, { plan: next, hash }: Of<'adopt'>, now: EpochMs): Outcome {
  // The same version again is no news: a season tells its units until each has answered.
  if (next.version <= plan.version) return [];
  const gone = allOf(plan, state)
    .filter(isGoneUnder(planOf(next), plan, state, now))
    .map(
      ({ duty }): UnitEvent => ({
        type: 'voided',
        duty: duty.id,
        by: 'plan',
        at: now,
        to: [duty.doer],
      }),
    );
  return [...gone, { type: 'adopted', at: now, version: next.version, hash }];
}

/** What the next version takes away: a duty of the plan, or an open occurrence of a series. */
function isGoneUnder(next: Plan, plan: Plan, state: State, now: EpochMs) {
  const isAdded = new Set(state.added.map(({ id }) => id));
  return ({ duty, progress }: { duty: Duty; progress: Progress }): boolean => {
    if (next.index.has(duty.id)) return false;
    if (duty.ofSeries === undefined) return !isAdded.has(duty.id);
    if (progress.acceptedAt !== null) return false;
    const series = dutyAt(next, state, next.index.get(duty.ofSeries) ?? -1);
    const old = find(plan, state, duty.ofSeries)?.progress;
    return (
      !series?.series ||
      !old ||
      beginsAnew(series, old, now) ||
      occurrenceUnder(series, old, ordinalIn(duty.id)) === null
    );
  };
}
