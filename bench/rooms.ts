import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/adapters/store/store.js';
import type { SeasonPlan } from '../src/engine/season-plan.js';
import { readSeasonFolder } from '../src/plan/season-folder.js';
import { createRooms } from '../src/service/rooms/rooms.js';
import { aDrawnRoster, staffingOnly, type MadeRoster } from '../tests/support/room-roster-maker.js';
import { table } from '../tests/support/a-room-season.js';
import { createFigures, numberFrom, timed } from './figures.js';

/**
 * What it takes to read, check and accept the room roster of one session, with everybody on the registers: the city's 1,660
 * rooms, and `--rooms` of a province (from 3,000 on: three counties). `node bin/with-dependencies.js bench/rooms.ts [--rooms 50000] [--json]`
 */
const EVE = Date.UTC(2027, 5, 6, 22);
const ROOMS_A_SITE = 50;
const SITES_A_COUNTY = 25;
const figures = createFigures();

try {
  await measure('city', cityPlan());
  await measure('province', provincePlan(numberFrom('rooms', 50_000)));
} finally {
  figures.print();
}

function cityPlan(): SeasonPlan {
  const read = readSeasonFolder('plans/city-gaokao');
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.plan;
}

/** The city's rules over as many counties and sites as so many rooms need. */
function provincePlan(rooms: number): SeasonPlan {
  const plan = cityPlan();
  const sites = Math.ceil(rooms / ROOMS_A_SITE);
  const unit = (path: string, kind: string, own: number) => ({
    ...{ path, kind, title: { zh: path, en: path }, candidates: 0, rooms: own },
  });
  const counties = Array.from({ length: Math.ceil(sites / SITES_A_COUNTY) }, (_, n) =>
    unit(`yunting/area-${n}`, 'area', 0),
  );
  const all = Array.from({ length: sites }, (_, n) =>
    unit(`yunting/area-${Math.floor(n / SITES_A_COUNTY)}/site-${n}`, 'site', ROOMS_A_SITE),
  );
  return { ...plan, steps: [], units: [unit('yunting', 'city', rooms), ...counties, ...all] };
}

async function measure(name: string, plan: SeasonPlan): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-bench-'));
  const store = await openStore(`file:${join(folder, 'kaowu.db')}`, { now: () => EVE });
  try {
    await store.commitPlan(staffingOnly(plan));
    const made = aDrawnRoster(plan, plan.sessions[0]?.id ?? '');
    await store.registers.put(made.people, { by: 'bench', at: 1 });
    await run(name, plan.season, made, createRooms({ store, now: () => EVE }));
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(
  name: string,
  season: string,
  made: MadeRoster,
  rooms: ReturnType<typeof createRooms>,
): Promise<void> {
  const wish = { file: 'drawn.csv', partial: false };
  const label = `${name}, ${made.rooms} rooms, ${made.rows.length} rows`;
  const cpuSince = (before: NodeJS.CpuUsage): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  const say = (what: string, ms: number): void =>
    figures.put(`${label}: ${what} ms`, Math.round(ms));
  const file = table(made.rows);
  const opened = await timed(() => rooms.open(season, file, wish));
  say('read', opened.ms);
  const before = process.cpuUsage();
  const looked = await timed(() => rooms.preview(opened.result));
  say('check, of the processor', cpuSince(before));
  say('check', looked.ms);
  if (looked.result.faultCount > 0) throw new Error(JSON.stringify(looked.result.faults[0]));
  say('accept', (await timed(() => rooms.accept(opened.result, 'bench'))).ms);
  say('check what stands', (await timed(() => rooms.check(season))).ms);
  figures.put(`${label}: MB of file`, Math.round(file.length / 100_000) / 10);
  figures.put(`${label}: MB in use`, Math.round(process.memoryUsage().rss / 1e6));
}
