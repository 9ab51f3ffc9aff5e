import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadOf } from '../../src/report/load.js';
import { saidWords, type SaidWord } from '../../src/report/words.js';
import { epochMs } from '../../src/engine/model.js';
import { on, small } from './a-plan.js';

const prepared = small();
const MINUTE = 60_000;
const told = (time: number | string, duty: string, ...to: string[]): SaidWord => {
  const owedAt = typeof time === 'string' ? on(time) : epochMs(time);
  return {
    unit: 'top/one',
    event: { type: 'told', action: 'due', rung: -1, side: 'owner', at: owedAt, owedAt, duty, to },
  };
};

const START = on('06-14 22:00');
// Few minutes and few posts, across midnight: what collides is the point. `a1` is held by a person, `x` by nobody.
const words = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 300 }),
      fc.constantFrom('safe', 'closed@chinese'),
      fc.uniqueArray(fc.constantFrom('top/one#doer', 'top#office', 'top#director', 'top/one#x'), {
        maxLength: 3,
      }),
    ),
    { maxLength: 60 },
  )
  .map((all) => all.sort(([a], [b]) => a - b))
  .map((all) => all.map(([minute, duty, to]) => told(START + minute * MINUTE, duty, ...to)));
const windows = fc.integer({ min: 0, max: 120 }).map((minutes) => minutes * MINUTE);
const total = <Thing>(things: readonly Thing[], of: (thing: Thing) => number): number =>
  things.reduce((sum, thing) => sum + of(thing), 0);

describe('the load of a season', () => {
  it('counts every word once for each addressee, by day as by person', () => {
    fc.assert(
      fc.property(words, windows, (said, windowMs) => {
        const load = loadOf(prepared, said, windowMs);
        const addressed = total(said, ({ event }) => event.to.length);
        expect(load.words).toBe(addressed);
        expect(total(load.people, (one) => one.words)).toBe(addressed);
        expect(total(load.people, (one) => one.messages)).toBe(load.messages);
        expect(total(load.people, (one) => one.atOnce)).toBe(load.atOnce);
      }),
    );
  });

  it('never makes more messages than words, nor more by gathering longer', () => {
    fc.assert(
      fc.property(words, windows, windows, (said, a, b) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)].map((ms) =>
          loadOf(prepared, said, ms),
        );
        expect(short?.messages).toBeLessThanOrEqual(short?.words ?? 0);
        expect(long?.messages).toBeLessThanOrEqual(short?.messages ?? 0);
        expect(long?.atOnce).toBe(short?.atOnce);
      }),
    );
  });

  it('counts the words that a simulation prints', () => {
    const said = saidWords(prepared);
    expect(loadOf(prepared, said).words).toBe(total(said, ({ event }) => event.to.length));
  });

  it('gathers what comes to one person within half an hour of the first word, by hand', () => {
    const load = loadOf(prepared, [
      told('06-15 08:00', 'safe', 'top#office', 'top#director'),
      told('06-15 08:29', 'safe', 'top#office'),
      told('06-15 08:30', 'safe', 'top#office'),
      told('06-16 08:00', 'safe', 'top#office'),
    ]);
    expect(load).toMatchObject({ words: 5, messages: 4, atOnce: 0 });
    expect(load.busiestDay).toEqual({
      ...{ day: '2027-06-15', words: 4, messages: 3, atOnce: 0 },
      ...{ people: 2, median: 1.5, most: 2 },
    });
    expect(load.busiestMinute).toEqual({ at: on('06-15 08:00'), words: 2 });
    expect(load.people[0]).toMatchObject({
      ...{ person: 'o1', name: '示二', words: 4, messages: 3 },
      busiest: { day: '2027-06-15', messages: 2, atOnce: 0 },
    });
  });

  it('sends at once what hangs on a ladder of minutes, one message an instant', () => {
    const tight = small('after: 2h, to: root.director', 'after: 10m, to: root.director');
    const said = [
      told('06-15 08:00', 'safe', 'top#office'),
      told('06-15 08:00', 'closed@chinese', 'top#office'),
      told('06-15 08:01', 'safe', 'top#office'),
    ];
    expect(loadOf(tight, said)).toMatchObject({ words: 3, messages: 2, atOnce: 2 });
    expect(loadOf(prepared, said)).toMatchObject({ words: 3, messages: 1, atOnce: 0 });
  });

  it('lets the early reminder of an urgent duty wait for the digest', () => {
    const tight = small('after: 2h, to: root.director', 'after: 15m, to: root.director');
    const remind = (time: string): SaidWord => {
      const word = told(time, 'safe', 'top#office');
      return { ...word, event: { ...word.event, action: 'remind' } };
    };
    // `safe` is due on the 15th at noon.
    expect(loadOf(tight, [remind('06-14 23:59')]).atOnce).toBe(0);
    expect(loadOf(tight, [remind('06-15 00:00')]).atOnce).toBe(1);
  });

  it('names whoever gets more than twelve on a day, what went at once not counted', () => {
    const every = (minutes: number, count: number): SaidWord[] =>
      Array.from({ length: count }, (_, n) =>
        told(on('06-15 00:00') + n * minutes * MINUTE, 'safe', 'top#office'),
      );
    expect(loadOf(prepared, every(30, 12)).over).toEqual([]);
    expect(loadOf(prepared, every(30, 13)).over).toEqual([
      { person: 'o1', name: '示二', day: '2027-06-15', messages: 13 },
    ]);
  });

  it('knows who holds a post on that day, and names the post where nobody does', () => {
    const load = loadOf(prepared, [
      told('07-01 12:00', 'safe', 'top/one#doer'),
      told('07-02 12:00', 'safe', 'top/one#doer'),
    ]);
    expect(load.people.map(({ person, name }) => [person, name])).toEqual([
      ['a1', '示五'],
      ['top/one#doer', 'top/one#doer'],
    ]);
  });
});
