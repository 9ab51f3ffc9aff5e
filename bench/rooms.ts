import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/adapters/store/store.js';
import type { SeasonPlan } from '../src/engine/season-plan.js';
import { readSeasonFolder } from '../src/plan/season-folder.js';
import { createRooms } from '../src/service/rooms/rooms.js';
import {
  aDrawnRoster,
  onRegister,
  staffingOnly,
  type MadeRoster,
} from '../tests/support/room-roster-maker.js';
import { table } from '../tests/support/a-room-season.js';
import { createFigures, numberFrom, timed } from './figures.js';

/**
 * What it takes to read, check and accept the room roster of one session, with everybody on the registers: the city's 1,660
 * rooms, and `--rooms` of a province (from 3,000 on: three counties). `node bin/with-dependencies.js bench/rooms.ts [--rooms 50000] [--json]`
 */
const EVE = Date.UTC(2027, 5, 6, 22);
const ROOMS_A_SITE = 50;
const SITES_A_COUNTY = 25;
/** So many are written at once. */
const AT_ONCE = 2_000;
const figures = createFigures();
/** It takes minutes: beside the figures, how far it is. */
const say = (what: string): void => console.error(what);

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
    say(`${name}: ${made.people.length} people onto the registers`);
    for (let n = 0; n < made.people.length; n += AT_ONCE) {
      const some = made.people.slice(n, n + AT_ONCE);
      const writes = some.flatMap((one) => onRegister(one, plan.season));
      await store.registers.put(writes, { by: 'bench', at: 1 });
    }
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
  /** Each on the clock and of the processor, which says more where a machine is shared. */
  const stage = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    const before = process.cpuUsage();
    const { ms, result } = await timed(work);
    const { user, system } = process.cpuUsage(before);
    const cpuMs = Math.round((user + system) / 1_000);
    say(`${label}: ${what} ${Math.round(ms)} ms, of the processor ${cpuMs}`);
    figures.put(`${label}: ${what} ms`, Math.round(ms));
    figures.put(`${label}: ${what}, of the processor ms`, cpuMs);
    return result;
  };
  const file = table(made.rows);
  const opened = await stage('read', () => rooms.open(season, file, wish));
  const looked = await stage('check', () => rooms.preview(opened));
  if (looked.faultCount > 0) throw new Error(JSON.stringify(looked.faults[0]));
  await stage('accept', () => rooms.accept(opened, 'bench'));
  await stage('list', () => rooms.list(season));
  await stage('check what stands', () => rooms.check(season));
  figures.put(`${label}: MB of file`, Math.round(file.length / 100_000) / 10);
  // The most that the process ever held, of the cities before as of this one.
  figures.put(`${label}: MB at most`, Math.round(process.resourceUsage().maxRSS / 1e3));
}
