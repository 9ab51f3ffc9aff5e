import type { RecordedEvent } from '../../adapters/store/types.js';
import { extendedAt, withExtension, type Extension } from '../../engine/extension.js';
import {
  PROCEDURE_EPOCH,
  type Duty,
  type EpochMs,
  type PlannedSession,
  type Procedure,
} from '../../engine/model.js';
import type { Title } from '../../engine/season-plan.js';
import { sessionMeant } from '../../engine/session-meant.js';
import type { Person } from '../persons.js';
import type { ProcedureView } from '../procedures.js';

/** One step as it will be owed once its procedure is begun. */
export interface StepAhead {
  readonly id: string;
  readonly title: Title;
  /** Who does it; of what is signed, everybody who signs. */
  readonly who: readonly Person[];
  /** Who is told of it when it begins to run. */
  readonly doer: Person;
  /** Its time: from the beginning, or from the end of the step named. */
  readonly withinMs: number;
  readonly after: { readonly id: string; readonly title: Title } | null;
}

/** A session that a procedure can be begun for. */
export interface SessionAhead {
  readonly id: string;
  readonly title: Title;
}

export interface SessionsAhead {
  readonly ahead: readonly SessionAhead[];
  /** The one that the unit would choose by itself; null where somebody has to say which. */
  readonly meant: string | null;
}

/** Its steps in the order in which they will be owed. */
export function stepsAhead(
  { steps }: ProcedureView,
  { duties }: Procedure,
  person: (post: string) => Person,
): StepAhead[] {
  const titles = new Map(steps.map(({ id, title }) => [id, title]));
  const ahead = duties.map((duty): StepAhead => {
    const { step, after, dueAt } = duty;
    return {
      ...{ id: step, title: titles.get(step) ?? both(step) },
      who: [...new Set(postsOf(duty))].map(person),
      doer: person(duty.doer),
      withinMs: after?.offsetMs ?? dueAt - PROCEDURE_EPOCH,
      after: after ? { id: after.duty, title: titles.get(after.duty) ?? both(after.duty) } : null,
    };
  });
  const planned = new Map(duties.map(({ step, dueAt }) => [step, dueAt]));
  return ahead.sort((a, b) => (planned.get(a.id) ?? 0) - (planned.get(b.id) ?? 0));
}

/** The sessions of a unit that are not over, and the one that it would choose by itself. */
export function sessionsAhead(
  procedure: Procedure,
  sessions: readonly PlannedSession[],
  {
    extensions,
    now,
    names,
  }: {
    readonly extensions: readonly Extension[];
    readonly now: EpochMs;
    readonly names: ReadonlyMap<string, Title>;
  },
): SessionsAhead {
  const meant = sessionMeant({ sessions }, { extensions }, procedure, undefined, now);
  return {
    meant: 'refused' in meant ? null : (meant.session ?? null),
    ahead: sessions
      .filter((one) => extendedAt(one, extensions, one.endAt) > now)
      .map(({ id }) => ({ id, title: names.get(id) ?? both(id) })),
  };
}

/** More time that a unit's sessions were given, from the events that say so. */
export const extensionsIn = (events: readonly RecordedEvent[]): readonly Extension[] =>
  events.reduce<readonly Extension[]>(
    (all, { event }) => (event.type === 'extended' ? withExtension(all, event) : all),
    [],
  );

/** Who does a duty; of what is signed, everybody who signs. */
export const postsOf = ({ doer, sign }: Duty): readonly string[] => sign?.posts ?? [doer];

const both = (text: string): Title => ({ zh: text, en: text });
