import { extendedAt } from './extension.js';
import type { EpochMs, PlannedSession, Procedure, UnitPlan } from './model.js';
import { no, type Refused } from './outcome.js';
import type { State } from './state.js';

// What starts later than this is not what somebody means who names no session.
const SOON_MS = 12 * 3_600_000;

/**
 * The session that a procedure is begun for: the one named, else the only one that runs, else the next to start within
 * twelve hours. Nothing where the procedure is for none.
 */
export function sessionMeant(
  { sessions = [] }: Pick<UnitPlan, 'sessions'>,
  { extensions = [] }: Pick<State, 'extensions'>,
  procedure: Procedure,
  named: string | undefined,
  at: EpochMs,
): { readonly session?: string } | Refused {
  if (!procedure.session) return named === undefined ? {} : no('session-needless', procedure.id);
  const ahead = sessions.filter((one) => extendedAt(one, extensions, one.endAt) > at);
  if (named !== undefined) {
    if (ahead.some(({ id }) => id === named)) return { session: named };
    const isKnown = sessions.some(({ id }) => id === named);
    return no(isKnown ? 'session-over' : 'unknown-session', named);
  }
  const last = sessions.at(-1);
  if (ahead.length === 0) return no('session-over', last?.id ?? procedure.id);
  const [only, ...others] = nearest(ahead, at);
  if (only && others.length === 0) return { session: only.id };
  return no('which-session', ahead.map(({ id }) => id).join(' '));
}

function nearest(ahead: readonly PlannedSession[], at: EpochMs): readonly PlannedSession[] {
  const running = ahead.filter(({ startAt }) => startAt <= at);
  if (running.length > 0) return running;
  const first = Math.min(...ahead.map(({ startAt }) => startAt));
  return ahead.filter(({ startAt }) => startAt === first && startAt - at <= SOON_MS);
}
