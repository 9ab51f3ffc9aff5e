import type { Reserve } from '../../registers/substitutes.js';
import type { Lang } from '../../text/lang.js';
import type { Parts } from '../service.js';
import {
  acceptRoster,
  openRoster,
  previewRoster,
  type OpenedRoster,
  type RosterReport,
  type RosterWish,
} from './accept.js';
import {
  checkRosters,
  listRosters,
  showRoster,
  type SheetView,
  type StandingCheck,
  type StandingLine,
} from './look.js';
import { deciders } from './world.js';
import { listVisits, sittingToday, type VisitList } from './visit-list.js';
import { enterRoom, leaveRoom, type EnterWish, type LeaveWish, type NotedVisit } from './visits.js';
import { replaceInvigilator, substitutesFor, type Replaced, type ReplaceWish } from './replace.js';

/** What can be asked about who invigilates which room. Throws `Refusal`. */
export interface RoomsPort {
  /** Looks at a file, or with `apply` accepts what it says; `by`: who decides, at the console. */
  import(
    season: string,
    bytes: Buffer,
    wish: RosterWish & { readonly apply: boolean },
    by: string,
  ): Promise<RosterReport>;
  list(season: string): Promise<readonly StandingLine[]>;
  show(season: string, session: string, site: string): Promise<SheetView>;
  check(season: string, session?: string): Promise<StandingCheck>;
  substitutes(
    season: string,
    wish: Pick<ReplaceWish, 'session' | 'site' | 'room' | 'absent'>,
  ): Promise<readonly Reserve[]>;
  /** `wish.by` is the chief; empty: whoever asks. */
  replace(season: string, wish: ReplaceWish): Promise<Replaced>;
  /** Who entered the rooms of a site in a session. */
  visits(season: string, session: string, site: string): Promise<VisitList>;
  /** The sessions of the day for which a site keeps such a list. */
  sitting(season: string, site: string): Promise<readonly string[]>;
  /** `wish.by` says so; empty: whoever asks. */
  enter(season: string, wish: EnterWish): Promise<NotedVisit>;
  leave(season: string, wish: LeaveWish): Promise<NotedVisit>;
}

/** Room rosters on a store; whose business a file is can be seen once it has been opened. */
export function createRooms(parts: Pick<Parts, 'store' | 'now'> & { readonly lang?: Lang }) {
  return {
    deciders: (season: string) => deciders(parts, season),
    open: (season: string, bytes: Buffer, wish: RosterWish) =>
      openRoster(parts, season, bytes, wish),
    preview: (opened: OpenedRoster) => previewRoster(parts, opened),
    accept: (opened: OpenedRoster, by: string) => acceptRoster(parts, opened, by),
    list: (season: string) => listRosters(parts, season),
    show: (season: string, session: string, site: string) =>
      showRoster(parts, season, session, site),
    check: (season: string, session?: string) => checkRosters(parts, season, session),
    substitutes: (season: string, wish: Parameters<typeof substitutesFor>[2]) =>
      substitutesFor(parts, season, wish),
    replace: (season: string, wish: ReplaceWish, recordedBy: string) =>
      replaceInvigilator(parts, season, wish, recordedBy),
    visits: (season: string, session: string, site: string) =>
      listVisits(parts, season, session, site),
    sitting: (season: string, site: string) => sittingToday(parts, season, site),
    enter: (season: string, wish: EnterWish, recordedBy: string) =>
      enterRoom(parts, season, wish, recordedBy),
    leave: (season: string, wish: LeaveWish, recordedBy: string) =>
      leaveRoom(parts, season, wish, recordedBy),
  };
}
