import { groupedBy } from '../../engine/grouped.js';
import { createHash } from 'node:crypto';
import { RoomsMoved, type NewRoomEntry } from '../../adapters/store/rooms.js';
import { sheetOf } from '../../rooms/check-seats.js';
import { type Seat } from '../../rooms/seat.js';
import { Refusal } from '../outcome.js';
import type { Parts } from '../service.js';
import { checkedSeats, type SeatFault } from './checked.js';
import { readRoster, type ReadRoster, type ReadWish, type RosterFault } from './read-roster.js';
import { standingIn, type RosterBody, type Standing } from './standing.js';
import { roomSeason, worldOf, type RoomSeason } from './world.js';

export interface RosterWish extends ReadWish {
  /** What the file is called: named in faults and kept with what is accepted. */
  readonly file: string;
  /** Accept those sites that have no fault although others do. */
  readonly partial: boolean;
}

/** One session at one site, as a file has it. */
export interface SheetLine {
  readonly session: string;
  readonly site: string;
  readonly rooms: number;
  /** Rooms by the plan; 0: it does not say. */
  readonly planned: number;
  readonly people: number;
  readonly faults: number;
  /** What accepting does: `same` is accepted already, as it stands. */
  readonly does: 'accept' | 'same' | 'refuse';
  /** SHA-256 of its rows. */
  readonly hash: string;
}

/** What a roster holds, what is wrong with it, and what accepting it does or did. */
export interface RosterReport {
  readonly season: string;
  readonly file: string;
  readonly rows: number;
  readonly rooms: number;
  readonly sheets: readonly SheetLine[];
  readonly faultCount: number;
  /** The first of them, by row. */
  readonly faults: readonly (RosterFault | SeatFault)[];
  readonly left: readonly string[];
  readonly applied: boolean;
}

/** A file that was read: whose business it is can be asked before anything is done with it. */
export interface OpenedRoster {
  readonly season: RoomSeason;
  readonly read: ReadRoster;
  readonly sites: readonly string[];
  readonly fileHash: string;
  readonly wish: RosterWish;
}

const MOST_LISTED = 1_000;
/** Two sites may come in the same second: whoever is second looks again. */
const TRIES = 8;

type RoomParts = Pick<Parts, 'store' | 'now'>;

/** Reads a roster's file; looks at nothing but the plan. */
export async function openRoster(
  parts: RoomParts,
  id: string,
  bytes: Buffer,
  wish: RosterWish,
): Promise<OpenedRoster> {
  const season = await roomSeason(parts, id);
  const read = await readRoster(bytes, season.places, wish);
  const sites = [...new Set(read.seats.map(({ site }) => site))];
  return { season, read, sites, fileHash: hashOf(bytes), wish };
}

/** Says what is wrong with a roster, and what accepting it would do. */
export const previewRoster = async (
  parts: RoomParts,
  opened: OpenedRoster,
): Promise<RosterReport> => (await lookedAt(parts, opened)).report;

/**
 * Accepts a roster: all of it, or nothing while anything is wrong with it; with `partial` the sites without a fault. What
 * was accepted before is kept, and stands where nothing takes its place.
 */
export async function acceptRoster(
  parts: RoomParts,
  opened: OpenedRoster,
  by: string,
): Promise<RosterReport> {
  const { id } = opened.season;
  for (let n = 1; ; n += 1) {
    const basis = await parts.store.rooms.head(id);
    const { report, entries } = await lookedAt(parts, opened);
    if (report.faultCount > 0 && !opened.wish.partial) return report;
    const coming = entries(by, parts.now());
    if (coming.length === 0) return { ...report, applied: report.faultCount === 0 };
    try {
      await parts.store.rooms.append(id, basis, coming);
      return { ...report, applied: true };
    } catch (error) {
      if (!(error instanceof RoomsMoved)) throw error;
      if (n === TRIES) throw moved();
    }
  }
}

/** Somebody else was quicker, again and again. */
export const moved = (): Refusal =>
  new Refusal(
    'rooms-moved',
    '他人正在更新监考编排，请稍后重试',
    'others are writing to the rosters just now: try again',
  );

async function lookedAt(parts: RoomParts, opened: OpenedRoster) {
  const { season, read, wish, fileHash } = opened;
  const { store } = parts;
  const sheets = groupedBy(read.seats, sheetOf);
  const sessions = new Set(
    [...new Set(read.seats.map(({ session }) => session))].flatMap(season.meeting),
  );
  const standing = await standingIn(store, season.id, [...sessions]);
  const accepted = standing.seats.filter((seat) => !sheets.has(sheetOf(seat)));
  const world = await worldOf(store, season, [...accepted, ...read.seats]);
  const { found, faults } = await checkedSeats(read.seats, accepted, world, read.columnOf);
  const wrong = new Map<string, number>();
  for (const { seat } of found) wrong.set(sheetOf(seat), (wrong.get(sheetOf(seat)) ?? 0) + 1);
  const lines = [...sheets].map(([sheet, seats]) =>
    lineOf(seats, opened, standing, wrong.get(sheet) ?? 0),
  );
  const all = [...read.faults, ...faults].sort((a, b) => a.row - b.row);
  const report: RosterReport = {
    ...{ season: season.id, file: wish.file, rows: read.rows, left: read.left, applied: false },
    rooms: lines.reduce((sum, { rooms }) => sum + rooms, 0),
    sheets: lines,
    faultCount: all.length,
    faults: all.slice(0, MOST_LISTED),
  };
  const entries = (by: string, at: number): NewRoomEntry[] =>
    lines
      .filter(({ does }) => does === 'accept')
      .map(({ session, site, hash }) => {
        const seats = sheets.get(sheetOf({ session, site })) ?? [];
        const body: RosterBody = { file: wish.file, fileHash, seats };
        return { kind: 'roster', session, site, at, by, hash, body };
      });
  return { report, entries };
}

function lineOf(
  seats: readonly Seat[],
  { season, read }: OpenedRoster,
  standing: Standing,
  faults: number,
): SheetLine {
  const [{ session, site } = { session: '', site: '' }] = seats;
  const invigilators = seats.filter(({ duty }) => duty === 'invigilator');
  const hash = hashOf(JSON.stringify(seats));
  const now = standing.sheets.find((one) => one.session === session && one.site === site);
  const isSame = now?.entry.hash === hash && now.replacements.length === 0;
  const isBroken = read.broken.has(null) || read.broken.has(sheetOf({ session, site }));
  return {
    ...{ session, site, hash, faults },
    rooms: new Set(invigilators.flatMap(({ rooms }) => rooms)).size,
    planned: season.places.roomsAt(site),
    people: new Set(seats.map(({ person }) => person)).size,
    does: faults > 0 || isBroken ? 'refuse' : isSame ? 'same' : 'accept',
  };
}

/** SHA-256, in hex. */
export const hashOf = (content: Buffer | string): string =>
  createHash('sha256').update(content).digest('hex');
