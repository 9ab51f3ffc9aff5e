import { describe, expect, it } from 'vitest';
import { checkSeats } from '../../src/rooms/check-seats.js';
import type { RoomWorld, Seat } from '../../src/rooms/seat.js';
import { aWorld, seat, SOUND } from './a-roster.js';

const said = (
  seats: readonly Seat[],
  world: RoomWorld = aWorld(),
  accepted: readonly Seat[] = [],
) =>
  checkSeats(seats, accepted, world).map(({ seat: { row }, code, field, about }) =>
    `${row} ${field} ${code} ${about}`.trim(),
  );
const changed = (n: number, parts: Partial<Seat>): Seat[] =>
  SOUND.map((one, at) => (at === n ? { ...one, ...parts } : one));

describe('a room roster', () => {
  it('is sound with two of two schools from two other counties, and a patrol', () => {
    expect(said(SOUND)).toEqual([]);
  });

  it.each([
    ['two of one school', changed(1, { school: '一 中' }), '3 school same-school p1'],
    ['a school nobody knows', changed(0, { school: '' }), '2 school school-unknown'],
    ['one at home', changed(1, { county: 'c/a' }), '3 county own-county c/a'],
    ['two of one county', changed(1, { county: 'c/b' }), '3 county same-county 2'],
    ['a county nobody knows', changed(1, { county: '' }), '3 county county-unknown'],
    ['one too few', SOUND.filter(({ row }) => row !== 3), '2 room room-short 1/2'],
    ['no patrol', SOUND.filter(({ row }) => row !== 4), '2 room patrol-missing 001'],
    [
      'a patrol of a room that is not there',
      changed(2, { rooms: ['001', '099'] }),
      '4 room patrol-elsewhere 099',
    ],
    ['one person twice', changed(3, { person: 'p1' }), '5 person twice c/a/site-1 maths 001'],
  ])('%s is told at its row', (_name, seats, fault) => {
    expect(said(seats)).toContain(fault);
  });

  it('with three in a room asks for two counties, not three, and for nobody more', () => {
    const third = seat({ row: 6, person: 'p4', school: '五中', county: 'c/d' });
    const rules = { invigilators: { perRoom: 3, source: 'S3' } };
    expect(said([...SOUND, third], aWorld({ rules }))).toEqual([]);
    expect(said([...SOUND, third])).toEqual(['6 room room-full 3/2']);
  });

  it('without the circulating scheme asks nothing of counties', () => {
    const { circulating: _none, ...rules } = aWorld().rules;
    const home = SOUND.map((one) => ({ ...one, county: '' }));
    expect(said(home, { ...aWorld(), rules })).toEqual([]);
  });

  it('takes the register’s school and county beside its own word', () => {
    expect(said(SOUND, aWorld({ schools: { p2: '一中' } }))).toEqual(['3 school same-school p1']);
    expect(said(SOUND, aWorld({ counties: { p2: 'c/a' } }))).toEqual([
      '3 county county-differs c/a',
      '3 county own-county c/a',
    ]);
  });

  it('names somebody else’s number, whoever is barred, and whoever must be elsewhere', () => {
    const barred = { p2: [{ code: 'recusal-relative', about: '2027', bars: true }] } as const;
    const world = aWorld({ barred, names: { p1: '示一' }, engaged: { p3: 'c/a/site-2' } });
    expect(said(changed(0, { name: '示二' }), world)).toEqual([
      '2 name name-differs 示一',
      '3 person not-eligible',
      '4 person engaged c/a/site-2',
    ]);
  });

  it('gives a patrol ten rooms, in one row or several, and no room to two', () => {
    const rooms = Array.from({ length: 11 }, (_, n) => `${n + 1}`.padStart(3, '0'));
    const staff = rooms.flatMap((room, n) => [
      seat({ row: 10 + n, rooms: [room], person: `a${n}` }),
      seat({ row: 30 + n, rooms: [room], person: `b${n}`, school: '二中', county: 'c/d' }),
    ]);
    const patrol = (row: number, person: string, own: readonly string[]) =>
      seat({ row, duty: 'patrol', person, rooms: own });
    expect(said([...staff, patrol(50, 'x', rooms)])).toEqual(['50 room patrol-rooms 11/10']);
    const split = [patrol(50, 'x', rooms.slice(0, 5)), patrol(51, 'x', rooms.slice(5, 10))];
    expect(said([...staff, ...split, patrol(52, 'y', rooms.slice(10))])).toEqual([]);
    expect(said([...staff, ...split, patrol(52, 'y', rooms.slice(9))])).toEqual([
      '52 room patrol-second 010',
    ]);
    expect(said([...staff, ...split])).toEqual(['20 room patrol-missing 011']);
  });

  it('holds nobody to two places at one time, be the other roster accepted long ago', () => {
    const there = seat({ row: 9, site: 'c/d/site-7', rooms: ['004'] });
    expect(said(SOUND, aWorld(), [there])).toEqual(['2 person twice c/d/site-7 maths 004']);
    const physics = { ...there, session: 'physics' };
    expect(said(SOUND, aWorld(), [physics])).toEqual([]);
    const meeting = [['maths', 'physics']] as const;
    expect(said(SOUND, aWorld({ meeting }), [physics])).toEqual([
      '2 person twice c/d/site-7 physics 004',
    ]);
  });
});
