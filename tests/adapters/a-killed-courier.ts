import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import type { LedgerLine } from '../../src/adapters/store/ledger-types.js';
import { chanceOf } from '../faults/seeded.js';
import { aCommit, aRecord, aStep } from './a-plan.js';
import { word } from './a-courier-word.js';

export const PERSONS = 60;
export const WORDS = 6;

/** Builds the program once: a process that is killed has to be there at once. */
export async function buildCourierProgram(): Promise<string> {
  const outfile = join('node_modules', '.cache', 'kaowu', `a-courier-process-${process.pid}.mjs`);
  await build({
    ...{ entryPoints: ['tests/adapters/a-courier-process.ts'], outfile, bundle: true },
    ...{ platform: 'node', format: 'esm', packages: 'external' },
  });
  return outfile;
}

interface Killing {
  readonly url: string;
  readonly program: string;
  readonly kills: number;
  readonly lanes: number;
  readonly seed: number;
  /** Whether another courier works on beside the one that is killed. */
  readonly isShared: boolean;
}

interface AfterKills {
  readonly lines: readonly LedgerLine[];
  /** What arrived: a line for each message, its id first. */
  readonly received: readonly string[];
}

/** Sends critical words while couriers are killed one after another, and then to the end. */
export async function killCouriers(killing: Killing): Promise<AfterKills> {
  const { url, program, kills, lanes, seed, isShared } = killing;
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-kill-'));
  const file = join(folder, 'received');
  const store = await openStore(url);
  const all: ChildProcess[] = [];
  const aCourier = async () => {
    const child = fork(program, [url, file, `${lanes}`], { execArgv: [] });
    all.push(child);
    await once(child, 'message');
    return child;
  };
  try {
    await owe(store);
    const chance = chanceOf(seed);
    const ready = Array.from({ length: kills + 2 }, aCourier);
    const [last, beside, ...killed] = await Promise.all(ready);
    if (isShared) beside?.send('go');
    for (const child of killed) await killAt(child, chance.between(20, 270));
    if (last) await untilDone(last, store);
    const lines = await store.ledger.lines({ season: 's', limit: 1_000 });
    return { lines, received: receivedIn(file) };
  } finally {
    for (const child of all) child.kill('SIGKILL');
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Critical words, each a message of its own: as many chances to be killed between sending and writing. */
async function owe(store: Store): Promise<void> {
  const steps = Array.from({ length: WORDS }, (_, n) => ({
    ...aStep(`seal-${n}`),
    label: 'sensitive' as const,
  }));
  await store.commitPlan({ ...aCommit({ steps }), clock: null });
  const posts = Array.from({ length: PERSONS }, (_, n) => `c#p${n}`);
  await store.record(
    aRecord(
      1,
      steps.map(({ id }) => word(id, 'due', posts, Date.now())),
    ),
  );
}

async function killAt(child: ChildProcess, ms: number): Promise<void> {
  const ended = once(child, 'exit');
  child.send('go');
  await sleep(ms);
  child.kill('SIGKILL');
  await ended;
}

/** Runs until nothing is left to do. */
async function untilDone(child: ChildProcess, store: Store): Promise<void> {
  const ended = once(child, 'exit');
  child.send('go');
  const open = async () =>
    (await store.ledger.lines({ season: 's', limit: 1_000 })).filter(
      ({ state }) => state !== 'handed',
    ).length;
  for (let tries = 0; (await open()) > 0; tries += 1) {
    if (tries > 200) throw new Error(`${await open()} words are left`);
    await sleep(100);
  }
  child.kill('SIGKILL');
  await ended;
}

const receivedIn = (file: string): readonly string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];

/** Messages that arrived more than once. */
export function repeatedIn(received: readonly string[]): ReadonlySet<string> {
  const ids = received.map(idOf);
  return new Set(ids.filter((id, n) => ids.indexOf(id) !== n));
}

export const idOf = (line: string): string => line.split(' ')[0] ?? '';
