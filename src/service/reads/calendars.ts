import type { CalendarAddress } from '../../adapters/store/calendars.js';
import type { DutyView, Season } from '../../adapters/store/types.js';
import { realTime, type Clock } from '../../engine/clock.js';
import type { Post } from '../../engine/model.js';
import type { Actor, Grant, Target } from '../../policy/actor.js';
import { may } from '../../policy/may.js';
import type { Lang } from '../../text/lang.js';
import { personIn } from '../../text/notices.js';
import { texts } from '../../text/texts.js';
import { digestOf, newSecret } from '../accounts/secrets.js';
import type { createConcerned } from '../concerned.js';
import type { Guard, Visitor } from '../guarded.js';
import { Refusal } from '../outcome.js';
import { personsOn } from '../persons.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';

export interface CalendarParts extends Pick<Parts, 'store' | 'now'> {
  readonly guard: Guard;
  readonly concerned: ReturnType<typeof createConcerned>;
}

export interface CalendarWish {
  readonly season: string;
  /** This unit and all below it; absent: what the person has to do or answers for. */
  readonly under?: string;
  readonly lang: Lang;
}

/** An address as its owner sees it; the secret is in the answer that makes it and nowhere else. */
export type OwnCalendar = Omit<CalendarAddress, 'person'>;

/** What stands in a calendar; instants are real time. */
export interface CalendarDates {
  readonly name: string;
  readonly dates: readonly {
    readonly uid: string;
    readonly at: number;
    readonly title: string;
    readonly description: string;
    readonly sequence: number;
    readonly changedAt: number;
    readonly isCancelled: boolean;
  }[];
}

const MOST_ADDRESSES = 20;
// More than anybody owes; a client on a telephone reads no more than this.
const MOST_DATES = 2_000;
const SHOWN = ['open', 'signed-for', 'returned', 'submitted', 'waived', 'void'] as const;
const GONE: ReadonlySet<string> = new Set(['waived', 'void']);

/** Calendars by a secret address, for programs that cannot sign in. */
export function createCalendars(parts: CalendarParts) {
  const { store, now, guard } = parts;
  const own = { operation: 'calendar.own', target: {} } as const;
  return {
    list: (visitor: Visitor): Promise<readonly OwnCalendar[]> =>
      guard(visitor).read(own, async () =>
        (await store.calendars.of(visitor.actor.person)).map(
          ({ person: _person, ...rest }) => rest,
        ),
      ),
    /** The secret is for the address: whoever has it can read the calendar, until it is revoked. */
    create: (visitor: Visitor, wish: CalendarWish): Promise<OwnCalendar & { secret: string }> =>
      guard(visitor).change({ ...own, content: wish }, () => create(visitor, wish)),
    revoke: (visitor: Visitor, id: string): Promise<void> =>
      guard(visitor).change({ ...own, content: ['revoke', id] }, async () => {
        if (!(await store.calendars.revoke(visitor.actor.person, id, now()))) throw noCalendar();
      }),
    /** What stands in the calendar of this secret; null where there is none, or its owner's right has ended. */
    async read(secret: string): Promise<CalendarDates | null> {
      const address = await store.calendars.bySecret(digestOf(secret));
      const season = address && (await store.season(address.season));
      return address && season ? datesOf(parts, address, season) : null;
    },
  };

  async function create(visitor: Visitor, { season, under, lang }: CalendarWish) {
    await known(parts, season);
    if (under !== undefined)
      await guard(visitor).assertMay({ operation: 'duty.read', target: { season, path: under } });
    const { person } = visitor.actor;
    const open = (await store.calendars.of(person)).filter(({ revokedAt }) => revokedAt === null);
    if (open.length >= MOST_ADDRESSES)
      throw new Refusal(
        'too-many-calendars',
        `日历地址最多${MOST_ADDRESSES}个，请先停用不用的`,
        `at most ${MOST_ADDRESSES} calendars: revoke one first`,
      );
    const secret = newSecret();
    const row = { id: `c-${newSecret().slice(0, 12)}`, season, under: under ?? null, lang };
    const createdAt = now();
    await store.calendars.add({ ...row, person, createdAt }, digestOf(secret));
    return { ...row, createdAt, revokedAt: null, secret };
  }
}

async function datesOf(
  parts: CalendarParts,
  { person, under, lang }: CalendarAddress,
  season: Season,
): Promise<CalendarDates | null> {
  const posts = await parts.concerned.heldBy(season.id, person);
  const owner = await ownerOf(parts, person);
  const place = { season: season.id, ...(under !== null && { path: under }) };
  if (!owner || !mayStill(owner, place, posts)) return null;
  const query = { season: season.id, status: SHOWN, ...(under === null ? { posts } : { under }) };
  const order = { sort: 'due', isDescending: false, lang } as const;
  const isNobodys = under === null && posts.length === 0;
  const page = isNobodys ? null : await parts.store.lists.page(query, order, null, MOST_DATES);
  const views = page?.rows ?? [];
  const doers = [...new Set(views.map(({ doer }) => doer))];
  const personOn = await personsOn(parts, season, doers, await planNow(parts, season));
  const date = (view: DutyView) => dateOf(view, season, lang, personIn(lang, personOn(view.doer)));
  return { name: `${season.title[lang]} · ${texts(lang).calendars.name}`, dates: views.map(date) };
}

/** Its owner as he would come in today; null where he may not come in any more. */
async function ownerOf({ store }: CalendarParts, person: string): Promise<Actor | null> {
  const account = await store.accounts.account(person);
  if (account?.status !== 'active') return null;
  const grants: readonly Grant[] = await store.accounts.grants(['held'], person);
  return {
    ...{ person, name: person, grants, way: 'session', secret: 'calendar', factors: 2 },
    ...{ scopes: null, only: null },
  };
}

/** A right that was taken takes the calendar with it. */
const mayStill = (owner: Actor, place: Target, held: readonly Post[]): boolean =>
  may(owner, 'calendar.own') === true &&
  (place.path === undefined || may(owner, 'duty.read', { ...place, posts: [], held }) === true);

function dateOf(view: DutyView, { clock, startedAt }: Season, lang: Lang, doer: string) {
  const t = texts(lang);
  // A calendar is kept by whoever keeps it: what is sensitive is named by its number alone.
  const title = view.label === 'sensitive' ? view.step : view.title[lang];
  const real = (at: number) => realTime(clock as Clock, at);
  return {
    uid: `${view.season}/${view.path}/${view.duty}@kaowu`,
    at: real(view.dueAt),
    title: `${view.unit.title[lang]} ${title}`,
    description: `${t.status[view.status]}${t.comma}${doer}`,
    sequence: view.seq,
    changedAt: view.unit.asOf === null ? startedAt : real(view.unit.asOf),
    isCancelled: GONE.has(view.status),
  };
}

const noCalendar = (): Refusal =>
  new Refusal(
    'unknown-calendar',
    '没有这个日历地址，或已停用',
    'no such calendar, or it was revoked',
  );
