/** The tables of proof and preview, as `migration-0011.ts` makes them. */
export interface ProofTables {
  morning_reports: {
    season: string;
    /** Plan time at which the day that it proves ended. */
    until_at: number;
    /** Real time. */
    made_at: number;
    /** JSON. */
    body: string;
  };
  stopped_words: {
    season: string;
    /** Names the word for ever: of its firing and the post it is for. */
    word: string;
    path: string;
    duty: string;
    to_post: string;
    /** Plan time. */
    owed_at: number;
    by: string;
    reason: string;
    /** Real time. */
    at: number;
  };
  shadows: {
    season: string;
    /** Plan time until which nothing goes out. */
    until_at: number;
    by: string;
    /** Real time. */
    at: number;
  };
}
