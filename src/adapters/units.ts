import type { Client } from '@temporalio/client';
import type { GateAnswer, GateQuestion } from '../../workflows/messages.js';
import { batchIn } from '../engine/custody-source.js';

/** The running units, for activities that have to ask them. */
export interface Units {
  /** How the unit stands towards a gate; null when it does not answer within seconds. */
  gateFacts(season: string, path: string, question: GateQuestion): Promise<GateAnswer | null>;
}

const ANSWER_WITHIN_MS = 5_000;

/** Asks the units by their queries, which cost no history. */
export const unitsOf = (client: Client): Units => ({
  async gateFacts(season, path, question) {
    const batch = batchIn(path);
    const id = batch === null ? `unit/${season}/${path}` : `consignment/${season}/${batch}`;
    const handle = client.workflow.getHandle(id);
    const asked = () => handle.query<GateAnswer, [GateQuestion]>('gateFacts', question);
    // Silence is an answer here: whoever does not speak is named by the gate.
    return client.withDeadline(Date.now() + ANSWER_WITHIN_MS, asked).catch(() => null);
  },
});
