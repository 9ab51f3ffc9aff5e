import * as wf from '@temporalio/workflow';
import { follow } from './follow.js';
import { takeLocks } from './locks.js';
import type { UnitInput } from './messages.js';

/** Follows the duties of one unit: the truth of what is owed now. Ends with its season. */
export async function unit(input: UnitInput): Promise<void> {
  const next = await follow(input, takeLocks);
  if (next) await wf.continueAsNew<typeof unit>(next);
}
