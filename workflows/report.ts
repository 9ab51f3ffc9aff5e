import { proveMorning } from './activities.js';
import type { MorningInput, MorningMade } from '../activities/morning.js';

/** One morning's report of a season, begun by a Schedule at 07:30 of its zone; all of it is one activity's work. */
export async function report({ season }: MorningInput): Promise<MorningMade> {
  return proveMorning({ season });
}
