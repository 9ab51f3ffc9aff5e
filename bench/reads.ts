import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import pg from 'pg';
import type { DutyOrder, DutyQuery } from '../src/adapters/store/list-types.js';
import { openStore } from '../src/adapters/store/store.js';
import { epochMs } from '../src/engine/model.js';
import { startPostgres } from '../tests/support/postgres-server.js';
import { completion, fill, nationOf, NOW, SEASON, type Nation } from './a-nation.js';
import { createFigures, numberFrom, textFrom, timed } from './figures.js';

/**
 * B4: who is overdue among 474,000 duties, ten supervisors asking – each a question a second, then without a pause –
 * while completions come in, twenty a second; against the barest SQL for the same rows, and with everything being
 * exported meanwhile.
 * Arguments: `--units N` (default 7,900), `--seconds N` (default 20), `--file PATH` (filled once and asked again), `--postgres`,
 * `--json`.
 */
const STEPS = 60;
const PAGE = 100;
const SUPERVISORS = 10;
const COMPLETIONS_A_SECOND = 20;
const LOOKING_MS = 1_000;
const ALONE = 20;
const LOOK_AGAIN_MS = 2;
const units = numberFrom('units', 7_900);
const seconds = numberFrom('seconds', 20);
const isPostgres = process.argv.includes('--postgres');
const figures = createFigures();
const LATE: DutyOrder = { sort: 'late', isDescending: false, lang: 'zh' };
const BY_LEVEL: DutyOrder = { ...LATE, sort: 'level' };
const BY_UNIT: DutyOrder = { ...LATE, sort: 'unit' };
const OPEN: DutyQuery = { season: SEASON, status: ['open', 'signed-for', 'returned'] };

const nation = nationOf(units, STEPS);
const folder = mkdtempSync(join(tmpdir(), 'kaowu-reads-'));
const server = isPostgres ? await startPostgres() : null;
const file = textFrom('file') ?? join(folder, 'kaowu.db');
const isFilled = !isPostgres && existsSync(file);
const address = server?.address ?? `file:${file}`;
const store = await openStore(address);
const heads = new Map<string, number>();

try {
  const filled = await timed(async () => void (isFilled || (await fill(store, nation))));
  figures.put('duties', units * STEPS);
  figures.put('filled in s', Math.round(filled.ms / 1000));
  if (!server) figures.put('file MB', Math.round(statSync(file).size / 1_048_576));
  if (server) await analyse(server.address);
  for (const { path, head } of await store.units(SEASON)) heads.set(path, head);

  for (const [name, ask] of questions()) {
    const times: number[] = [];
    const spent = process.cpuUsage();
    for (let n = 0; n < ALONE; n += 1) times.push((await timed(() => ask(n))).ms);
    figures.spread(`alone, ${name}`, times);
    if (!server)
      figures.put(`alone, ${name}: CPU ms`, Math.round((cpuSince(spent) / ALONE) * 100) / 100);
  }
  await againstBare();
  await underLoad('nobody else', async () => undefined);
  await underSupervision(`${SUPERVISORS} supervisors`, LOOKING_MS);
  await underSupervision(`${SUPERVISORS} without a pause`, 0);
  await underLoad('everything exported', async (until) => {
    const began = performance.now();
    let rows = 0;
    while (performance.now() < until)
      for await (const part of store.lists.all({ season: SEASON }, BY_UNIT)) {
        rows += part.length;
        if (performance.now() > until) break;
      }
    figures.put('export: rows/s', Math.round((rows * 1000) / (performance.now() - began)));
  });
} finally {
  await store.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
figures.print();

/** Of all threads, in milliseconds: what a question costs, however busy the machine is with others. */
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 10) / 100;
}

/** What supervisors ask for, the n-th time. */
function questions(): readonly (readonly [string, (n: number) => Promise<unknown>])[] {
  const at = epochMs(NOW);
  const late = (wish: Partial<DutyQuery>, order = LATE) =>
    store.lists.page({ season: SEASON, overdueAt: at, ...wish }, order, null, PAGE);
  const some = (from: readonly string[], n: number) => from[(n * 37) % from.length] ?? '';
  return [
    ['overdue of the season', () => late({})],
    ['overdue of a county', (n) => late({ under: some(nation.areas, n) })],
    ['overdue of the province', () => late({ under: 'p' })],
    ['overdue of a department', (n) => late({ department: some(nation.departments, n) })],
    ['overdue in a phase', (n) => late({ phase: ['prepare', 'papers', 'rooms'][n % 3] ?? '' })],
    ['overdue in a phase to come', () => late({ phase: 'results' })],
    ['overdue told to one level', (n) => late({ level: n % 4 })],
    ['overdue by level', () => late({}, BY_LEVEL)],
    ['how many are overdue', () => store.lists.count({ season: SEASON, overdueAt: at })],
    ['board of a unit', (n) => store.duties({ season: SEASON, path: some(nation.paths, n) })],
    ['open by due time', () => store.lists.page({ ...OPEN }, { ...LATE, sort: 'due' }, null, PAGE)],
    ['mine', (n) => store.lists.page(mine(n), { ...LATE, sort: 'due' }, null, PAGE)],
    [
      'by title',
      () => store.lists.page({ season: SEASON }, { ...LATE, sort: 'title' }, null, PAGE),
    ],
    ['status of the season', () => store.lists.tally(SEASON, at)],
  ];

  function mine(n: number): DutyQuery {
    return { season: SEASON, posts: [`${some(nation.paths, n)}#doer`], status: ['open'] };
  }
}

function underSupervision(name: string, lookingMs: number): Promise<void> {
  return underLoad(name, async (until) => {
    const times = new Map<string, number[]>();
    await Promise.all(
      Array.from({ length: SUPERVISORS }, (_, n) => supervise(n, until, lookingMs, times)),
    );
    const all = [...times.values()].flat();
    figures.spread(`asked by ${name}, anything`, all);
    figures.put(`asked by ${name}: answers/s`, Math.round(all.length / seconds));
    // What the target speaks of; a season's state is counted anew, and stands apart.
    const overdue = [...times].flatMap(([what, own]) => (what.includes('overdue') ? own : []));
    figures.spread(`asked by ${name}, overdue`, overdue);
    for (const what of ['board of a unit', 'status of the season'])
      figures.spread(`asked by ${name}, ${what}`, times.get(what) ?? []);
  });
}

async function supervise(
  who: number,
  until: number,
  lookingMs: number,
  times: Map<string, number[]>,
): Promise<void> {
  const all = questions();
  // They do not all begin at the stroke of a bell.
  await sleep((lookingMs * who) / SUPERVISORS);
  for (let n = who; performance.now() < until; n += 1) {
    const [what, ask] = all[n % all.length] ?? ['', async () => undefined];
    const { ms } = await timed(() => ask(n));
    times.set(what, [...(times.get(what) ?? []), ms]);
    await sleep(lookingMs);
  }
}

/** Completions at their rate while something else goes on; how long each took, and how stale the lists were. */
async function underLoad(name: string, meanwhile: (until: number) => Promise<void>): Promise<void> {
  const until = performance.now() + seconds * 1000;
  const others = meanwhile(until);
  const times: number[] = [];
  const stale: number[] = [];
  const running: Promise<void>[] = [];
  for (let n = 0; performance.now() < until; n += 1) {
    running.push(completeOne(nation, n, times, stale));
    await sleep(1000 / COMPLETIONS_A_SECOND);
  }
  await Promise.all([...running, others]);
  figures.spread(`record with ${name}`, times);
  figures.put(`stale with ${name}: max ms`, Math.round(Math.max(...stale)));
}

async function completeOne(
  { paths }: Nation,
  n: number,
  times: number[],
  stale: number[],
): Promise<void> {
  const path = paths[(n * 61) % paths.length] ?? '';
  const head = heads.get(path) ?? 0;
  const step = STEPS / 2 + 1 + ((head * 7 + n) % 20);
  heads.set(path, head + 2);
  const { ms } = await timed(() => store.record(completion(nation, path, head, step)));
  times.push(ms);
  const seen = await timed(async () => {
    for (;;) {
      const [row] = await store.duties({ season: SEASON, path, step: `s${step}` });
      if (row?.status === 'accepted') return;
      await sleep(LOOK_AGAIN_MS);
    }
  });
  stale.push(seen.ms);
}

/** The same hundred rows by hand-written SQL on the library's own connection, in turns. */
async function againstBare(): Promise<void> {
  const bare = server ? await barePostgres(server.address) : bareSqlite();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const under = nation.areas[n % nation.areas.length] ?? '';
    const query = { season: SEASON, overdueAt: epochMs(NOW), under };
    ours.push((await timed(() => store.lists.page(query, LATE, null, PAGE))).ms);
    theirs.push((await timed(() => bare.ask(under))).ms);
  }
  await bare.close();
  figures.spread('overdue of a county, ours', ours);
  figures.spread('overdue of a county, bare SQL', theirs);
}

function bareSql(mark: (n: number) => string): string {
  return `select b.*, u.kind, u.title_zh, u.title_en, u.as_of, s.title_zh, s.title_en, s.phase, s.label, s.source
  from board b join units u on u.season = b.season and u.path = b.path
  left join steps s on s.season = b.season and s.step = b.step
  where b.season = '${SEASON}' and b.late_at <= ${NOW} and b.path >= ${mark(1)} and b.path < ${mark(2)}
  order by b.late_at, b.path, b.duty limit ${PAGE}`;
}

function bareSqlite() {
  const database = new Database(file);
  const statement = database.prepare(bareSql(() => '?'));
  return {
    ask: async (under: string): Promise<unknown> => statement.all(under, `${under}0`),
    close: async () => void database.close(),
  };
}

async function barePostgres(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const text = bareSql((n) => `$${n}`);
  return {
    ask: async (under: string): Promise<unknown> => client.query(text, [under, `${under}0`]),
    close: () => client.end(),
  };
}

async function analyse(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}
