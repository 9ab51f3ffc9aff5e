import type { EntryWrite } from '../../src/adapters/store/register-types.js';
import type { Store } from '../../src/adapters/store/store.js';
import type { PlanCommit } from '../../src/adapters/store/types.js';
import type { SessionSource } from '../../src/engine/season-plan.js';
import { namesOf, newPerson, type Bodies } from '../../src/service/registers/entries.js';
import { aCommit, aStep, aUnit } from '../adapters/a-plan.js';
import { RULES } from '../rooms/a-roster.js';

const session = (id: string, zh: string, start: string, end: string): SessionSource => ({
  ...{ id, title: { zh, en: id }, day: 0, start, end },
});
const SESSIONS = [
  session('maths', '数学', '08:30', '10:30'),
  session('physics', '物理', '15:00', '16:00'),
  session('history', '历史', '15:00', '16:00'),
];
const named = (path: string, kind: string, zh: string, rooms = 0) => ({
  ...{ ...aUnit(path, kind), rooms, title: { zh, en: path } },
});

/** A city that swaps its invigilators between counties: two sites, three counties that send people. */
export function aRoomCommit(parts: Partial<PlanCommit['plan']> = {}): PlanCommit {
  const units = [
    named('lanxi', 'city', '岚溪市'),
    named('lanxi/site-1', 'site', '一中考点', 1),
    named('lanxi/site-3', 'site', '东湾中学考点', 1),
    named('lanxi/east', 'county', '东岚县考区'),
    named('lanxi/west', 'county', '西岚县考区'),
    named('lanxi/north', 'county', '北岚县考区'),
  ];
  const commit = aCommit({ units, steps: [aStep('session-closed')], hash: 'rooms' });
  const holder = (person: string, post: string) => ({
    ...{ person, post, name: `示${person}`, title: '', from: '', to: '' },
  });
  return {
    ...commit,
    plan: {
      ...commit.plan,
      ...{ season: '2027', sessions: SESSIONS, rooms: RULES },
      ...parts,
    },
    posts: [
      holder('chief-3', 'lanxi/site-3#head'),
      holder('chief-1', 'lanxi/site-1#head'),
      holder('keeper-1', 'lanxi/site-1#keeper'),
    ],
    unitPlans: commit.unitPlans.map((unit) => ({
      ...unit,
      ...{ hash: `2027/${unit.hash}`, body: { ...unit.body, season: '2027' } },
    })),
    clock: null,
  };
}

const entry = <Kind extends keyof Bodies>(kind: Kind, body: Bodies[Kind]): EntryWrite => ({
  ...{ kind, body },
  ...namesOf(kind, body),
});

interface Someone {
  readonly school?: string;
  readonly home?: string;
  readonly relative?: boolean;
  readonly graduating?: boolean;
  readonly confirmedBy?: string;
  readonly trained?: boolean;
  readonly exam?: string;
  /** `YYYY-MM-DD`: of declaration and training. */
  readonly on?: string;
}

/** All that the registers know of somebody who may invigilate: declared, confirmed, trained by both sides. */
export function invigilator(person: string, parts: Someone = {}): EntryWrite[] {
  const { school = `${person}校`, home = 'lanxi/east', trained = true } = parts;
  const { relative = false, graduating = false, confirmedBy = '示校长' } = parts;
  const { exam = '2027', on } = parts;
  const sat = (course: string, side: '' | 'sending' | 'receiving') =>
    entry('trainings', { person, course, date: on ?? '2027-06-01', passed: true, side });
  return [
    entry('people', { ...newPerson(person, `示${person}`), school, home }),
    entry('declarations', {
      ...{ person, exam, declared: on ?? '2027-05-10', relative, graduating, confirmedBy },
    }),
    ...(trained
      ? (['sending', 'receiving'] as const).map((side) => sat('invigilation', side))
      : []),
    ...(['sending', 'receiving'] as const).map((side) => sat('patrol', side)),
  ];
}

/** Puts people on the register. */
export const putDown = (store: Store, ...writes: readonly (readonly EntryWrite[])[]) =>
  store.registers.put(writes.flat(), { by: 'office', at: 1 });

/** A roster as a CSV file. */
export const csv = (...rows: readonly string[]): Buffer => table(rows);

/** The same of any number of rows. */
export const table = (rows: readonly string[]): Buffer =>
  Buffer.from(`场次,考点,考场,岗位,人员编号,姓名,学校,县区\n${rows.join('\n')}\n`);
