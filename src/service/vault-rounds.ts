import type { DutyView, RecordedEvent } from '../adapters/store/types.js';
import { epochMs, type Duty, type EpochMs, type Status, type UnitPlan } from '../engine/model.js';
import { crewText, readCrew, without } from '../engine/watch.js';

/** Who watches over a vault now. */
interface VaultWatch {
  /** `heads | members`, with their badges, and who has key and combination. */
  readonly crew: string;
  readonly heads: number;
  readonly members: number;
  readonly since: EpochMs;
  /** When the next crew is to take over. */
  readonly reliefAt: EpochMs;
}

/** The regular duties of a vault, as they stand. */
export interface VaultRounds {
  /** What the watch begins with, by the plan: that the papers were taken in; null where the plan has none. */
  readonly intake: {
    readonly status: Status;
    readonly dueAt: EpochMs;
    readonly acceptedAt: EpochMs | null;
  } | null;
  /** How many are to be on duty; null where the plan has no watch. */
  readonly wanted: { readonly heads: number; readonly members: number } | null;
  /** Null where nobody has signed on, or the watch is over. */
  readonly watch: VaultWatch | null;
  /** Too few are on duty, or the relief has not come in time. */
  readonly uncovered: boolean;
  /** The patrols by two; null where the plan has none. */
  readonly patrol: Round | null;
  /** The daily report; null where the plan has none. */
  readonly report: Round | null;
}

/** Something that is done again and again. */
export interface Round {
  /** When it was last done. */
  readonly lastAt: EpochMs | null;
  /** When the next is due; null: no more, or nobody knows yet. */
  readonly dueAt: EpochMs | null;
  /** How many were to be done and are not. */
  readonly late: number;
}

type Rows = readonly DutyView[];

/** How intake, watch, patrols and daily report of a vault stand at an instant of the plan. */
export function roundsOf(
  { duties }: UnitPlan,
  rows: Rows,
  log: readonly RecordedEvent[],
  now: EpochMs,
): VaultRounds {
  const guard = duties.find((duty) => duty.watch !== undefined);
  const patrol = duties.find(({ series, sign }) => series && guard && sign?.onDuty === guard.id);
  const report = duties.find(({ series }) => series?.of === 'task' && series.instants !== null);
  const row = rows.find(({ duty }) => duty === guard?.id);
  const intake = rows.find(({ duty }) => duty === guard?.watch?.from?.duty);
  return {
    intake: intake
      ? { status: intake.status, dueAt: intake.dueAt, acceptedAt: intake.acceptedAt }
      : null,
    wanted: guard?.watch ? { heads: guard.watch.heads, members: guard.watch.minimum } : null,
    watch: row && isOpen(row) ? watchIn(log, row.dueAt) : null,
    uncovered: row !== undefined && isLate(row, now),
    patrol: patrol ? roundIn(patrol, rows, now) : null,
    report: report ? roundIn(report, rows, now) : null,
  };
}

/** The last crew that took over, without whoever has left since. */
function watchIn(log: readonly RecordedEvent[], reliefAt: EpochMs): VaultWatch | null {
  const taken = log.findLastIndex(({ event }) => event.type === 'relieved');
  const event = log[taken]?.event;
  const crew = event?.type === 'relieved' ? readCrew(event.crew) : null;
  if (event?.type !== 'relieved' || crew === null) return null;
  const left = log
    .slice(taken)
    .reduce(
      (there, one) => (one.event.type === 'left' ? without(there, one.event.person) : there),
      crew,
    );
  return {
    ...{ crew: crewText(left), heads: left.heads.length, members: left.members.length },
    ...{ since: event.since, reliefAt },
  };
}

function roundIn(series: Duty, rows: Rows, now: EpochMs): Round {
  const brought = rows.filter(({ step, duty }) => step === series.step && duty !== series.id);
  const open = brought.filter(isOpen);
  const done = brought.flatMap(({ acceptedAt }) => (acceptedAt === null ? [] : [acceptedAt]));
  const goesOn = rows.some((row) => row.duty === series.id && isOpen(row));
  return {
    lastAt: done.reduce<EpochMs | null>((a, b) => (a === null || b > a ? b : a), null),
    dueAt:
      open.map(({ dueAt }) => dueAt).sort((a, b) => a - b)[0] ??
      (goesOn ? following(series, brought) : null),
    late: open.filter((row) => isLate(row, now)).length,
  };
}

/** When the occurrence after those that were brought is due. */
function following({ series }: Duty, brought: Rows): EpochMs | null {
  if (!series) return null;
  const last = brought.reduce<number>((latest, { dueAt }) => Math.max(latest, dueAt), 0);
  if (series.everyMs === null) return series.instants?.find((at) => at > last) ?? null;
  return last === 0 ? null : epochMs(last + series.everyMs);
}

export const isOpen = ({ status }: DutyView): boolean =>
  status !== 'accepted' && status !== 'waived' && status !== 'void';

const isLate = (row: DutyView, now: EpochMs): boolean =>
  isOpen(row) && (row.lateAt ?? Infinity) <= now;
