import { groupedBy } from '../../engine/grouped.js';
import type { RoomDuty } from '../../engine/room-rules.js';
import { parseDuration } from '../../engine/moment.js';
import { recordedLate } from '../../engine/recorded-late.js';
import type { Replacement } from '../../rooms/replaced.js';
import { sheetOf } from '../../rooms/check-seats.js';
import { type Seat } from '../../rooms/seat.js';
import { Refusal } from '../outcome.js';
import { candidatesOf } from '../registers/facts.js';
import { planNow, known } from '../seasons.js';
import type { Parts } from '../service.js';
import { checkedSeats, type SeatFault } from './checked.js';
import { standingIn, type RosterBody, type StandingSheet } from './standing.js';
import { roomSeason, worldOf, type RoomSeason } from './world.js';

/** A roster that stands: who accepted it when, from which file. */
export interface StandingLine {
  readonly session: string;
  readonly site: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly rooms: number;
  readonly people: number;
  readonly reserves: number;
  readonly replaced: number;
  /** Real time. */
  readonly at: number;
  readonly by: string;
  readonly hash: string;
  readonly file: string;
}

/** One who came in another's place; `late`: recorded so long after it happened that it is to be seen. */
export interface ReplacementView extends Replacement {
  readonly late: boolean;
}

export interface SheetView extends StandingLine {
  readonly season: string;
  readonly timezone: string;
  readonly seats: readonly {
    readonly duty: RoomDuty;
    readonly rooms: readonly string[];
    readonly person: string;
    readonly name: string;
    readonly school: string;
    readonly county: string;
  }[];
  readonly replacements: readonly ReplacementView[];
  /** All that was ever accepted for this session at this site, the last first. */
  readonly history: readonly {
    readonly kind: 'roster' | 'replacement';
    readonly at: number;
    readonly by: string;
    readonly hash: string;
  }[];
}

/** Whoever may not serve where an accepted roster has him, as things stand today. */
export interface StandingCheck {
  readonly season: string;
  readonly places: number;
  readonly faultCount: number;
  readonly faults: readonly SeatFault[];
}

type RoomParts = Pick<Parts, 'store' | 'now'>;
const MOST_LISTED = 1_000;

/** The rosters of a season that stand, by session and site. */
export async function listRosters(parts: RoomParts, id: string): Promise<readonly StandingLine[]> {
  const season = await roomSeason(parts, id);
  const { sheets, seats } = await standingIn(parts.store, id);
  const bySheet = groupedBy(seats, sheetOf);
  return sheets
    .map((sheet) => lineOf(season, sheet, bySheet.get(sheetOf(sheet)) ?? []))
    .sort((a, b) => (a.session + a.site < b.session + b.site ? -1 : 1));
}

/** One of them, place by place. */
export async function showRoster(
  parts: RoomParts,
  id: string,
  session: string,
  site: string,
): Promise<SheetView> {
  const season = await roomSeason(parts, id);
  const { sheets, seats } = await standingIn(parts.store, id, [session]);
  const sheet = sheets.find((one) => one.site === site);
  if (!sheet) throw noRoster(session, site);
  const history = await parts.store.rooms.history(id, session, site);
  const own = ofSheet(seats, sheet);
  // What the roster does not say of somebody the register does.
  const candidate = await candidatesOf(
    parts.store,
    own.map(({ person }) => person),
  );
  return {
    ...{ ...lineOf(season, sheet, own), season: id, timezone: season.timezone },
    seats: own.map(({ duty, rooms, person, name, school, county }) => {
      const known = candidate(person).person;
      const called = name || (known?.name ?? '');
      return { duty, rooms, person, name: called, school: school || (known?.school ?? ''), county };
    }),
    replacements: sheet.replacements.map((one) => viewOf(one, season)),
    history: history.map(({ kind, at, by, hash }) => ({ kind, at, by, hash })),
  };
}

/** Holds every roster that stands against the registers anew: of sessions still to come, or of one. */
export async function checkRosters(
  parts: RoomParts,
  id: string,
  session?: string,
): Promise<StandingCheck> {
  const season = await roomSeason(parts, id);
  const sessions = session === undefined ? await coming(parts, season) : [session];
  const { seats } = await standingIn(parts.store, id, sessions);
  const world = await worldOf(parts.store, season, seats);
  const { faults } = await checkedSeats(seats, [], world, () => ({ column: 0, heading: '' }));
  return {
    ...{ season: id, places: seats.length, faultCount: faults.length },
    faults: faults.slice(0, MOST_LISTED),
  };
}

/** Nothing was accepted for this session at this site. */
export const noRoster = (session: string, site: string): Refusal =>
  new Refusal(
    'no-roster',
    `${site} 的 ${session} 场还没有导入监考编排`,
    `no roster was accepted for ${session} at ${site}`,
  );

export function viewOf(one: Replacement, { rules }: RoomSeason): ReplacementView {
  const lateMs = parseDuration(rules.replacement.late) ?? 0;
  return { ...one, late: recordedLate(one.happenedAt, one.recordedAt, lateMs) };
}

const ofSheet = (
  seats: readonly Seat[],
  { session, site }: Pick<StandingSheet, 'session' | 'site'>,
): Seat[] => seats.filter((seat) => seat.session === session && seat.site === site);

/** `seats` are those of the sheet. */
function lineOf(season: RoomSeason, sheet: StandingSheet, seats: readonly Seat[]): StandingLine {
  const { session, site, entry, file, replacements } = sheet;
  const count = (duty: RoomDuty) => seats.filter((seat) => seat.duty === duty);
  const { body } = entry as { body: RosterBody };
  return {
    ...{ session, site, title: season.places.titleOf(site), replaced: replacements.length },
    rooms: new Set(count('invigilator').flatMap(({ rooms }) => rooms)).size,
    people: new Set(body.seats.map(({ person }) => person)).size,
    reserves: count('reserve').length,
    ...{ at: entry.at, by: entry.by, hash: entry.hash, file },
  };
}

async function coming(parts: RoomParts, { id, hours }: RoomSeason): Promise<string[]> {
  const now = await planNow(parts, await known(parts, id));
  return hours.filter(({ endAt }) => endAt > now).map((one) => one.id);
}
