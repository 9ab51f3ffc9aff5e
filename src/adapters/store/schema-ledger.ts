import type { Label, Urgency } from '../../courier/model.js';
import type { MessageState, WordState } from './ledger-types.js';

/** The tables of the courier, as `migration-0009.ts` makes them. Instants are real time. */
export interface LedgerTables {
  owed_words: OwedWordsTable;
  recipients: RecipientsTable;
  messages: MessagesTable;
  deliveries: DeliveriesTable;
  receipts: ReceiptsTable;
  channel_slots: ChannelSlotsTable;
}

interface OwedWordsTable {
  notice: number;
  turn: number;
  season: string;
  path: string;
  seq: number;
  duty: string | null;
  kind: string;
  post: string;
  /** Empty where nobody holds the post. */
  person: string;
  urgency: Urgency;
  label: Label;
  rehearsal: number;
  of_clock: number;
  since: number;
  before_at: number | null;
  state: WordState;
  reason: string | null;
  overtaken_by: number | null;
  message: string | null;
  /** Since when it reaches nobody. */
  troubled_at: number | null;
  /** When its unit heard of that. */
  reported_at: number | null;
  settled_at: number | null;
}

interface RecipientsTable {
  person: string;
  rehearsal: number;
  /** When to look at what waits for him; null: nothing does. */
  next_at: number | null;
  /** Of the most urgent thing that waits. */
  rank: number;
  claimed_by: string | null;
  claimed_until: number;
}

interface MessagesTable {
  id: string;
  person: string;
  rehearsal: number;
  urgency: Urgency;
  counted: number;
  /** JSON: rows of the outbox. */
  notices: string;
  state: MessageState;
  made_at: number;
  try_at: number;
  tries: number;
  /** That took it. */
  channel: string | null;
  taken_at: number | null;
}

interface DeliveriesTable {
  message: string;
  attempt: number;
  channel: string;
  began_at: number;
  ended_at: number | null;
  /** `trying` for ever: the process ended in between. */
  outcome: 'trying' | 'taken' | 'refused' | 'later';
  ref: string | null;
  reason: string | null;
}

interface ReceiptsTable {
  message: string;
  notice: number;
  kind: 'delivered' | 'seen' | 'answered';
  at: number;
}

interface ChannelSlotsTable {
  channel: string;
  slot: number;
  /** Used before this instant, the limit would be broken. */
  free_at: number;
}
