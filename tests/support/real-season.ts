import { createHash } from 'node:crypto';
import { calendarOf } from '../../src/engine/calendar.js';
import { seal } from '../../src/engine/compile.js';
import type { Duty, Ladder, UnitPlan } from '../../src/engine/model.js';
import type { StepSource, UnitSource } from '../../src/engine/season-plan.js';
import type { Prepared } from '../../src/service/prepare.js';

/** Who owes what, by unit path; parents before children, the first is the root. */
export type Owed = Readonly<Record<string, readonly Duty[]>>;

const zone = 'Asia/Shanghai';
const both = (text: string) => ({ zh: text, en: text });

/** Where duties added at run time climb, in seconds. */
const addedLadder: Ladder = { rungs: [{ afterMs: 0, to: 'county#office' }], repeat: null };

/**
 * A season whose duties stand to the millisecond – a plan file's moments stand to the minute – ready
 * to be started like any other. `version` makes it the next version of the same season; `more` stands in the plans of
 * the units.
 */
export function seasonOf(
  season: string,
  owed: Owed,
  version = 1,
  more: Readonly<Record<string, Partial<UnitPlan>>> = {},
): Prepared {
  const paths = Object.keys(owed);
  const units: UnitSource[] = paths.map((path) => ({
    path,
    kind: path.includes('/') ? 'site' : 'county',
    title: both(`单位 ${path}`),
    candidates: 0,
    rooms: 0,
  }));
  const bare = paths.map(
    (path): UnitPlan => ({
      season,
      path,
      kind: path.includes('/') ? 'site' : 'county',
      title: `单位 ${path}`,
      version,
      coordinator: 'county#office',
      addedLadder,
      duties: [...(owed[path] ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
      titles: Object.fromEntries((owed[path] ?? []).map(({ step }) => [step, `事项 ${step}`])),
      children: paths
        .filter((child) => child.slice(0, child.lastIndexOf('/')) === path)
        .map((child) => ({ path: child, hash: '', title: `单位 ${child}` })),
      script: null,
      ...more[path],
    }),
  );
  const unitPlans = seal(bare, sha256).map(({ hash, plan }) => ({
    path: plan.path,
    hash,
    body: plan,
  }));
  const steps = [...new Set(Object.values(owed).flatMap((all) => all.map(({ step }) => step)))];
  const plan = {
    season,
    title: both(`试验考季 ${season}`),
    timezone: zone,
    examDay: '2027-06-16',
    units,
    sessions: [],
    ladders: { general: { rungs: [], repeat: null } },
    steps: steps.map(stepOf),
    coordinator: 'root.office',
  };
  const hash = sha256({ plan, unitPlans });
  return { plan, posts: [], calendar: calendarOf(zone), unitPlans, hash, rehearsal: false };
}

// The store keeps titles and labels by step; instants and posts are the unit plans' affair.
const stepOf = (id: string): StepSource => ({
  id,
  title: both(`事项 ${id}`),
  phase: 'eve',
  kind: 'task',
  scope: { units: [] },
  sessions: null,
  doer: 'own.doer',
  answerable: 'own.leader',
  opens: null,
  due: 'E-1d 12:00',
  remind: [],
  ladder: 'general',
  accept: null,
  form: { fields: [], checks: [] },
  lines: [],
  sign: null,
  needs: [],
  systems: false,
  label: 'internal',
  source: 'A1',
});

const sha256 = (thing: unknown): string =>
  createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 32);
