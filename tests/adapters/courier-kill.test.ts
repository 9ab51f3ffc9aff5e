import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import { chanceOf } from '../faults/seeded.js';
import { aCommit, aRecord, aStep } from './a-plan.js';
import { word } from './a-courier.js';
import { anAddress } from './a-store.js';

const KILLS = 4;
const PERSONS = 60;
const WORDS = 6;
/** Built once: a process that is killed has to be there at once. */
const PROGRAM = join('node_modules', '.cache', 'kaowu', `a-courier-process-${process.pid}.mjs`);

beforeAll(async () => {
  await build({
    ...{ entryPoints: ['tests/adapters/a-courier-process.ts'], outfile: PROGRAM, bundle: true },
    ...{ platform: 'node', format: 'esm', packages: 'external' },
  });
});
afterAll(() => rmSync(PROGRAM, { force: true }));

/** Critical words, each a message of its own: as many chances to be killed between sending and writing. */
async function owed(url: string): Promise<Store> {
  const store = await openStore(url);
  onTestFinished(() => store.close());
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
  return store;
}

/** Ready to begin, so that starting a process costs no time between two kills. */
async function courier(url: string, file: string, lanes: number): Promise<ChildProcess> {
  const child = fork(PROGRAM, [url, file, `${lanes}`], { execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
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

it.each([
  { lanes: 1, seed: 7 },
  { lanes: 4, seed: 11 },
])(
  'loses nothing when it is killed while it sends, and repeats no more than was on its way: $lanes',
  async ({ lanes, seed }) => {
    const url = await anAddress();
    const store = await owed(url);
    const folder = mkdtempSync(join(tmpdir(), 'kaowu-kill-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'received');
    const chance = chanceOf(seed);
    // Where the store is shared, another courier works on beside the one that is killed.
    const isShared = inject('postgres') !== undefined;
    const all = Array.from({ length: KILLS + 2 }, () => courier(url, file, lanes));
    const [last, beside, ...killed] = await Promise.all(all);
    if (isShared) beside?.send('go');
    for (const child of killed) await killAt(child, chance.between(20, 270));
    if (last) await untilDone(last, store);
    const received = receivedIn(file);
    const lines = await store.ledger.lines({ season: 's', limit: 1_000 });
    expect(lines).toHaveLength(PERSONS * WORDS);
    // Every message arrived, under the id that the ledger has for it; each word in one message only.
    const ids = new Set(received.map((line) => line.split(' ')[0]));
    expect(new Set(lines.map(({ message }) => message))).toEqual(ids);
    expect(ids.size).toBe(PERSONS * WORDS);
    const repeats = received.length - ids.size;
    expect(repeats).toBeLessThanOrEqual(KILLS * lanes);
    // The ledger says of each that arrived twice that it may have.
    const known = new Set(
      lines.flatMap(({ message, isPerhapsRepeated }) => (isPerhapsRepeated ? [message] : [])),
    );
    const twice = [...ids].filter(
      (id) => received.filter((line) => line.startsWith(`${id} `)).length > 1,
    );
    for (const id of twice) expect(known).toContain(id);
    expect(new Set(received).size).toBe(ids.size);
  },
);
