import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { unitId, type Messages } from '../../workflows/messages.js';
import type { DutyView, Notice, RecordedEvent } from '../adapters/store/types.js';
import {
  epochMs,
  type Answer,
  type Duty,
  type EpochMs,
  type Post,
  type Refusal as RefusalCode,
  type UnitEvent,
  type UnitPlan,
} from '../engine/model.js';
import { USUAL_LATE_MS } from '../engine/recorded-late.js';
import type { PostHolder } from '../engine/season-plan.js';
import { refusals } from '../text/refusals.js';
import { askedFields, type AskedField } from './asked-fields.js';
import { askTemporal } from './ask-temporal.js';
import type { Completion } from './entrance.js';
import { NotReachable, Refusal, withKey } from './outcome.js';
import { personsOn, type Person } from './persons.js';
import { known, planNow } from './seasons.js';
import { withExtensions } from './session-events.js';
import type { Parts } from './service.js';

const STARTING_TRIES = 20;

export interface DutyDossier {
  readonly duty: DutyView;
  readonly events: readonly RecordedEvent[];
  readonly notices: readonly Notice[];
  /** Plan time. */
  readonly now: EpochMs;
  /** Who holds the posts named in it now. */
  readonly people: readonly Person[];
  /** The names of those who acted, by their ids. */
  readonly names: Readonly<Record<string, string>>;
  /** What its form asks for. */
  readonly fields: readonly AskedField[];
  /** What is recorded longer than this after it happened is late (迟录). */
  readonly recordedLateMs: number;
}

/**
 * Sends one command to a unit: any update of the interfaces but completions, which go through the unit's
 * entrance (`entrance.ts`). Refusals are values. `NotReachable` means unknown: it may still be done, and the
 * same key asks again; the key used is in the error's text.
 */
export async function act<Name extends SingleUpdate>(
  parts: Parts,
  season: string,
  path: string,
  name: Name,
  message: Messages[Name],
): Promise<Answer> {
  const keyed = { ...message, key: message.key ?? randomUUID() };
  const [answer] = await update(parts, season, path, name, [keyed], keyed).catch(
    (error: unknown) => {
      throw withKey(error, keyed.key);
    },
  );
  return answer ?? unanswered;
}

/** The updates that carry one command each. */
export type SingleUpdate = Exclude<keyof Messages, 'recordFor' | 'completeSteps'>;

/** Sends completions of one unit as one update, each with a key of its own; answers in their order. */
export async function complete(
  parts: Parts,
  season: string,
  path: string,
  items: readonly Completion[],
): Promise<readonly Answer[]> {
  const keyed = items.map((item) => ({ ...item, key: item.key ?? randomUUID() }));
  return update(parts, season, path, 'completeSteps', keyed, keyed);
}

/** Sends an update to a unit; answers in the order of the items, and for all of them where it is refused as a whole. */
export async function update(
  parts: Pick<Parts, 'store' | 'client' | 'now'>,
  season: string,
  path: string,
  name: string,
  items: readonly unknown[],
  message: unknown,
): Promise<readonly Answer[]> {
  await known(parts, season);
  const handle = parts.client.workflow.getHandle(unitId(season, path));
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await askTemporal(parts.client, () =>
        handle.executeUpdate<Answer | readonly Answer[], [unknown]>(name, { args: [message] }),
      );
      return answersOf(answer);
    } catch (error) {
      const refused = refusalIn(error);
      if (refused) return items.map((_, n) => refused[n] ?? refused[0] ?? unanswered);
      if (error instanceof WorkflowNotFoundError) throw noUnit(season, path);
      if (error instanceof NotReachable) throw error;
      if (!isStarting(error) || tries === STARTING_TRIES) throw new NotReachable(reasonOf(error));
      await sleep(250);
    }
  }
}

const answersOf = (answer: Answer | readonly Answer[]): readonly Answer[] =>
  Array.isArray(answer) ? (answer as readonly Answer[]) : [answer as Answer];

const unanswered: Answer = { at: epochMs(0) };

/** One duty with all that happened to it and who was told. */
export async function showDuty(
  parts: Parts,
  season: string,
  path: string,
  duty: string,
): Promise<DutyDossier> {
  const of = await known(parts, season);
  const view = await parts.store.duty(season, path, duty);
  if (!view)
    throw new Refusal('unknown-step', `${path} 没有事项 ${duty}`, `${path} has no duty ${duty}`);
  const own = await parts.store.dutyEvents(season, path, duty);
  const events = await withExtensions(parts, view, own);
  const notices = await parts.store.noticesOf(season, path, duty);
  const now = await planNow(parts, of);
  const named = events.flatMap(({ event }) => postsIn(event));
  const posts = [
    view.doer,
    view.answerable,
    ...view.told,
    ...view.unreached,
    ...view.nextTo,
    ...named,
  ];
  const person = await personsOn(parts, of, posts, now);
  const people = [...new Set(posts)].map(person);
  const version = await parts.store.planVersion(season);
  const unitPlan = await parts.store.signings.unitPlan(season, path);
  const step = version?.plan.steps.find(({ id }) => id === view.step);
  return {
    ...{ duty: view, events, notices, now, people, names: namesIn(version?.posts ?? [], events) },
    fields: askedFields(step, plannedDuty(unitPlan, view, events)),
    recordedLateMs: unitPlan?.oral?.lateMs ?? USUAL_LATE_MS,
  };
}

/** What the unit follows: of a series its own, of what was added or begun what came with it. */
function plannedDuty(
  unitPlan: UnitPlan | null | undefined,
  { duty, step }: DutyView,
  events: readonly RecordedEvent[],
): Duty | undefined {
  const own = (id: string) => unitPlan?.duties.find((one) => one.id === id);
  const added = events.find(({ event }) => event.type === 'added')?.event;
  return own(duty) ?? own(step) ?? (added?.type === 'added' ? added.added : undefined);
}

function postsIn(event: UnitEvent): Post[] {
  const to = 'to' in event && event.to ? event.to : [];
  if (event.type === 'confirmed' || event.type === 'undelivered') return [event.post, ...to];
  return event.type === 'handedOn' ? [event.doer, ...to] : [...to];
}

function namesIn(
  posts: readonly PostHolder[],
  events: readonly RecordedEvent[],
): Record<string, string> {
  const acted = new Set(
    events.flatMap(({ event }) => [
      ...('by' in event ? [event.by, event.recordedBy] : []),
      ...(event.type === 'relieved' ? event.crew.split(' ') : []),
      ...(event.type === 'left' ? [event.person] : []),
    ]),
  );
  return Object.fromEntries(
    posts.filter(({ person }) => acted.has(person)).map(({ person, name }) => [person, name]),
  );
}

/** The answers of an update that its validator refused: one for each item, or one for all. */
function refusalIn(error: unknown): readonly Answer[] | null {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  if (!(cause instanceof ApplicationFailure) || !cause.type || !(cause.type in refusals))
    return null;
  const told = cause.details?.[0] as readonly Answer[] | undefined;
  const refused = cause.type as RefusalCode;
  return told && told.length > 0 ? told : [{ ...unanswered, refused, detail: cause.message }];
}

const isStarting = (error: unknown): boolean =>
  error instanceof WorkflowUpdateFailedError &&
  error.cause instanceof ApplicationFailure &&
  (error.cause.type === 'UnitStarting' || error.cause.type === 'UnitOverloaded');

const noUnit = (season: string, path: string): Refusal =>
  new Refusal(
    'unknown-unit',
    `考季 ${season} 没有单位 ${path}（或已收尾）`,
    `season ${season} has no unit ${path}, or it is closed`,
  );

const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? error.cause instanceof Error
      ? error.cause.message
      : error.message
    : String(error);
