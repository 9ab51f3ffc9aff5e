import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

const folder = fileURLToPath(new URL('../histories', import.meta.url));

/** The names of the recorded histories: what ran once, on a real server. */
export const histories: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort();

/** Replays every recorded history on this bundle; answers what went wrong by the history's name. */
export async function replayAll(codePath: string): Promise<Record<string, string>> {
  const wrong: Record<string, string> = {};
  for await (const { workflowId, error } of replayed(codePath))
    if (error) wrong[workflowId] = sentenceOf(error);
  return wrong;
}

/** The first thing wrong when the histories are replayed on this bundle, or null. */
export async function firstFault(codePath: string): Promise<string | null> {
  for await (const { workflowId, error } of replayed(codePath))
    if (error) return `${workflowId}: ${sentenceOf(error)}`;
  return null;
}

function replayed(codePath: string) {
  quiet();
  return Worker.runReplayHistories({ workflowBundle: { codePath } }, recorded());
}

const sentenceOf = ({ message }: Error): string => message.split('\n')[0] ?? 'failed';

// The file's name serves as the workflow's id: several runs of one workflow are kept.
function* recorded() {
  for (const name of histories) {
    const history = historyFromJSON(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    yield { workflowId: name, history };
  }
}

let isQuiet = false;
function quiet(): void {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
  });
}
