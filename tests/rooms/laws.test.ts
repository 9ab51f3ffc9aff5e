import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkRoom, fitsRoom } from '../../src/rooms/check-room.js';
import { checkSeats } from '../../src/rooms/check-seats.js';
import { afterReplacement, placeLeft, type Replacement } from '../../src/rooms/replaced.js';
import { plainName, type RoomWorld, type Seat } from '../../src/rooms/seat.js';
import { freeReserves, substitutesIn } from '../../src/rooms/substitutes.js';
import { aWorld, seat } from './a-roster.js';

const SCHOOLS = ['一中', '二中', '三中', ''];
const COUNTIES = ['c/a', 'c/b', 'c/d', ''];
const PEOPLE = Array.from({ length: 12 }, (_, n) => `p${n}`);
const someSeat = fc.record({
  session: fc.constantFrom('maths', 'physics', 'history'),
  site: fc.constantFrom('c/a/site-1', 'c/b/site-1'),
  room: fc.constantFrom('001', '002'),
  duty: fc.constantFrom('invigilator', 'invigilator', 'invigilator', 'patrol', 'reserve'),
  person: fc.constantFrom(...PEOPLE),
  school: fc.constantFrom(...SCHOOLS),
  county: fc.constantFrom(...COUNTIES),
});
const roster = fc
  .array(someSeat, { maxLength: 14 })
  .map((all): Seat[] =>
    all.map(({ room, ...one }, n) =>
      seat({ ...one, row: n + 2, rooms: one.duty === 'reserve' ? [] : [room] }),
    ),
  );
const facts = fc
  .record({
    schools: fc.dictionary(fc.constantFrom(...PEOPLE), fc.constantFrom(...SCHOOLS)),
    counties: fc.dictionary(fc.constantFrom(...PEOPLE), fc.constantFrom(...COUNTIES)),
    barred: fc.dictionary(
      fc.constantFrom(...PEOPLE),
      fc.constant([{ code: 'recusal-relative' as const, about: '2027', bars: true }]),
    ),
  })
  .map((one) => aWorld({ ...one, meeting: [['physics', 'history']] }));

/** The rules once more, the long way round: pair by pair, without lists or order. */
function naively(seats: readonly Seat[], world: RoomWorld): Set<string> {
  const found = new Set<string>();
  const beside = (a: Seat, b: Seat) => a.site === b.site && a.session === b.session;
  for (const a of seats) {
    if (world.barredBy(a).length > 0) found.add('not-eligible');
    for (const b of seats) {
      if (a === b) continue;
      const isTour = a.duty === 'patrol' && b.duty === 'patrol' && beside(a, b);
      if (a.person === b.person && world.meet(a.session, b.session) && !isTour) found.add('twice');
      const isRoom = a.duty === 'invigilator' && b.duty === 'invigilator' && beside(a, b);
      if (!isRoom || a.rooms[0] !== b.rooms[0]) continue;
      const schools = (one: Seat) => [one.school, world.person(one.person).school].map(plainName);
      if (schools(a).some((one) => one !== '' && schools(b).includes(one)))
        found.add('same-school');
    }
  }
  return found;
}

it('finds what a naive reading finds: places held twice, shared schools, the barred', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(roster, facts, (seats, world) => {
      const codes = new Set<string>(checkSeats(seats, [], world).map(({ code }) => code));
      const wanted = naively(seats, world);
      for (const one of wanted) kinds.add(one);
      for (const code of ['twice', 'same-school', 'not-eligible'])
        expect([code, codes.has(code)]).toEqual([code, wanted.has(code)]);
    }),
    { numRuns: 2_000 },
  );
  expect([...kinds].sort()).toEqual(['not-eligible', 'same-school', 'twice']);
});

it('says the same kinds of faults in whatever order the rows come', () => {
  const kinds = (seats: readonly Seat[], world: RoomWorld) =>
    [...new Set(checkSeats(seats, [], world).map(({ code }) => code))].sort();
  fc.assert(
    fc.property(roster, facts, (seats, world) => {
      expect(kinds([...seats].reverse(), world)).toEqual(kinds(seats, world));
    }),
  );
});

it('lets a room be sound exactly where each fits beside the others', () => {
  const room = fc.array(someSeat, { minLength: 2, maxLength: 2 }).map((two) =>
    two.map(({ person: _p, room: _r, ...one }, n) =>
      seat({
        ...one,
        person: `p${n}`,
        duty: 'invigilator',
        site: 'c/a/site-1',
        session: 'maths',
      }),
    ),
  );
  let sound = 0;
  fc.assert(
    fc.property(room, facts, (seats, world) => {
      const faults = checkRoom(seats, world);
      const fits = seats.every((one) => {
        const others = seats.filter((other) => other !== one);
        return fitsRoom(one, others, world);
      });
      if (fits) sound += 1;
      expect(fits).toBe(faults.length === 0);
    }),
    { numRuns: 2_000 },
  );
  expect(sound).toBeGreaterThan(20);
});

const replacing = (place: Seat, person: string): Replacement => ({
  ...{ site: place.site, session: place.session, room: place.rooms[0] ?? '' },
  ...{ absent: place.person, absentName: '', person, name: '', reason: 'ill' },
  ...{ inspector: 'i', inspectorName: '', by: 'h', recordedBy: 'h' },
  ...{ happenedAt: 0, recordedAt: 0 },
});

it('offers only substitutes with whom nothing new is wrong, and moves nobody else', () => {
  let offered = 0;
  fc.assert(
    fc.property(roster, facts, (seats, world) => {
      const key = (seat: Seat, code: string): string =>
        [seat.session, seat.site, seat.rooms.join(), seat.person, code].join(' ');
      for (const place of seats.filter(({ duty }) => duty === 'invigilator')) {
        const around = { seats, world };
        const free = freeReserves(around, place.session);
        for (const { person } of substitutesIn(place, free, around)) {
          const reserve = seats.find((one) => one.person === person && one.duty === 'reserve');
          // Somebody with two places at once was wrong before.
          if (seats.filter((one) => one.person === person).length > 1) continue;
          if (seats.filter((one) => one.person === place.person).length > 1) continue;
          offered += 1;
          const after = afterReplacement(seats, replacing(place, person));
          expect(after).toHaveLength(seats.length - 1);
          expect(placeLeft(after, { ...replacing(place, ''), absent: place.person })).toBeNull();
          const before = new Set(checkSeats(seats, [], world).map(({ code }) => code));
          const own = checkSeats(after, [], world).filter(({ seat: one }) => one.person === person);
          for (const fault of own) expect([...before]).toContain(fault.code);
          const moved = new Set(after.map((one) => key(one, '')));
          for (const one of seats)
            if (one !== place && one !== reserve) expect(moved.has(key(one, ''))).toBe(true);
        }
      }
    }),
    { numRuns: 3_000 },
  );
  expect(offered).toBeGreaterThan(30);
});

it('leaves a roster as it is when the place or the reserve is not there', () => {
  const seats = [seat(), seat({ row: 3, duty: 'reserve', rooms: [], person: 'r1' })];
  expect(afterReplacement(seats, replacing(seat({ person: 'x' }), 'r1'))).toBe(seats);
  expect(afterReplacement(seats, replacing(seat(), 'x'))).toBe(seats);
  const after = afterReplacement(seats, replacing(seat(), 'r1'));
  expect(after.map(({ duty, person, rooms }) => [duty, person, rooms])).toEqual([
    ['invigilator', 'r1', ['001']],
  ]);
});
