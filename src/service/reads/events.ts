import type { FeedEvent, FeedFilter, FeedPlace } from '../../adapters/store/feed.js';
import type { Actor } from '../../policy/actor.js';
import type { Target } from '../../policy/actor.js';
import { may } from '../../policy/may.js';
import type { createConcerned } from '../concerned.js';
import type { Guard, Visitor } from '../guarded.js';
import type { Parts } from '../service.js';
import { idOf, type FeedHub, type FeedMessage } from './feed-hub.js';

export interface EventParts extends Pick<Parts, 'store'> {
  readonly hub: FeedHub;
  readonly guard: Guard;
  readonly concerned: ReturnType<typeof createConcerned>;
}

export interface EventPage {
  readonly items: readonly { readonly id: string; readonly event: FeedEvent }[];
  /** Where the next page begins. */
  readonly next: string;
  /** More is there already. */
  readonly hasMore: boolean;
}

/** Ends where rights are asked for anew: whoever lost his hears nothing more. */
export interface Listening {
  readonly leaving: AbortController;
  readonly actorNow: () => Promise<Actor | null>;
}

// A listener's posts of the day are asked for anew this often.
const POSTS_MS = 15_000;

/** What has happened, for whoever may hear of it: as a page, or as it comes. */
export function createEvents({ store, hub, guard, concerned }: EventParts, now: () => number) {
  return {
    async page(
      visitor: Visitor,
      filter: FeedFilter,
      from: FeedPlace,
      limit: number,
    ): Promise<EventPage> {
      await enter(visitor, filter);
      const part = await store.feed.after(from, filter, limit);
      const sees = seeing(() => visitor.actor);
      const items: { id: string; event: FeedEvent }[] = [];
      for (const event of part.events)
        if (await sees(event)) items.push({ id: idOf(event.place), event });
      return { items, next: idOf(part.place), hasMore: !part.isAtEnd };
    },
    async listen(
      visitor: Visitor,
      filter: FeedFilter,
      from: FeedPlace | null,
      { leaving, actorNow }: Listening,
    ): Promise<AsyncGenerator<FeedMessage>> {
      await enter(visitor, filter);
      let { actor } = visitor;
      return hub.listen({
        ...{ filter, from, leaving },
        sees: seeing(() => actor),
        async mayStay() {
          const known = await actorNow();
          if (known === null) return false;
          actor = known;
          return true;
        },
      });
    },
  };

  function enter(visitor: Visitor, { season, under }: FeedFilter): Promise<void> {
    const target = { ...(season && { season }), ...(under && { path: under }) };
    return guard(visitor).assertSome({ operation: 'event.read', target });
  }

  /** By the unit alone where that is enough, else by the posts that the duty names. */
  function seeing(actorOf: () => Actor): (event: FeedEvent) => Promise<boolean> {
    const held = createHeld(concerned, now);
    return async ({ season, path, event }) => {
      const actor = actorOf();
      const unit = { season, path };
      if (may(actor, 'event.read', unit) === true) return true;
      const duty = 'duty' in event ? event.duty : undefined;
      if (duty === undefined) return false;
      const view = await store.duty(season, path, duty);
      if (view === null) return false;
      const target: Target = {
        ...{ ...unit, duty, posts: [view.doer, view.answerable] },
        held: await held(season, actor.person),
      };
      return may(actor, 'event.read', target) === true;
    };
  }
}

/** Which posts somebody holds, asked for now and then. */
function createHeld(concerned: EventParts['concerned'], now: () => number) {
  const known = new Map<string, { readonly at: number; readonly posts: readonly string[] }>();
  return async (season: string, person: string): Promise<readonly string[]> => {
    const name = `${season} ${person}`;
    const before = known.get(name);
    if (before && now() - before.at < POSTS_MS) return before.posts;
    const posts = await concerned.heldBy(season, person);
    known.set(name, { at: now(), posts });
    return posts;
  };
}
