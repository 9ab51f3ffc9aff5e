import type { Generated } from 'kysely';
import type { Lang } from '../../text/lang.js';

export interface ReadTables {
  feed: FeedTable;
  calendars: CalendarsTable;
}

interface FeedTable {
  id: Generated<number>;
  /** Its place in the order for readers; null: not numbered yet; 0: the id is the place. */
  no: number | null;
  season: string;
  path: string;
  first_seq: number;
  last_seq: number;
}

interface CalendarsTable {
  id: string;
  /** Of the secret in the address: sha256, hexadecimal. */
  secret: string;
  person: string;
  season: string;
  /** This unit and all below it; null: what the person himself has to do or answers for. */
  under: string | null;
  lang: Lang;
  /** Real time, like all here. */
  created_at: number;
  revoked_at: number | null;
}
