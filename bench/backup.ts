import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/adapters/store/store.js';
import { epochMs } from '../src/engine/model.js';
import { backup } from '../src/main/backup.js';
import { readConfig } from '../src/main/config.js';
import { placeOf } from '../src/main/place.js';
import { restore } from '../src/main/restore.js';
import { completion, fill, nationOf, NOW, SEASON } from './a-nation.js';

// A nation's store is copied while completions flow, and put back: `bench/backup.ts [UNITS] [STEPS]`.
const [units = 7_900, steps = 60] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'kaowu-bench-'));
const placeIn = (name: string) => {
  const config = readConfig({ KAOWU_DATA: join(folder, name) });
  if ('faults' in config) throw new Error(config.faults.en.join('; '));
  return placeOf(config);
};
const seconds = (fromMs: number): string =>
  `${((performance.now() - fromMs) / 1_000).toFixed(1)} s`;
const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;

const place = placeIn('one');
const store = await openStore(place.storeUrl);
const nation = nationOf(units, steps);
let from = performance.now();
await fill(store, nation);
console.log(`${units * steps} duties filled in ${seconds(from)}`);

const worst = Math.max(...(await gauged()));
console.log(`figures: longest hold of the event loop ${worst.toFixed(1)} ms`);
await store.close();

from = performance.now();
const done = await backup(place, { to: join(folder, 'backups'), withKeys: false });
const rows = done.manifest.tables.reduce((sum, table) => sum + table.rows, 0);
const bytes = done.manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
const peak = mib(process.resourceUsage().maxRSS * 1024);
console.log(`backup: ${rows} rows, ${mib(bytes)}, ${seconds(from)}, peak memory ${peak}`);

from = performance.now();
const wish = { from: done.folder, verifyOnly: false, keepTemporal: false };
await restore(placeIn('two'), wish);
console.log(`restore, each row compared: ${seconds(from)}`);
rmSync(folder, { recursive: true, force: true });
process.exit(0);

/** How long completions wait while the figures are counted: gaps between turns of the event loop. */
async function gauged(): Promise<readonly number[]> {
  const gaps: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    gaps.push(performance.now() - last);
    last = performance.now();
  }, 0);
  await store.record(completion(nation, nation.paths.at(-1) ?? '', 1_000_000, 1)).catch(() => {});
  await store.dutyFigures(SEASON, epochMs(NOW));
  clearInterval(timer);
  return gaps;
}
