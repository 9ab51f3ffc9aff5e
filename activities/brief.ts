import type { MorningInput } from './morning.js';

/** How many briefs were made for the instant; the words of each stand in the store. */
export interface BriefMade {
  readonly season: string;
  readonly briefs: number;
}

export type BriefActivities = ReturnType<typeof createBriefActivities>;

/** The brief is the service's work: an activity only lends it Temporal's clock and patience. */
export function createBriefActivities(tell: (season: string) => Promise<number>) {
  return {
    /** Makes the briefs of the last instant that has come, and leaves them to the courier. Twice is once. */
    async tellBrief({ season }: MorningInput): Promise<BriefMade> {
      return { season, briefs: await tell(season) };
    },
  };
}
