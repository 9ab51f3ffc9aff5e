import type { VisitSheet } from '../../adapters/store/room-visits.js';
import { calendarOf } from '../../engine/calendar.js';
import { parseDuration } from '../../engine/moment.js';
import { recordedLate } from '../../engine/recorded-late.js';
import type { EntryReason } from '../../engine/room-rules.js';
import { sessionsByUnit } from '../../registers/engagement.js';
import { inside, visitsIn, type Visit, type VisitNote } from '../../rooms/visits.js';
import { Refusal } from '../outcome.js';
import { versionOf } from '../registers/facts.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { visitRefusal } from './visit-refusal.js';
import { roomSeason, type RoomSeason } from './world.js';

/** `late`: entry or leaving was recorded so long after it happened that it is to be seen. */
export interface VisitView extends Visit {
  readonly late: boolean;
}

/** Who entered the rooms of a site in a session. */
export interface VisitList {
  readonly season: string;
  readonly timezone: string;
  readonly session: string;
  readonly site: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly reasons: readonly EntryReason[];
  /** How many have not left. */
  readonly inside: number;
  readonly visits: readonly VisitView[];
}

type RoomParts = Pick<Parts, 'store' | 'now'>;
type Entries = NonNullable<RoomSeason['rules']['entries']>;

/** The sessions that a site sits on the plan's day, by their ids; none where its plan keeps no entries. */
export async function sittingToday(
  parts: RoomParts,
  id: string,
  site: string,
): Promise<readonly string[]> {
  const season = await known(parts, id);
  const version = await versionOf(parts.store, season);
  if (!version?.plan.rooms?.entries) return [];
  const now = await planNow(parts, season);
  const { plan } = version;
  const today = calendarOf(plan.timezone).dateOf(now);
  return sessionsByUnit(plan)(site)
    .filter(({ day }) => day === today)
    .map(({ id: session }) => session);
}

/** Who entered rooms of a site in a session, in the order in which it was written down. */
export async function listVisits(
  parts: RoomParts,
  id: string,
  session: string,
  site: string,
): Promise<VisitList> {
  const season = await roomSeason(parts, id);
  const entries = entriesIn(season, { session, site });
  const visits = visitsIn(await notesOf(parts, { season: id, session, site }));
  const lateMs = parseDuration(entries.late) ?? 0;
  return {
    ...{ season: id, timezone: season.timezone, session, site },
    ...{ title: season.places.titleOf(site), reasons: entries.reasons },
    inside: inside(visits).length,
    visits: visits.map((visit) => ({ ...visit, late: isLate(visit, lateMs) })),
  };
}

/** The lines of a list as they were written. */
export const notesOf = async (
  { store }: Pick<RoomParts, 'store'>,
  sheet: VisitSheet,
): Promise<readonly VisitNote[]> => (await store.roomVisits.of(sheet)) as readonly VisitNote[];

/** The rules for entries at a site in a session; refuses where there are none, or no such place. */
export function entriesIn(
  { id, rules, plan }: RoomSeason,
  sheet: Omit<VisitSheet, 'season'>,
): Entries {
  const { entries } = rules;
  if (!entries)
    throw new Refusal(
      'no-entry-rules',
      `考季 ${id} 的方案没有进出考场登记的规则（rooms.yaml 的 entries）`,
      `the plan of ${id} has no rules for entries (entries in rooms.yaml)`,
    );
  const { session, site } = sheet;
  if (!plan.sessions.some((one) => one.id === session))
    throw visitRefusal('no-such-session', session);
  if (!plan.units.some(({ path, rooms }) => path === site && rooms > 0))
    throw visitRefusal('no-such-site', site);
  return entries;
}

const isLate = ({ happenedAt, recordedAt, left }: Visit, lateMs: number): boolean =>
  recordedLate(happenedAt, recordedAt, lateMs) ||
  (left !== null && recordedLate(left.happenedAt, left.recordedAt, lateMs));
