import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this installation keeps its things, and under which names it meets Temporal. */
export interface Place {
  readonly root: string;
  readonly dataFolder: string;
  readonly storeUrl: string;
  readonly noticesFile: string;
  readonly alarmsFile: string;
  readonly logFile: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** An address means: somebody else runs the server. */
  readonly address: string | null;
}

/** Reads the environment: `KAOWU_DATA`, `KAOWU_STORE`, `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`. */
export function placeOf(env: Readonly<Record<string, string | undefined>>): Place {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const dataFolder = env['KAOWU_DATA'] ?? join(root, '.kaowu', 'data');
  mkdirSync(dataFolder, { recursive: true });
  return {
    root,
    dataFolder,
    storeUrl: env['KAOWU_STORE'] ?? `file:${join(dataFolder, 'kaowu.db')}`,
    noticesFile: join(dataFolder, 'notices.log'),
    alarmsFile: join(dataFolder, 'alarms.log'),
    logFile: join(dataFolder, 'kaowu.log'),
    namespace: env['TEMPORAL_NAMESPACE'] ?? 'kaowu',
    taskQueue: env['KAOWU_TASK_QUEUE'] ?? 'kaowu',
    address: env['TEMPORAL_ADDRESS'] ?? null,
  };
}
