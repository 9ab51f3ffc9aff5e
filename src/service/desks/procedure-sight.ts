import type { RecordedEvent, Season } from '../../adapters/store/types.js';
import { extendedAt, withExtension, type Extension } from '../../engine/extension.js';
import {
  PROCEDURE_EPOCH,
  type Duty,
  type EpochMs,
  type PlannedSession,
  type Procedure,
  type UnitPlan,
} from '../../engine/model.js';
import { USUAL_LATE_MS } from '../../engine/recorded-late.js';
import type { SeasonPlan, Title } from '../../engine/season-plan.js';
import { sessionMeant } from '../../engine/session-meant.js';
import type { Actor } from '../../policy/actor.js';
import { may } from '../../policy/may.js';
import { servingAt, type createConcerned } from '../concerned.js';
import { personsOn, type Person } from '../persons.js';
import type { BegunView, ProcedureView } from '../procedures.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';

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

/** A beginning, with how it came to be known. */
export interface BegunSight extends Omit<BegunView, 'session'> {
  readonly session: Title | null;
  /** Null while its record is on its way. */
  readonly at: EpochMs | null;
  readonly happenedAt: EpochMs | null;
  readonly by: string;
  readonly recordedBy: string | null;
}

/** A procedure as a page shows it: what it is, for which session it would be, what has been begun. */
export interface ProcedureSight {
  readonly id: string;
  readonly title: Title;
  readonly steps: readonly StepAhead[];
  /** Null where it is for no session; `meant` is the one that the unit would choose by itself. */
  readonly session: {
    readonly ahead: readonly SessionAhead[];
    readonly meant: string | null;
  } | null;
  readonly begun: readonly BegunSight[];
}

/** All procedures of a unit, for its pages. */
export interface UnitProcedures {
  readonly season: Season;
  readonly unit: { readonly path: string; readonly title: Title };
  /** Plan time. */
  readonly now: EpochMs;
  /** What is recorded longer than this after it happened is late (迟录). */
  readonly lateMs: number;
  /** Within which time what was recorded for somebody is to be confirmed by himself; null: it is not. */
  readonly confirmWithinMs: number | null;
  /** What its sessions are called, those over, too. */
  readonly sessions: readonly SessionAhead[];
  readonly mayBegin: boolean;
  readonly procedures: readonly ProcedureSight[];
}

interface SightParts extends Pick<Parts, 'store' | 'now'> {
  readonly concerned: ReturnType<typeof createConcerned>;
}

/** Puts together what pages show of a unit's procedures; `views` have come through the guard already. */
export function createProcedureSight(parts: SightParts) {
  const { store, concerned } = parts;
  return async (
    actor: Actor,
    id: string,
    path: string,
    views: readonly ProcedureView[],
  ): Promise<UnitProcedures> => {
    const season = await known(parts, id);
    const unitPlan = await store.signings.unitPlan(id, path);
    const plan = (await store.planVersion(id))?.plan;
    const now = await planNow(parts, season);
    const extensions = extensionsIn(await store.extensions(id, path));
    const held = new Map((unitPlan?.procedures ?? []).map((one) => [one.id, one]));
    const posts = [...held.values()].flatMap(({ duties }) =>
      duties.flatMap((duty) => [duty.doer, ...postsOf(duty)]),
    );
    const person = await personsOn(parts, season, posts, now);
    const names = namesOf(plan, unitPlan);
    const sight = async (view: ProcedureView): Promise<ProcedureSight> => {
      const procedure = held.get(view.id);
      return {
        ...{ id: view.id, title: view.title },
        steps: procedure ? stepsAhead(view, procedure, person) : [],
        session: procedure?.session
          ? sessionAhead(procedure, unitPlan?.sessions ?? [], { extensions, now, names })
          : null,
        begun: await Promise.all(view.begun.map((one) => begunSight(id, path, one, names))),
      };
    };
    return {
      ...{ season, now, lateMs: unitPlan?.oral?.lateMs ?? USUAL_LATE_MS },
      confirmWithinMs: unitPlan?.oral?.withinMs ?? null,
      unit: { path, title: titleOf(plan, path) },
      sessions: [...names].map(([name, title]) => ({ id: name, title })),
      mayBegin:
        may(actor, 'procedure.begin', { season: id, path }) === true ||
        may(actor, 'procedure.begin', await servingAt(concerned, id, path, actor.person)) === true,
      procedures: await Promise.all(views.map(sight)),
    };
  };

  async function begunSight(
    season: string,
    path: string,
    view: BegunView,
    names: ReadonlyMap<string, Title>,
  ): Promise<BegunSight> {
    const [first] = view.steps;
    const events = first ? await store.dutyEvents(season, path, first.duty) : [];
    const added = events.find(({ event }) => event.type === 'added')?.event;
    const said = added?.type === 'added' ? added : null;
    const { session, ...rest } = view;
    return {
      ...rest,
      session: session === undefined ? null : (names.get(session) ?? both(session)),
      ...{ at: said?.at ?? null, happenedAt: said?.happenedAt ?? null },
      by: said ? await nameOf(said.by) : '',
      recordedBy: said?.recordedBy === undefined ? null : await nameOf(said.recordedBy),
    };
  }

  async function nameOf(person: string): Promise<string> {
    const [found] = await store.deskSearch.postsOf([person]);
    return found?.name ?? (await store.accounts.account(person))?.name ?? person;
  }
}

function stepsAhead(
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

function sessionAhead(
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
): NonNullable<ProcedureSight['session']> {
  const meant = sessionMeant({ sessions }, { extensions }, procedure, undefined, now);
  return {
    meant: 'refused' in meant ? null : (meant.session ?? null),
    ahead: sessions
      .filter((one) => extendedAt(one, extensions, one.endAt) > now)
      .map(({ id }) => ({ id, title: names.get(id) ?? both(id) })),
  };
}

const extensionsIn = (events: readonly RecordedEvent[]): readonly Extension[] =>
  events.reduce<readonly Extension[]>(
    (all, { event }) => (event.type === 'extended' ? withExtension(all, event) : all),
    [],
  );

const postsOf = ({ doer, sign }: Duty): readonly string[] => sign?.posts ?? [doer];

const namesOf = (
  plan: SeasonPlan | undefined,
  unitPlan: UnitPlan | null,
): ReadonlyMap<string, Title> => {
  const titles = new Map(plan?.sessions.map(({ id, title }) => [id, title]));
  return new Map((unitPlan?.sessions ?? []).map(({ id }) => [id, titles.get(id) ?? both(id)]));
};

const titleOf = (plan: SeasonPlan | undefined, path: string): Title =>
  plan?.units.find((unit) => unit.path === path)?.title ?? both(path);

const both = (text: string): Title => ({ zh: text, en: text });
