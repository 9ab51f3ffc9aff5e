import type { Season } from '../../adapters/store/types.js';
import type { EpochMs, UnitPlan } from '../../engine/model.js';
import { USUAL_LATE_MS } from '../../engine/recorded-late.js';
import type { SeasonPlan, Title } from '../../engine/season-plan.js';
import type { Actor } from '../../policy/actor.js';
import { may } from '../../policy/may.js';
import { servingAt, type createConcerned } from '../concerned.js';
import { personsOn } from '../persons.js';
import type { BegunView, ProcedureView } from '../procedures.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import {
  extensionsIn,
  postsOf,
  sessionsAhead,
  stepsAhead,
  type SessionAhead,
  type SessionsAhead,
  type StepAhead,
} from './procedure-ahead.js';

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
  readonly session: SessionsAhead | null;
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
          ? sessionsAhead(procedure, unitPlan?.sessions ?? [], { extensions, now, names })
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
