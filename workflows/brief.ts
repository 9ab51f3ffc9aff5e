import { tellBrief } from './activities.js';
import type { BriefMade } from '../activities/brief.js';
import type { MorningInput } from '../activities/morning.js';

/** A season's brief to those who coordinate it, begun by a Schedule; all of it is one activity's work. */
export async function brief({ season }: MorningInput): Promise<BriefMade> {
  return tellBrief({ season });
}
