import { calendarOf } from '../../src/engine/calendar.js';
import { epochMs, type EpochMs } from '../../src/engine/model.js';
import type { Season } from '../../src/cli/era.js';
import type { OverdueLine } from '../../src/service/overdue.js';
import type { Person } from '../../src/service/persons.js';

const calendar = calendarOf('Asia/Shanghai');

/** An instant of the county's clock. */
export const at = (date: string, time: string): EpochMs => calendar.instant(date, time);

export const season: Season = {
  id: '2027-zhongkao',
  title: { zh: '岚溪县2027年中招考试', en: 'Lanxi County exam 2027' },
  status: 'running',
  version: 1,
  planHash: 'a1',
  timezone: 'Asia/Shanghai',
  examDay: '2027-06-16',
  rehearsal: false,
  clock: null,
  coordinator: 'lanxi#office',
  startedAt: epochMs(Date.UTC(2026, 10, 20)),
};

export type View = OverdueLine['view'];

/** A listening duty that is late and has climbed two rungs. */
export const view = (changes: Partial<View> = {}): View => ({
  season: season.id,
  path: 'lanxi/site-3',
  unit: {
    kind: 'site',
    title: { zh: '东湾中学考点', en: 'Site 3: Dongwan School' },
    asOf: at('2027-06-13', '21:00'),
  },
  duty: 'listening-tried',
  step: 'listening-tried',
  session: null,
  sessionTitle: null,
  title: { zh: '外语听力设备试播，备用功放和电源到位', en: 'Try the listening equipment' },
  phase: 'equip',
  label: 'internal',
  source: 'C4 S1',
  kind: 'task',
  status: 'open',
  dueAt: at('2027-06-13', '17:00'),
  lateAt: at('2027-06-13', '17:00'),
  level: 2,
  returns: 0,
  doer: 'lanxi/site-3#technician',
  answerable: 'lanxi/site-3#leader',
  promiseAt: null,
  toldAt: at('2027-06-13', '21:00'),
  told: ['lanxi/site-3#head'],
  nextAt: at('2027-06-14', '01:00'),
  nextAction: 'escalate',
  nextTo: ['lanxi/site-3#patron'],
  acceptedAt: null,
  unreached: [],
  missing: 0,
  seq: 6,
  ...changes,
});

export const people: readonly Person[] = [
  { post: 'lanxi/site-3#technician', name: '示淳湖', title: '东湾中学信息中心管理员' },
  { post: 'lanxi/site-3#leader', name: '示元竹', title: '东湾中学副校长、副主考' },
  { post: 'lanxi/site-3#head', name: '示书竹', title: '东湾中学校长、主考' },
  { post: 'lanxi/site-3#patron', name: '示竹桦', title: '县教育督导室主任（包点领导）' },
  { post: 'lanxi#office', name: '示荷石', title: '县招生考试委员会办公室值班负责人' },
  { post: 'lanxi#director', name: '示岚竹', title: '副县长、考区主任' },
];

/** Whoever holds the post. */
export const personOn = (post: string): Person =>
  people.find((person) => person.post === post) ?? { post, name: null, title: null };

/** The duty as the overdue list has it, at 22:03. */
export const overdueLine = (changes: Partial<View> = {}, lateMs = 303 * 60_000): OverdueLine => {
  const late = view(changes);
  return {
    view: late,
    now: at('2027-06-13', '22:03'),
    lateMs,
    doer: [personOn(late.doer)],
    told: late.told.map(personOn),
    unreached: late.unreached.map(personOn),
    next: late.nextTo.map(personOn),
  };
};
