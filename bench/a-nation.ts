import type { Store } from '../src/adapters/store/store.js';
import type { PlanCommit, UnitRecord } from '../src/adapters/store/types.js';
import type { BoardRow } from '../src/engine/board.js';
import { epochMs, type Status, type UnitEvent, type UnitPlan } from '../src/engine/model.js';
import type { PostHolder, StepSource, UnitSource } from '../src/engine/season-plan.js';

/** The instant at which the benchmark asks, in the plan's time: the middle of the season. */
export const NOW = Date.UTC(2027, 4, 20, 2);
export const SEASON = 'nation';
const DAY = 86_400_000;
const PHASES = ['prepare', 'papers', 'rooms', 'exam', 'marking', 'results'];

export interface Nation {
  readonly paths: readonly string[];
  readonly areas: readonly string[];
  readonly departments: readonly string[];
  readonly steps: number;
}

/** A tree of about `units` bodies: a province, 16 cities with 8 counties each, the rest sites; each owes `steps` duties. */
export function nationOf(units: number, steps: number): Nation {
  const cities = Array.from({ length: 16 }, (_, n) => `p/c${two(n)}`);
  const areas = cities.flatMap((city) => Array.from({ length: 8 }, (_, n) => `${city}/k${n}`));
  const sites = Array.from(
    { length: Math.max(0, units - 1 - cities.length - areas.length) },
    (_, n) => `${areas[n % areas.length]}/s${two(Math.floor(n / areas.length))}`,
  );
  const paths = ['p', ...cities, ...areas, ...sites].slice(0, units);
  return { paths, areas, departments: cities, steps };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Fills a store the way the service does: the plan in one commit, then what happened unit by unit. */
export async function fill(store: Store, nation: Nation): Promise<void> {
  await store.commitPlan(commitOf(nation));
  for (let n = 0; n < nation.paths.length; n += 200)
    await Promise.all(
      nation.paths.slice(n, n + 200).map((path, i) => store.record(past(nation, path, n + i))),
    );
}

/** The record of one duty completed now: what flows in while people ask. */
export function completion(nation: Nation, path: string, head: number, step: number): UnitRecord {
  const at = epochMs(NOW + head);
  const duty = `s${step}`;
  const row = rowOf(nation, path, step, { ...ended, acceptedAt: at });
  const events = [
    { type: 'submitted', duty, at, by: 'bench', form: null },
    { type: 'accepted', duty, at, by: 'bench' },
  ] as unknown as UnitEvent[];
  return recordOf(path, head + 1, events, [row]);
}

const ended = { status: 'accepted' as Status, lateAt: null, nextAt: null, nextAction: null };

/** Half of the duties are done, one in twenty is late with a rung or two told. */
function past(nation: Nation, path: string, unit: number): UnitRecord {
  const events: UnitEvent[] = [];
  const rows: BoardRow[] = [];
  for (let step = 0; step < nation.steps; step += 1) {
    const at = dueOf(nation, step);
    const isLate = at <= NOW && (unit * 7 + step * 3) % 10 === 0;
    if (at > NOW) continue;
    const duty = `s${step}`;
    if (isLate) {
      const to = [`${path}#leader`];
      events.push({
        ...{ type: 'told', duty, action: 'due', rung: 0, owedAt: at, side: 'owner' },
        ...{ at: epochMs(at + 500), to },
      });
      rows.push(rowOf(nation, path, step, { level: 1 + (step % 3), told: to, toldAt: at }));
    } else {
      events.push({ type: 'accepted', duty, at, by: 'bench' } as unknown as UnitEvent);
      rows.push(rowOf(nation, path, step, { ...ended, acceptedAt: at }));
    }
  }
  return recordOf(path, 1, events, rows);
}

const recordOf = (
  path: string,
  firstSeq: number,
  events: readonly UnitEvent[],
  rows: readonly BoardRow[],
): UnitRecord => ({
  ...{ season: SEASON, path, firstSeq, events, rows },
  ...{ asOf: epochMs(NOW), nextWakeAt: epochMs(NOW + DAY) },
});

const dueOf = ({ steps }: Nation, step: number) =>
  epochMs(NOW + Math.round((step - steps / 2) * 2 * DAY) + 3_600_000);

function rowOf(
  nation: Nation,
  path: string,
  step: number,
  parts: Partial<BoardRow> = {},
): BoardRow {
  const dueAt = dueOf(nation, step);
  const city = path.split('/').slice(0, 2).join('/');
  const doer = step % 12 === 0 ? `${city}#health` : `${path}#doer`;
  return {
    ...{ duty: `s${step}`, step: `s${step}`, kind: 'task', status: 'open' },
    ...{ dueAt, lateAt: dueAt, level: 0, returns: 0, doer, answerable: `${path}#leader` },
    ...{ promiseAt: null, toldAt: null, told: [], nextAt: dueAt, nextAction: 'due' },
    ...{ nextTo: [doer], acceptedAt: null, unreached: [], missing: 0, title: null },
    ...parts,
  };
}

function commitOf(nation: Nation): PlanCommit {
  const steps = Array.from({ length: nation.steps }, (_, n) => stepOf(n, nation));
  const rows = Object.fromEntries(
    nation.paths.map((path) => [path, steps.map((_, n) => rowOf(nation, path, n))]),
  );
  return {
    plan: {
      ...{ season: SEASON, title: { zh: '全国统一考试', en: 'National examination' } },
      ...{ timezone: 'Asia/Shanghai', examDay: '2027-06-07', sessions: [], ladders: {} },
      units: nation.paths.map(unitOf),
      ...{ steps, coordinator: 'p#office' },
    },
    posts: nation.paths.flatMap(holdersOf),
    hash: 'bench',
    unitPlans: nation.paths.map((path) => ({ path, hash: `${path}@1`, body: planOf(path) })),
    boardRows: rows,
    rehearsal: false,
    clock: null,
  };
}

const stepOf = (n: number, { steps }: Nation): StepSource => ({
  ...{ id: `s${n}`, title: { zh: `第${n}项工作`, en: `Task ${n}` } },
  phase: PHASES[Math.floor((n * PHASES.length) / steps)] ?? 'prepare',
  ...{ kind: 'task', scope: { kinds: ['site'] }, sessions: null, doer: 'own.doer' },
  ...{ answerable: 'own.leader', opens: null, due: 'E 09:00', remind: [], ladder: 'general' },
  ...{ accept: null, form: { fields: [], checks: [] }, lines: [], sign: null, needs: [] },
  ...{ systems: false, label: 'internal', source: 'bench' },
});

const unitOf = (path: string): UnitSource => {
  const kind = ['province', 'city', 'county', 'site'][path.split('/').length - 1] ?? 'site';
  return { path, kind, title: { zh: `${path}单位`, en: path }, candidates: 600, rooms: 20 };
};

const holdersOf = (path: string): PostHolder[] =>
  ['doer', 'leader'].map((role) => ({
    ...{ post: `${path}#${role}`, person: `${path}.${role}`, name: '张三', title: '主任' },
    ...{ from: '', to: '' },
  }));

const planOf = (path: string): UnitPlan => ({
  ...{ season: SEASON, path, kind: 'site', title: path, version: 1, coordinator: 'p#office' },
  ...{ addedLadder: { rungs: [], repeat: null }, duties: [], titles: {}, children: [] },
  script: null,
});
