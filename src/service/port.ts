import type { Messages } from '../../workflows/messages.js';
import type { Season, Unit } from '../adapters/store/types.js';
import type { Answer } from '../engine/model.js';
import type { Bundle } from '../plan/bundle.js';
import type { CustodyView } from './custody.js';
import type { CustodyLine } from './custody-line.js';
import type { Completion } from './entrance.js';
import type { OverdueList, OverdueWish } from './overdue.js';
import type { Wish } from './prepare.js';
import type { Reconciled } from './reconcile.js';
import type { DutyList, DutyWish, PageWish } from './reads/duty-list.js';
import type { PostList, PostWish } from './reads/posts.js';
import type { Repaired } from './repair.js';
import type { SeasonReport } from './season-report.js';
import type { Started, SeasonStatus } from './seasons.js';
import type { DutyDossier, SingleUpdate } from './steps.js';
import type { VaultLine, VaultView } from './vault.js';
import type { Verdict } from './verify.js';
import type { ProcedureView } from './procedures.js';

/** Any update of the interfaces that is sent by itself. */
export type ActName = SingleUpdate | 'completeSteps';

export interface StartWish extends Omit<Wish, 'version'> {
  /** How long a rehearsal is to take; absent: as long as the machine needs. */
  readonly seconds?: number;
  /** So long it only shows what it would send: `7d`. Not for a rehearsal. */
  readonly showOnly?: string;
  /** Who starts it; behind rights: whoever asks. */
  readonly by?: string;
}

export interface StartedSeason extends Started {
  /** Of a rehearsal: how long its clock runs, in seconds; null for a season on the real clock. */
  readonly seconds: number | null;
}

/**
 * What a client can ask of the service: the same in the process, behind the rights of whoever asks, and
 * over HTTP. Throws `Refusal` and `NotReachable`.
 */
export interface Port {
  seasons(): Promise<readonly Season[]>;
  /** `assertMay` hears which season the plan starts, and where, once it has been read: what it throws starts nothing. */
  startSeason(
    bundle: Bundle,
    wish: StartWish,
    assertMay?: (starts: { readonly season: string; readonly path: string }) => Promise<void>,
  ): Promise<StartedSeason>;
  governSeason(season: string, type: 'pause' | 'resume', by: string): Promise<void>;
  closeSeason(season: string, by: string): Promise<SeasonStatus>;
  statusOf(season: string): Promise<SeasonStatus>;
  seasonReport(season: string): Promise<SeasonReport>;
  units(season: string, under?: string): Promise<readonly Unit[]>;
  /** A page of posts and who holds them on a day. */
  posts(season: string, wish?: PostWish): Promise<PostList>;
  overdue(wish: OverdueWish): Promise<OverdueList>;
  /** A page of duties; the next one by its cursor. */
  duties(wish: DutyWish, page?: PageWish): Promise<DutyList>;
  act(season: string, path: string, name: ActName, message: Messages[ActName]): Promise<Answer>;
  /** Completions of one unit; answers item by item, in their order. */
  completeAll(
    season: string,
    path: string,
    items: readonly Completion[],
  ): Promise<readonly Answer[]>;
  showDuty(season: string, path: string, duty: string): Promise<DutyDossier>;
  /** Papers on their way: every consignment of a season, and where its packets are. */
  custodies(season: string): Promise<readonly CustodyLine[]>;
  custody(season: string, path: string): Promise<CustodyView>;
  /** What a unit may begin when it is needed, and what has been begun. */
  procedures(season: string, path: string): Promise<readonly ProcedureView[]>;
  /** Vaults: permit, hands, watch, lock. */
  vaults(season: string): Promise<readonly VaultLine[]>;
  vault(season: string, path: string): Promise<VaultView>;
  verify(season: string): Promise<Verdict>;
  rebuild(season: string): Promise<Repaired>;
  reseed(season: string): Promise<Repaired>;
  reconcile(season: string): Promise<Reconciled>;
}
