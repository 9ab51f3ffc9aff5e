import type { Season } from '../../adapters/store/types.js';
import { calendarOf } from '../../engine/calendar.js';
import type { Duty, EpochMs, Post } from '../../engine/model.js';
import { may } from '../../policy/may.js';
import type { Actor } from '../../policy/actor.js';
import type { Operation } from '../../policy/operation.js';
import { shortCode } from '../../policy/short-code.js';
import { postsFor, type createConcerned } from '../concerned.js';
import { targetOf } from '../guarded.js';
import { personsOn } from '../persons.js';
import { known } from '../seasons.js';
import type { Parts } from '../service.js';
import type { DutyDossier } from '../steps.js';

/** All that a page shows of a duty, and what its reader may do to it. */
export interface DutySight {
  readonly season: Season;
  readonly dossier: DutyDossier;
  readonly code: string;
  /** Ids of the lines of a list, or of the joint departments. */
  readonly lines: readonly string[];
  readonly signPosts: readonly Post[];
  readonly acceptBy: Post | null;
  /** Who is told after which time, from the due instant on. */
  readonly chain: readonly { readonly at: EpochMs; readonly to: Post }[];
  /** What it asks to be confirmed, where it is the confirmation of something recorded. */
  readonly oral: (NonNullable<Duty['oral']> & { readonly at: EpochMs }) | null;
  readonly may: ReadonlySet<Operation>;
  /** The posts that the reader holds today. */
  readonly held: readonly Post[];
  /** To whom its doing can be handed on: the other posts of its unit with their holders. */
  readonly colleagues: readonly { readonly post: Post; readonly name: string }[];
}

export interface SightParts extends Pick<Parts, 'store'> {
  readonly concerned: ReturnType<typeof createConcerned>;
}

const ASKED: readonly Operation[] = [
  ...(['duty.complete', 'duty.sign-for', 'duty.answer', 'duty.confirm', 'duty.accept'] as const),
  ...(['duty.return', 'duty.hand-on', 'duty.object', 'duty.waive', 'duty.record-for'] as const),
  'duty.amend',
];

/** Puts together what a page shows; `dossier` has come through the guard already. */
export function createSight({ store, concerned }: SightParts) {
  return async (actor: Actor, dossier: DutyDossier): Promise<DutySight> => {
    const { duty: view, events } = dossier;
    const season = await known({ store }, view.season);
    const plan = await store.signings.unitPlan(view.season, view.path);
    const added = events.find(({ event }) => event.type === 'added')?.event;
    const addedDuty = added?.type === 'added' ? added.added : undefined;
    const duty =
      plan?.duties.find(({ id }) => id === view.duty) ??
      plan?.duties.find(({ id }) => id === view.step) ??
      addedDuty;
    const oral = addedDuty?.oral;
    return {
      ...{ season, dossier: await withNames(season, dossier, postsIn(duty)) },
      held: await concerned.heldBy(view.season, actor.person),
      code: shortCode({ season: view.season, path: view.path, duty: view.duty }),
      lines: duty?.lines.map(({ id }) => id) ?? [],
      signPosts: duty?.sign?.posts ?? [],
      acceptBy: duty?.accept?.by ?? null,
      chain: (duty?.ladder.rungs ?? []).map(({ afterMs, to }) => ({
        at: (view.dueAt + afterMs) as EpochMs,
        to,
      })),
      oral: oral && added ? { ...oral, at: added.at } : null,
      may: await allowed(actor, dossier),
      colleagues: await colleaguesOf(season, dossier),
    };
  };

  async function colleaguesOf(
    { id, timezone }: Season,
    { duty: { path, doer }, now }: DutyDossier,
  ): Promise<DutySight['colleagues']> {
    const staff = await store.deskSearch.staffOf(id, path, calendarOf(timezone).dateOf(now));
    // Of several holders of one post its notices go to the first.
    const byPost = new Map([...staff].reverse().map((one) => [one.post, one]));
    byPost.delete(doer);
    return [...byPost.values()].reverse().map(({ post, name, title }) => ({
      post,
      name: title === '' ? name : `${name} ${title}`,
    }));
  }

  /** With the holders of all posts of the duty; whoever acted and holds none is called as his account is. */
  async function withNames(
    season: Season,
    dossier: DutyDossier,
    posts: readonly Post[],
  ): Promise<DutyDossier> {
    const acted = dossier.events.flatMap(({ event }) =>
      'by' in event ? [event.by, ...(event.recordedBy ? [event.recordedBy] : [])] : [],
    );
    const nameless = [...new Set(acted)].filter((person) => !(person in dossier.names));
    const accounts = await Promise.all(nameless.map((person) => store.accounts.account(person)));
    const found = accounts.flatMap((one) => (one ? [[one.person, one.name] as const] : []));
    const person = await personsOn({ store }, season, posts, dossier.now);
    return {
      ...dossier,
      people: [...dossier.people, ...posts.map(person)],
      names: { ...dossier.names, ...Object.fromEntries(found) },
    };
  }

  async function allowed(
    actor: Actor,
    { duty: view }: DutyDossier,
  ): Promise<ReadonlySet<Operation>> {
    const posts = await concerned.postsOf(view.season, view.path, view.step);
    const held = await concerned.heldBy(view.season, actor.person);
    const target = (operation: Operation) =>
      targetOf(view.season, view.path, view.duty, postsFor(operation, posts), held);
    return new Set(ASKED.filter((operation) => may(actor, operation, target(operation)) === true));
  }
}

/** Whom a duty names besides its doer: who is told, who accepts, who signs. */
const postsIn = (duty: Duty | undefined): Post[] =>
  duty === undefined
    ? []
    : [
        ...duty.ladder.rungs.map(({ to }) => to),
        ...(duty.accept ? [duty.accept.by] : []),
        ...(duty.sign?.posts ?? []),
      ];
