import type { Generated, Kysely, Selectable, Transaction } from 'kysely';
import type { Action, Kind, Status } from '../../engine/model.js';
import type { AnswerTables } from './schema-answers.js';
import type { AccountTables } from './schema-accounts.js';
import type { AuditTables } from './schema-audit.js';
import type { CircularTables } from './schema-circulars.js';
import type { DeskTables } from './schema-desks.js';
import type { LedgerTables } from './schema-ledger.js';
import type { OperationsTables } from './schema-operations.js';
import type { ProofTables } from './schema-proof.js';
import type { ReadTables } from './schema-reads.js';
import type { RegisterTables } from './schema-registers.js';
import type { RoomTables } from './schema-rooms.js';
import type { TakeOverTables } from './schema-take-overs.js';

/** The store's handle: a connection, or a transaction on it. */
export type Db = Kysely<Tables> | Transaction<Tables>;

/**
 * Columns named `body`, `state` (of a snapshot), `told`, `next_to`, `clock`, `posts` hold JSON as
 * text.
 */
export interface Tables
  extends AccountTables,
    AnswerTables,
    AuditTables,
    CircularTables,
    DeskTables,
    LedgerTables,
    OperationsTables,
    ProofTables,
    ReadTables,
    RegisterTables,
    RoomTables,
    TakeOverTables {
  seasons: SeasonsTable;
  plan_versions: PlanVersionsTable;
  unit_plans: UnitPlansTable;
  units: UnitsTable;
  steps: StepsTable;
  sessions: SessionsTable;
  events: EventsTable;
  board: BoardTable;
  outbox: OutboxTable;
  snapshots: SnapshotsTable;
  post_holders: PostHoldersTable;
}

export type SeasonStatus = 'running' | 'paused' | 'closed';

interface SeasonsTable {
  id: string;
  title_zh: string;
  title_en: string;
  status: SeasonStatus;
  version: number;
  plan_hash: string;
  timezone: string;
  exam_day: string;
  rehearsal: number;
  clock: string;
  coordinator: string;
  started_at: number;
}

interface PlanVersionsTable {
  season: string;
  version: number;
  hash: string;
  body: string;
  posts: string;
  created_at: number;
}

interface UnitPlansTable {
  hash: string;
  season: string;
  version: number;
  path: string;
  body: string;
}

interface UnitsTable {
  season: string;
  path: string;
  kind: string;
  title_zh: string;
  title_en: string;
  parent: string | null;
  /** Seq of the last recorded event, 0 when there is none. */
  head: number;
  /** Plan time up to which the recorded rows are true; null before the first record. */
  as_of: number | null;
  next_wake_at: number | null;
  /** Real time of the last record. */
  recorded_at: number | null;
  alarm: string | null;
}

interface StepsTable {
  season: string;
  step: string;
  title_zh: string;
  title_en: string;
  phase: string;
  label: 'public' | 'internal' | 'sensitive';
  source: string;
}

interface SessionsTable {
  season: string;
  session: string;
  title_zh: string;
  title_en: string;
}

interface EventsTable {
  season: string;
  path: string;
  seq: number;
  type: string;
  duty: string | null;
  at: number;
  body: string;
  recorded_at: number;
}

interface BoardTable {
  season: string;
  path: string;
  duty: string;
  step: string;
  session: string | null;
  kind: Kind;
  status: Status;
  due_at: number;
  late_at: number | null;
  level: number;
  returns: number;
  doer: string;
  answerable: string;
  promise_at: number | null;
  told_at: number | null;
  told: string;
  next_at: number | null;
  next_to: string;
  next_action: Action | null;
  accepted_at: number | null;
  /** Posts that words did not reach, JSON. */
  unreached: string;
  missing: number;
  title: string | null;
  /** The row tells the state after this event. */
  seq: number;
}

interface OutboxTable {
  id: Generated<number>;
  season: string;
  path: string;
  seq: number;
  duty: string | null;
  kind: string;
  to_post: string;
  owed_at: number;
  fired_at: number;
  recorded_at: number;
  body: string;
  /** Real time at which it left; null: pending. */
  handed_at: number | null;
  /** Real time at which the courier took it in; null: not yet. */
  taken_at: number | null;
}

interface SnapshotsTable {
  season: string;
  path: string;
  seq: number;
  state: string;
}

interface PostHoldersTable {
  season: string;
  post: string;
  person: string;
  name: string;
  title: string;
  from_day: string;
  to_day: string;
}

export type SeasonRow = Selectable<SeasonsTable>;
export type UnitRow = Selectable<UnitsTable>;
export type BoardLine = Selectable<BoardTable>;
export type OutboxRow = Selectable<OutboxTable>;
export type NewNotice = Omit<OutboxRow, 'id'>;
