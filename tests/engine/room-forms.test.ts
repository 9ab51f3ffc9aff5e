import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differing, faultIn, kept } from '../../src/engine/forms.js';
import type { Check, Field, Form } from '../../src/engine/model.js';
import { roomsText } from '../../src/engine/rooms-said.js';
import { act, complete, duty, on, run, unitPlan } from './unit.js';

const DUE = on('2027-06-16 11:10');
const ROOMS = 40;
const number = (id: string, more: Partial<Field> = {}): Field => ({
  ...{ id, type: 'number', required: true },
  ...more,
});
const byRoom = (id: string): Field => ({ id, type: 'rooms', required: true, rooms: ROOMS });
const FIELDS = [
  ...[number('candidates', { expected: 1_200 }), number('present'), number('absent')],
  ...[number('spares'), byRoom('absent-in'), byRoom('faulty-in'), byRoom('spares-in')],
];
const CHECKS: readonly Check[] = [
  { left: ['present', 'absent'], right: ['candidates'] },
  { left: ['absent'], right: ['absent-in'] },
  { left: ['spares'], right: ['spares-in'] },
  { left: ['faulty-in'], right: ['spares-in'], atMost: true, perRoom: true },
];
const IT = duty('it', DUE, { fields: FIELDS, checks: CHECKS });
const GOOD: Form = { present: 1_197, absent: 3, spares: 1, 'absent-in': '12:1，７：2' };
const WHOLE: Form = { ...GOOD, 'faulty-in': '9', 'spares-in': '9:1' };

const completed = (form?: Form) =>
  run(unitPlan([IT]), [[on('2027-06-16 10:50'), complete('it', { ...(form && { form }) })]]);

describe('a form with numbers by room', () => {
  it('is recorded written one way, with the expected number where none was said', () => {
    const { events } = completed(WHOLE);
    expect(events[0]).toMatchObject({
      type: 'submitted',
      form: {
        ...{ candidates: 1_200, present: 1_197, absent: 3, spares: 1 },
        ...{ 'absent-in': '007:2 012:1', 'faulty-in': '009:1', 'spares-in': '009:1' },
      },
    });
    expect(events[0]).not.toHaveProperty('differs');
  });

  it('may say another number than the expected one, and the record says so', () => {
    const { events } = completed({ ...WHOLE, candidates: 1_195, present: 1_192 });
    expect(events[0]).toMatchObject({
      form: { candidates: 1_195 },
      differs: { candidates: 1_200 },
    });
  });

  it('is refused where the rooms do not make the total', () => {
    const { answers } = completed({ ...WHOLE, 'absent-in': '007:2' });
    expect(answers).toMatchObject([
      { refused: 'numbers-differ', detail: 'absent=3 ≠ absent-in=2' },
    ]);
  });

  it('is refused where totals agree and a room does not: the room is named', () => {
    const { answers } = completed({ ...WHOLE, 'faulty-in': '008:1' });
    expect(answers).toMatchObject([
      { refused: 'numbers-differ', detail: '008: faulty-in=1 > spares-in=0' },
    ]);
  });

  it('names a room that is not there, and nothing is recorded', () => {
    const { answers, events } = completed({ ...WHOLE, 'absent-in': '007:2 041:1' });
    expect(answers).toMatchObject([{ refused: 'room-unknown', detail: '041' }]);
    expect(events.map(({ type }) => type)).toEqual(['refused']);
  });

  it('amended is recorded the same way', () => {
    const course = run(unitPlan([IT]), [
      [on('2027-06-16 10:50'), complete('it', { form: WHOLE })],
      [on('2027-06-16 10:55'), act('amend', 'it', { form: WHOLE, reason: '重数' })],
    ]);
    const amended = course.events.find(({ type }) => type === 'amended');
    expect(amended).toMatchObject({ form: { candidates: 1_200, 'absent-in': '007:2 012:1' } });
  });

  it('completes a form of nothing but expected numbers and exceptions without a word', () => {
    const plan = unitPlan([
      duty('it', DUE, { fields: [number('rooms', { expected: 40 }), byRoom('x')] }),
    ]);
    const { events } = run(plan, [[on('2027-06-16 10:50'), complete('it', {})]]);
    expect(events[0]).toMatchObject({ type: 'submitted', form: { rooms: 40 } });
  });
});

const someRooms = fc
  .dictionary(fc.integer({ min: 1, max: ROOMS }).map(String), fc.integer({ min: 1, max: 9 }))
  .map((all) => new Map(Object.entries(all).map(([room, n]) => [Number(room), n] as const)));

describe('checks of rooms', () => {
  it('hold exactly where they hold in every room, and their sums are the fields’ sums', () => {
    fc.assert(
      fc.property(someRooms, someRooms, (faulty, spares) => {
        const form = { 'faulty-in': roomsText(faulty), 'spares-in': roomsText(spares) };
        const ask = (check: Check) =>
          faultIn(
            { ...IT, fields: [byRoom('faulty-in'), byRoom('spares-in')], checks: [check] },
            form,
          );
        const everywhere = [...faulty].every(([room, n]) => n <= (spares.get(room) ?? 0));
        const sum = (of: ReadonlyMap<number, number>) =>
          [...of.values()].reduce((a, b) => a + b, 0);
        const sides = { left: ['faulty-in'], right: ['spares-in'] };
        expect(ask({ ...sides, atMost: true, perRoom: true }) === null).toBe(everywhere);
        expect(ask({ ...sides, atMost: true }) === null).toBe(sum(faulty) <= sum(spares));
        expect(ask(sides) === null).toBe(sum(faulty) === sum(spares));
      }),
    );
  });

  it('keep a kept form as it is, and find nothing to add to it', () => {
    fc.assert(
      fc.property(someRooms, fc.integer({ min: 0, max: 2_000 }), (absent, candidates) => {
        const once = kept(IT, { candidates, 'absent-in': roomsText(absent) });
        expect(kept(IT, once)).toEqual(once);
        expect(differing(IT, once)).toEqual(candidates === 1_200 ? null : { candidates: 1_200 });
      }),
    );
  });
});
