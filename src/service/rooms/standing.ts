import type { RoomEntry } from '../../adapters/store/rooms.js';
import type { Store } from '../../adapters/store/store.js';
import { sheetOf } from '../../rooms/check-seats.js';
import { afterReplacement, type Replacement } from '../../rooms/replaced.js';
import type { Seat } from '../../rooms/seat.js';

/** What an accepted roster holds beside who accepted it when. */
export interface RosterBody {
  /** Name of the file it came from, and its SHA-256. */
  readonly file: string;
  readonly fileHash: string;
  readonly seats: readonly Seat[];
}

/** The roster of a session at a site, as it stands now. */
export interface StandingSheet {
  readonly session: string;
  readonly site: string;
  readonly entry: RoomEntry;
  readonly file: string;
  readonly replacements: readonly Replacement[];
}

/** The rosters of a season as they stand: what was accepted last, and who came in whose place since. */
export interface Standing {
  readonly sheets: readonly StandingSheet[];
  readonly seats: readonly Seat[];
}

/** Of these sessions, or of all. A reserve who serves at another site is no reserve at his own any more. */
export async function standingIn(
  { rooms }: Pick<Store, 'rooms'>,
  season: string,
  sessions?: readonly string[],
): Promise<Standing> {
  const entries = await rooms.standing(season, sessions);
  const sheets = new Map<string, StandingSheet>();
  for (const entry of entries) {
    const { session, site } = entry;
    const before = sheets.get(sheetOf(entry));
    if (entry.kind === 'roster') {
      const { file } = entry.body as RosterBody;
      sheets.set(sheetOf(entry), { session, site, entry, file, replacements: [] });
    } else if (before) {
      const replacements = [...before.replacements, entry.body as Replacement];
      sheets.set(sheetOf(entry), { ...before, replacements });
    }
  }
  const all = [...sheets.values()];
  const accepted = all.flatMap(({ entry }) => (entry.body as RosterBody).seats);
  const replaced = entries.filter(({ kind }) => kind === 'replacement');
  return {
    sheets: all,
    seats: replaced.reduce<readonly Seat[]>(
      (seats, { body }) => afterReplacement(seats, body as Replacement),
      accepted,
    ),
  };
}
