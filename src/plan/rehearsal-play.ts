import {
  epochMs,
  NEVER,
  type Duty,
  type EpochMs,
  type Scripted,
  type UnitPlan,
} from '../engine/model.js';
import { occurrencesOf, OVERRUN_MS } from '../engine/series.js';
import { personOn, type Cast } from './rehearsal-cast.js';
import { playCustody } from './rehearsal-custody.js';
import type { Doing } from './rehearsal-doing.js';
import { playOnce } from './rehearsal-course.js';
import { approvalsIn, prolonged } from './rehearsal-extension.js';
import { neededBy, treeOf } from './rehearsal-needs.js';
import type { Exception, RehearsalScript } from './rehearsal-script.js';
import { byThoseOnDuty, dressed } from './rehearsal-vault.js';
import { keepWatch } from './rehearsal-watch.js';

/** How a duty goes: its commands in order, and when it is done; NEVER where nobody does it. */
export interface Played {
  readonly commands: readonly Scripted[];
  /** When it is accepted or waived: clocks that wait for it begin. */
  readonly doneAt: EpochMs;
  /** When it and all its occurrences are: what needs it may be reported. */
  readonly settledAt: EpochMs;
}

/** All that a duty is played with. */
export interface Stage {
  readonly script: RehearsalScript;
  readonly cast: Cast;
}

const UNPLAYED: Played = { commands: [], doneAt: NEVER, settledAt: NEVER };
const AT_ONCE = epochMs(0);

/**
 * Plays the duties of a season one by one, each after those that it waits for. A plan whose duties wait for
 * each other in a circle has been refused; should there be one, the circle is cut where it closes.
 */
export function createPlay(
  all: readonly { readonly unit: UnitPlan; readonly duties: readonly Duty[] }[],
  script: RehearsalScript,
  cast: Cast,
): (unit: UnitPlan, duty: Duty) => Played {
  const tree = treeOf(all);
  const byId = new Map(
    all.map(({ unit, duties }) => [unit.path, new Map(duties.map((duty) => [duty.id, duty]))]),
  );
  const approvals = new Map(all.map(({ unit, duties }) => [unit.path, approvalsIn(duties)]));
  const exceptions = new Map<string, Exception[]>();
  for (const one of script.exceptions) {
    const key = `${one.unit} ${one.step}`;
    exceptions.set(key, [...(exceptions.get(key) ?? []), one]);
  }
  const sizes = new Map(cast.plan.units.map((unit) => [unit.path, unit]));
  const known = new Map<string, Played>();
  const stage: Stage = { script, cast };
  return play;

  function play(unit: UnitPlan, duty: Duty): Played {
    const key = `${unit.path} ${duty.id}`;
    const before = known.get(key);
    if (before) return before;
    known.set(key, { commands: [], doneAt: AT_ONCE, settledAt: AT_ONCE });
    const played = playDuty(unit, duty);
    known.set(key, played);
    return played;
  }

  function playDuty(unit: UnitPlan, planned: Duty): Played {
    const approved = approvals.get(unit.path) ?? [];
    const meant = prolonged(unit, planned, approved, (one) => play(unit, one).commands);
    const duty = asItHappens(unit, meant);
    if (duty === null) return UNPLAYED;
    const readyAt = readyFor(unit, duty);
    if (duty.kind === 'gate') return judged(duty, readyAt);
    if (readyAt === NEVER) return UNPLAYED;
    if (duty.custody) return carried(unit, duty, readyAt);
    if (duty.watch) return watched(unit, duty, readyAt);
    if (duty.series) return repeated(unit, duty, readyAt);
    return once(playOnce(stage, doingOf(unit, duty, readyAt), exceptionFor(unit, duty)));
  }

  /** The duty with its real instants; null where the event that it waits for never comes. */
  function asItHappens(unit: UnitPlan, duty: Duty): Duty | null {
    const doneAt = (id: string): EpochMs => {
      const awaited = byId.get(unit.path)?.get(id);
      return awaited ? play(unit, awaited).doneAt : NEVER;
    };
    if (duty.after) {
      const openAt = doneAt(duty.after.duty);
      return openAt === NEVER
        ? null
        : { ...duty, openAt, dueAt: epochMs(openAt + duty.after.offsetMs) };
    }
    const span = duty.series ?? duty.watch;
    if (!span?.from && !span?.until) return duty;
    const { from, until } = span;
    const fromAt = from ? doneAt(from.duty) : span.fromAt;
    const endsAt = until ? doneAt(until.duty) : span.untilAt;
    if (fromAt === NEVER) return null;
    const real = {
      fromAt: epochMs(fromAt + (from?.offsetMs ?? 0)),
      untilAt: endsAt === NEVER ? openEnd(duty) : epochMs(endsAt + (until?.offsetMs ?? 0)),
    };
    return {
      ...duty,
      ...(duty.series && { series: { ...duty.series, ...real } }),
      ...(duty.watch && { watch: { ...duty.watch, ...real } }),
    };
  }

  function readyFor(unit: UnitPlan, duty: Duty): EpochMs {
    const needed = neededBy({ unit, duty }, tree).map((one) => play(one.unit, one.duty).settledAt);
    const earliest = duty.notBefore?.at ?? AT_ONCE;
    return epochMs(needed.reduce((latest: number, at) => Math.max(latest, at), earliest));
  }

  function carried(unit: UnitPlan, duty: Duty, readyAt: EpochMs): Played {
    const isNever = exceptionFor(unit, duty)?.do === 'never';
    return once(isNever ? [] : playCustody(unit, doingOf(unit, duty, readyAt)));
  }

  function watched(unit: UnitPlan, duty: Duty, readyAt: EpochMs): Played {
    const { watch } = duty;
    if (!watch) return UNPLAYED;
    const doing = doingOf(unit, duty, readyAt);
    const kept = keepWatch(doing, watch, cast, exceptionFor(unit, duty));
    const commands = dressed(kept, duty, unit, commandsOf(unit, unit.vault?.handedOut));
    const last = commands.at(-1);
    if (!last) return UNPLAYED;
    const doneAt = last.command.type === 'waive' ? last.at : watch.untilAt;
    return { commands, doneAt, settledAt: doneAt };
  }

  function repeated(unit: UnitPlan, duty: Duty, readyAt: EpochMs): Played {
    const { series } = duty;
    if (!series) return UNPLAYED;
    const parts = occurrencesOf(duty).map((occurrence, n) => {
      // The first ones would open before the series begins.
      const openAt = Math.max(occurrence.openAt ?? occurrence.dueAt, series.fromAt);
      const doing = doingOf(unit, { ...occurrence, openAt: epochMs(openAt) }, readyAt);
      return once(playOnce(stage, doing, exceptionFor(unit, duty, n + 1)));
    });
    const settledAt = Math.max(series.untilAt, ...parts.map(({ doneAt }) => doneAt));
    return {
      commands: parts.flatMap(({ commands }) => onDutyOf(unit, duty, commands)),
      doneAt: series.untilAt,
      settledAt: epochMs(settledAt),
    };
  }

  function onDutyOf(unit: UnitPlan, { sign }: Duty, commands: readonly Scripted[]) {
    return sign?.onDuty === undefined
      ? commands
      : byThoseOnDuty(commands, commandsOf(unit, sign.onDuty));
  }

  function commandsOf(unit: UnitPlan, id: string | undefined): readonly Scripted[] {
    const duty = id === undefined ? undefined : byId.get(unit.path)?.get(id);
    return duty ? play(unit, duty).commands : [];
  }

  function exceptionFor(unit: UnitPlan, duty: Duty, ordinal?: number): Exception | undefined {
    const meant = (exceptions.get(`${unit.path} ${duty.step}`) ?? []).filter(
      ({ step, session, occurrence }) =>
        (session === null || duty.id === `${step}@${session}`) &&
        (occurrence === null || occurrence === ordinal),
    );
    // What is said of one occurrence goes before what is said of all.
    return meant.find(({ occurrence }) => occurrence !== null) ?? meant[0];
  }

  function doingOf(unit: UnitPlan, duty: Duty, earliest: EpochMs): Doing {
    const { candidates = 0, rooms = 0 } = sizes.get(unit.path) ?? {};
    const { id, step } = duty;
    return {
      ...{ duty, earliest, unit: unit.path, sizes: { candidates, rooms } },
      given: script.forms[step] ?? {},
      named: id === step ? { step } : { step, occurrence: id.slice(step.length + 1) },
      personOn: (post, except) => personOn(cast, post, except),
    };
  }
}

/** The event that would end it never comes: a series runs on for a week, a watch is kept to its planned end. */
const openEnd = ({ series, watch, dueAt }: Duty): EpochMs =>
  epochMs(series ? series.untilAt + OVERRUN_MS : (watch?.untilAt ?? dueAt));

const once = (commands: readonly Scripted[]): Played => {
  const doneAt = commands.at(-1)?.at ?? NEVER;
  return { commands, doneAt, settledAt: doneAt };
};

/** A gate is ready at the first of its instants at which all it needs is done: it asks anew at each rung. */
function judged({ dueAt, ladder: { rungs, repeat } }: Duty, readyAt: EpochMs): Played {
  const last = rungs.at(-1)?.afterMs ?? 0;
  const repeats = repeat
    ? Array.from({ length: repeat.times }, (_, n) => last + (n + 1) * repeat.everyMs)
    : [];
  const offsets = [0, ...rungs.map(({ afterMs }) => afterMs), ...repeats];
  const found = offsets.find((offset) => dueAt + offset >= readyAt);
  const doneAt = found === undefined ? NEVER : epochMs(dueAt + found);
  return { commands: [], doneAt, settledAt: doneAt };
}
