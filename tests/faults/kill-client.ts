import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../../src/engine/model.js';
import { Refusal } from '../../src/service/outcome.js';
import type { Port } from '../../src/service/port.js';
import { SEASON } from './kill-season.js';
import type { Chance } from './seeded.js';

/** What the client was told about one report, in the end. */
export interface Told {
  readonly path: string;
  readonly step: string;
  readonly key: string;
  readonly outcome: 'done' | 'refused' | 'unknown';
  readonly answer: Answer | null;
  /** How often it was asked; more than once where the first answer was "unknown". */
  readonly tries: number;
  readonly waitedMs: number;
}

const CLIENTS = 4;
const AGAIN_MS = 300;
/** One in so many reports is given up at its first "unknown": it may be done or not, but once. */
const GIVES_UP = 5;

/**
 * Reports the errands from several clients at once, spread over the time until `untilAt`, each with
 * its key; an "unknown" is asked again with the same key. Answers the client's own log.
 */
export async function report(
  service: Pick<Port, 'act'>,
  errands: readonly { readonly path: string; readonly step: string }[],
  chance: Chance,
  untilAt: number,
): Promise<Told[]> {
  const log: Told[] = [];
  const waiting = errands.map((errand, n) => ({
    ...errand,
    key: `client-${n}`,
    givesUp: chance.between(0, GIVES_UP) === 0,
  }));
  const perErrandMs = (CLIENTS * (untilAt - Date.now())) / waiting.length;
  const client = async (): Promise<void> => {
    for (let errand = waiting.shift(); errand; errand = waiting.shift()) {
      const started = performance.now();
      log.push(await reported(service, errand));
      const restMs = perErrandMs - (performance.now() - started);
      if (restMs > 0 && Date.now() < untilAt) await pause(restMs);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return log;
}

async function reported(
  service: Pick<Port, 'act'>,
  { path, step, key, givesUp }: { path: string; step: string; key: string; givesUp: boolean },
): Promise<Told> {
  const started = performance.now();
  for (let tries = 1; ; tries += 1) {
    const answer = await service
      .act(SEASON, path, 'completeSteps', { step, by: key, key })
      .catch((error: unknown) => (error instanceof Refusal ? refusedBy(error) : null));
    const waitedMs = Math.round(performance.now() - started);
    const told = { path, step, key, answer, tries, waitedMs };
    if (answer) return { ...told, outcome: answer.refused ? 'refused' : 'done' };
    if (givesUp) return { ...told, outcome: 'unknown' };
    await pause(AGAIN_MS);
  }
}

// "There is no such unit" is an answer too, and a wrong one here: the check will say so.
const refusedBy = ({ code }: Refusal): Answer =>
  ({ at: 0, refused: 'unknown-step', detail: code }) as unknown as Answer;
