import type { CircularState } from '../../text/circular-words.js';

/** The tables of messages of the service's own, as `migration-0014.ts` makes them. */
export interface CircularTables {
  circulars: {
    season: string;
    kind: string;
    /** Plan time: with season, kind and post it names the circular for ever. */
    owed_at: number;
    post: string;
    /** JSON. */
    body: string;
    state: CircularState;
    person: string | null;
    /** That took it. */
    channel: string | null;
    reason: string | null;
    /** Real time, as all that follows. */
    made_at: number;
    try_at: number;
    tries: number;
    /** How often a process ended while it may have been going out. */
    repeats: number;
    settled_at: number | null;
  };
  word_lines: {
    season: string;
    word: string;
    path: string;
    duty: string;
    text: string;
    by: string;
    /** Of whoever wrote it, as it stands in the message. */
    name: string;
    /** Real time. */
    at: number;
  };
}
