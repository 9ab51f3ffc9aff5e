import { ROOM_DUTIES, type RoomDuty } from '../../engine/room-rules.js';
import { column, needed, type Column } from '../registers/columns.js';

/** The table of a room roster: a row a person and place. */
export const ROSTER_COLUMNS: readonly Column[] = [
  column('session', '场次', '考试场次', '科目', '考试科目', 'session'),
  column('site', '考点', '考点名称', '考点编号', 'site'),
  needed('room', '考场', '考场号', '考场编号', 'room'),
  needed('duty', '岗位', '职责', '任务', '类别', 'duty'),
  needed('person', '人员编号', '编号', '工号', '人员代码', 'person'),
  column('name', '姓名', '人员姓名', 'name'),
  column('school', '学校', '所在学校', '任教学校', '工作单位', 'school'),
  column('county', '县区', '派出县区', '来源', '派出地', '派出单位', 'county'),
];

const DUTY_WORDS: Readonly<Record<RoomDuty, readonly string[]>> = {
  invigilator: ['监考员', '监考', '监考教师', '主监考', '副监考', '甲', '乙', '丙'],
  patrol: ['定点巡考员', '定点巡考', '巡考员', '巡考'],
  reserve: ['备用监考员', '备用', '后备', '候补'],
};

/** What a cell says somebody does: `第一监考员`, `监考员甲` are invigilators; null where it says nothing known. */
export function dutySaid(text: string): RoomDuty | null {
  const said = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .toLowerCase()
    .replace(/^第[一二三]/, '')
    .replace(/(?<=.)[甲乙丙一二三123]$/, '');
  return ROOM_DUTIES.find((duty) => duty === said || DUTY_WORDS[duty].includes(said)) ?? null;
}

/** What may stand there, for whoever wrote something else. */
export const dutyNames = (): string =>
  ROOM_DUTIES.map((duty) => `${DUTY_WORDS[duty][0]} (${duty})`).join('、');

const ROOM = /^[0-9A-Za-z][0-9A-Za-z.]{0,11}$/;
const RANGE = /^(\d{1,6})[-~—–至](\d{1,6})$/;
/** A range is some rooms of one site. */
const MOST_ROOMS = 200;

/** The rooms that a cell names: `001`, `001、002`, `001-010`; null where it cannot be read. `1` and `001` are one. */
export function roomsSaid(text: string): readonly string[] | null {
  const parts = text
    .normalize('NFKC')
    .split(/[\s、,;]+/u)
    .filter(Boolean);
  const rooms: string[] = [];
  for (const part of parts) {
    const [, from, to] = RANGE.exec(part) ?? [];
    if (from === undefined) {
      if (!ROOM.test(part)) return null;
      rooms.push(numbered(part));
      continue;
    }
    const [first, last] = [Number(from), Number(to)];
    if (last < first || last - first >= MOST_ROOMS) return null;
    for (let room = first; room <= last; room += 1) rooms.push(numbered(String(room)));
  }
  return [...new Set(rooms)];
}

const numbered = (room: string): string =>
  /^\d+$/.test(room) ? String(Number(room)).padStart(3, '0') : room;
