/** Tables of desks, cards, links and signatures. Secrets stand here as digests only. */
export interface DeskTables {
  desks: DesksTable;
  desk_pins: DeskPinsTable;
  desk_cards: DeskCardsTable;
  desk_card_lines: DeskCardLinesTable;
  desk_turns: DeskTurnsTable;
  links: LinksTable;
  link_codes: LinkCodesTable;
  link_visits: LinkVisitsTable;
  contact_returns: ContactReturnsTable;
  signings: SigningsTable;
}

/** A wired computer of a site. */
interface DesksTable {
  id: string;
  path: string;
  name: string;
  /** Of the one-time registration link; null once it was used. */
  link_hash: string | null;
  link_until: number;
  /** Of the cookie that the computer holds. */
  secret_hash: string | null;
  issued_by: string;
  issued_at: number;
  registered_at: number | null;
  revoked_at: number | null;
}

interface DeskPinsTable {
  person: string;
  /** argon2id. */
  hash: string;
  /** Given out on paper: to be replaced at the first use. */
  must_change: number;
  /** Who gave out the last PIN to begin with; null where that was before anybody noted it. */
  issued_by: string | null;
  fails: number;
  locked_until: number | null;
}

interface DeskCardsTable {
  id: string;
  person: string;
  path: string;
  issued_by: string;
  issued_at: number;
  revoked_at: number | null;
  /** The line asked for next, from 1. */
  next_line: number;
  lines: number;
}

interface DeskCardLinesTable {
  card: string;
  line: number;
  hash: string;
}

/** One person's turn at a desk, opened by PIN and a card's line. */
interface DeskTurnsTable {
  hash: string;
  desk: string;
  person: string;
  card: string;
  line: number;
  until: number;
}

interface LinksTable {
  id: string;
  token_hash: string;
  person: string;
  season: string;
  path: string;
  /** JSON list of ids; empty for a contact return. */
  duties: string;
  purpose: 'duties' | 'contacts' | 'message';
  until: number;
  issued_by: string;
  issued_at: number;
  revoked_at: number | null;
}

/** The code that was sent to the phone of a link's person; one at a time. */
interface LinkCodesTable {
  link: string;
  hash: string;
  until: number;
  tries: number;
  sent_at: number;
  /** Codes sent since `window_at`. */
  sent: number;
  window_at: number;
}

interface LinkVisitsTable {
  hash: string;
  link: string;
  until: number;
}

interface ContactReturnsTable {
  id: string;
  season: string;
  path: string;
  link: string;
  /** Sealed: names and phones. */
  body: string;
  returned_by: string;
  returned_at: number;
  accepted_by: string | null;
  accepted_at: number | null;
}

/** Which secret was shown with which signature. */
interface SigningsTable {
  season: string;
  path: string;
  duty: string;
  person: string;
  post: string;
  secret: string;
  /** JSON list of bodies. */
  offices: string;
  /** Plan time. */
  at: number;
}
