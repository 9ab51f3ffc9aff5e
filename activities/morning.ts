/** Which season's morning is to be proved: that of the day on which it runs. */
export interface MorningInput {
  readonly season: string;
}

/** What a morning report found, in numbers; the whole of it stands in the store. */
export interface MorningMade {
  readonly season: string;
  readonly expected: number;
  readonly said: number;
  readonly faults: number;
}

export type MorningActivities = ReturnType<typeof createMorningActivities>;

/** The morning report is the service's work: an activity only lends it Temporal's clock and patience. */
export function createMorningActivities(
  prove: (season: string) => Promise<Omit<MorningMade, 'season'>>,
) {
  return {
    /** Makes the report of the last morning, keeps it and sends it. May be done twice: the newer stands. */
    async proveMorning({ season }: MorningInput): Promise<MorningMade> {
      return { season, ...(await prove(season)) };
    },
  };
}
