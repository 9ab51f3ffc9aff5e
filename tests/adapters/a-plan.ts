import type { PlanCommit, UnitRecord } from '../../src/adapters/store/types.js';
import type { BoardRow } from '../../src/engine/board.js';
import { epochMs, type UnitEvent, type UnitPlan } from '../../src/engine/model.js';
import type { StepSource, UnitSource } from '../../src/engine/season-plan.js';

/** 2027-06-16T09:00+08:00, the first morning of the exam. */
export const T0 = Date.UTC(2027, 5, 16, 1);

const title = (zh: string) => ({ zh, en: `${zh} (en)` });

export const aUnit = (path: string, kind = 'site'): UnitSource => ({
  path,
  kind,
  title: title(path),
  candidates: 30,
  rooms: 1,
});

export const aStep = (id: string, phase = 'before'): StepSource => ({
  id,
  title: title(id),
  phase,
  kind: 'task',
  scope: { kinds: ['site'] },
  sessions: null,
  doer: 'own.doer',
  answerable: 'own.leader',
  opens: null,
  due: 'E 09:00',
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

const UNITS = [aUnit('c', 'county'), aUnit('c/a', 'area'), aUnit('c/a/1'), aUnit('c/a-2')];

interface PlanParts {
  readonly version?: number;
  readonly hash?: string;
  readonly units?: readonly UnitSource[];
  readonly steps?: readonly StepSource[];
  readonly rows?: PlanCommit['boardRows'];
  readonly posts?: PlanCommit['posts'];
}

/**
 * A county with an area, a site in it, and a second area whose name begins like the first one's.
 */
export function aCommit(parts: PlanParts = {}): PlanCommit {
  const { version = 1, hash = 'h1', units = UNITS, posts = [], rows = {} } = parts;
  return {
    plan: {
      season: 's',
      title: title('中招'),
      timezone: 'Asia/Shanghai',
      examDay: '2027-06-16',
      units,
      sessions: [{ id: 'math', title: title('数学'), day: 0, start: '09:00', end: '11:00' }],
      ladders: {},
      steps: parts.steps ?? [aStep('line'), aStep('zero-report', 'exam')],
      coordinator: 'root.office',
    },
    posts,
    hash,
    unitPlans: units.map(({ path }) => ({
      path,
      hash: `${path}@${version}`,
      body: aUnitPlan(path, version),
    })),
    boardRows: rows,
    rehearsal: false,
    clock: { kind: 'real' },
  };
}

const aUnitPlan = (path: string, version: number): UnitPlan => ({
  season: 's',
  path,
  kind: 'site',
  title: path,
  version,
  coordinator: 'c#office',
  addedLadder: { rungs: [], repeat: null },
  duties: [],
  titles: {},
  children: [],
  script: null,
});

export const aRow = (duty: string, parts: Partial<BoardRow> = {}): BoardRow => ({
  duty,
  step: duty.split('@')[0] ?? duty,
  kind: 'task',
  status: 'open',
  dueAt: epochMs(T0),
  lateAt: epochMs(T0),
  level: 0,
  returns: 0,
  doer: 'c/a/1#doer',
  answerable: 'c/a/1#leader',
  promiseAt: null,
  toldAt: null,
  told: [],
  nextAt: epochMs(T0),
  nextAction: 'due',
  nextTo: ['c/a/1#doer'],
  acceptedAt: null,
  unreached: [],
  missing: 0,
  title: null,
  ...parts,
});

/** The n-th thing that happened: a reminder told to one post. */
export const told = (n: number, to: readonly string[] = ['c/a/1#doer']): UnitEvent => ({
  type: 'told',
  duty: 'line',
  action: 'remind',
  rung: n,
  owedAt: epochMs(T0 + n),
  side: 'owner',
  at: epochMs(T0 + n + 500),
  to,
});

export const aRecord = (
  firstSeq: number,
  events: readonly UnitEvent[],
  parts: Partial<UnitRecord> = {},
): UnitRecord => ({
  season: 's',
  path: 'c/a/1',
  firstSeq,
  events,
  rows: [],
  asOf: epochMs(T0 + firstSeq + events.length),
  nextWakeAt: null,
  ...parts,
});
