import { ladderFor } from './compile-ladders.js';
import { linesOf } from './compile-lines.js';
import { dueMomentOf, dutyIdOf, edgeOf, examOf } from './compile-moments.js';
import { postFor, report, type Scene } from './compile-scene.js';
import { seriesOf, watchOf } from './compile-spans.js';
import {
  epochMs,
  PROCEDURE_EPOCH,
  type After,
  type Duty,
  type EpochMs,
  type Field,
  type Prolonging,
  type Series,
  type Watch,
} from './model.js';
import { parseDuration } from './moment.js';
import type { ProlongSource } from './lasting-source.js';
import type { FieldSource, SessionSource } from './season-plan.js';

/** The duties that a step makes at a unit: one, or one a session of its exams. */
export function dutiesOf(scene: Scene): Duty[] {
  const { season, step } = scene;
  const { sessions, exams } = step;
  if (sessions === null) return dutyOf(scene, null);
  return season.plan.sessions
    .filter(({ id }) => sessions.includes(id))
    .filter((session) => !exams || exams.includes(examOf(scene, session)?.id ?? ''))
    .flatMap((session) => dutyOf(scene, session));
}

function dutyOf(scene: Scene, session: SessionSource | null): Duty[] {
  const { step } = scene;
  const time = timeOf(scene, session);
  if (!time) return [];
  const notBefore = step.notBefore
    ? edgeOf(scene, step.notBefore.at, { session, at: ['notBefore', 'at'] })
    : null;
  if (step.notBefore && !notBefore) return [];
  const { openAt, dueAt, after, series, watch } = time;
  const lines = linesOf(scene, dueAt);
  if (!lines) return [];
  const { accept, sign, prolongs } = step;
  return [
    {
      id: dutyIdOf(step, session),
      step: step.id,
      kind: step.kind,
      doer: postFor(scene, step.doer, 'doer'),
      answerable: postFor(scene, step.answerable, 'answerable'),
      openAt,
      dueAt,
      remindBeforeMs: remindersOf(scene, time),
      ...(step.warn && {
        warn: step.warn.map(({ before, to }, n) => ({
          beforeMs: parseDuration(before) ?? 0,
          to: postFor(scene, to, 'warn', n, 'to'),
        })),
      }),
      ladder: ladderFor(scene, step.ladder, 'ladder'),
      accept: accept && {
        by: postFor(scene, accept.by, 'accept', 'by'),
        withinMs: parseDuration(accept.within) ?? 0,
        ladder: ladderFor(scene, accept.ladder, 'accept', 'ladder'),
      },
      fields: step.form.fields.map((field) => fieldOf(scene, field)),
      checks: step.form.checks,
      lines,
      sign: sign && {
        posts: sign.by.map((target, n) => postFor(scene, target, 'sign', 'by', n)),
        withinMs: parseDuration(sign.within) ?? 0,
        ordered: sign.ordered,
        ...(sign.oral && { oral: true as const }),
        ...(sign.offices && { offices: sign.offices }),
        ...(sign.onDuty !== undefined && { onDuty: sign.onDuty }),
      },
      needs: step.needs,
      systems: step.systems,
      parent: null,
      ...(step.quiet && { quiet: true as const }),
      ...(prolongs && { prolongs: prolongingOf(scene, prolongs) }),
      ...(notBefore &&
        step.notBefore && { notBefore: { at: notBefore.at, unless: step.notBefore.unless } }),
      ...(after && { after }),
      ...(series && { series }),
      ...(watch && { watch }),
    },
  ];
}

/** A field with the unit's own numbers; one that the plan leaves open is expected to be nothing. */
function fieldOf({ unit }: Scene, { id, type, required, expected }: FieldSource): Field {
  const number = expected && unit[expected];
  return {
    ...{ id, type, required },
    ...(number && { expected: number }),
    ...(type === 'rooms' && { rooms: unit.rooms }),
  };
}

const prolongingOf = (scene: Scene, { by, from, atMost, tell }: ProlongSource): Prolonging => ({
  ...{ by, from, mostMs: parseDuration(atMost) ?? 0 },
  tell: tell.map((target, n) => postFor(scene, target, 'prolongs', 'tell', n)),
});

interface Time {
  /** Null: no opening word. */
  readonly openAt: EpochMs | null;
  readonly dueAt: EpochMs;
  readonly after: After | null;
  readonly series: Series | null;
  readonly watch: Watch | null;
}

function timeOf(scene: Scene, session: SessionSource | null): Time | null {
  const { kind, opens } = scene.step;
  const series = kind === 'series' ? seriesOf(scene, session) : null;
  const watch = kind === 'watch' ? watchOf(scene, session) : null;
  const span = series ?? watch;
  if (!span && (kind === 'series' || kind === 'watch')) return null;
  const due = span ? { at: span.untilAt, after: null } : dueOf(scene, session);
  if (!due) return null;
  if (opens === null) {
    // What hangs on an event opens with it.
    const armedAt = due.after && epochMs(due.at - due.after.offsetMs);
    const openAt = armedAt ?? (scene.step.procedure === undefined ? null : PROCEDURE_EPOCH);
    return { openAt, dueAt: due.at, after: due.after, series, watch };
  }
  const open = edgeOf(scene, opens, { session, at: ['opens'] });
  if (!open) return null;
  if (open.after || due.after) return report(scene, 'done-misplaced', opens, ['opens']);
  if (open.at > due.at)
    return report(scene, 'open-after-due', `${opens} > ${dueMomentOf(scene.step)}`, ['opens']);
  return { openAt: open.at, dueAt: due.at, after: null, series, watch };
}

const dueOf = (scene: Scene, session: SessionSource | null) =>
  edgeOf(scene, scene.step.due, { session, at: ['due'] });

/** So long before its due instant a duty opens; of an occurrence or a shift the lead that its span gives. */
function openMsOf({ openAt, dueAt, series, watch }: Time): number {
  if (series) return series.leadMs;
  if (watch) return watch.shiftMs;
  return openAt === null ? Infinity : dueAt - openAt;
}

/** A reminder of what has not opened yet would only confuse: it is left out, and a warning of it a fault. */
function remindersOf(scene: Scene, time: Time): number[] {
  const { remind, warn = [] } = scene.step;
  const openMs = openMsOf(time);
  const msOf = (lead: string): number => parseDuration(lead) ?? 0;
  for (const [n, { before }] of warn.entries())
    if (msOf(before) >= openMs) report(scene, 'warn-before-open', before, ['warn', n, 'before']);
  return [...new Set([...remind, ...warn.map(({ before }) => before)].map(msOf))]
    .filter((leadMs) => leadMs < openMs)
    .sort((a, b) => b - a);
}
