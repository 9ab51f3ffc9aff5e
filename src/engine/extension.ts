import {
  epochMs,
  type Duty,
  type EpochMs,
  type PlannedSession,
  type SessionEdge,
  type UnitEvent,
} from './model.js';

/**
 * An approved extension of a session (顺延): by how much everything is later that the plan has from one of the session's
 * edges on. It is named by the duty that approves it; amended, it counts anew. Several add up.
 */
export interface Extension {
  readonly duty: string;
  readonly session: string;
  readonly from: SessionEdge;
  readonly byMs: number;
}

/** The extensions with one more, or with another length of one that is there. */
export function withExtension(
  known: readonly Extension[],
  { duty, session, from, byMs }: Extract<UnitEvent, { type: 'extended' }>,
): readonly Extension[] {
  const next = { duty, session, from, byMs };
  if (!known.some((one) => one.duty === duty)) return [...known, next];
  return known.map((one) => (one.duty === duty ? next : one));
}

/** An instant as a session's extensions have it: later by all that begin at an edge at or before it. */
export function extendedAt(
  session: PlannedSession,
  extensions: readonly Extension[],
  planned: EpochMs,
): EpochMs {
  const mine = extensions.filter((one) => one.session === session.id);
  const counting = mine.filter(({ from }) => edgeOf(session, from) <= planned);
  return epochMs(counting.reduce((sum, { byMs }) => sum + byMs, planned as number));
}

/** The instant of a session's edge as it is planned. */
export const edgeOf = ({ startAt, endAt }: PlannedSession, edge: SessionEdge): EpochMs =>
  edge === 'start' ? startAt : endAt;

/** A duty of the plan as the extensions of its session have it; the duty itself where there are none. */
export function extendedDuty(
  duty: Duty,
  sessions: readonly PlannedSession[],
  extensions: readonly Extension[],
): Duty {
  const session = sessions.find(({ id }) => isOfSession(duty, id));
  if (!session || !extensions.some((one) => one.session === session.id)) return duty;
  const later = (planned: EpochMs): EpochMs => extendedAt(session, extensions, planned);
  const spanned = <Lasting extends { readonly fromAt: EpochMs; readonly untilAt: EpochMs }>(
    span: Lasting,
  ): Lasting => ({ ...span, fromAt: later(span.fromAt), untilAt: later(span.untilAt) });
  const { openAt, notBefore, series, watch } = duty;
  return {
    ...duty,
    openAt: openAt === null ? null : later(openAt),
    dueAt: later(duty.dueAt),
    ...(notBefore && { notBefore: { ...notBefore, at: later(notBefore.at) } }),
    ...(series && {
      series: { ...spanned(series), instants: series.instants?.map(later) ?? null },
    }),
    ...(watch && { watch: spanned(watch) }),
  };
}

/** Whether a duty of the plan is its step's occurrence in this session. */
export const isOfSession = ({ id, step }: Pick<Duty, 'id' | 'step'>, session: string): boolean =>
  id === `${step}@${session}`;
