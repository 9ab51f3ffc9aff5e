import { describe, expect, it } from 'vitest';
import { rowOf } from '../../src/engine/board.js';
import { epochMs, type Duty, type UnitEvent, type Watch } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import {
  act,
  clock,
  complete,
  duty,
  HOUR,
  ladder,
  MINUTE,
  notes,
  on,
  run,
  TICK,
  unitPlan,
} from './unit.js';
import type { Course, Script } from './unit.js';

const FROM = on('2027-06-14 08:00');
const UNTIL = on('2027-06-15 08:00');
const A = 'ha | m1 m2';
const B = 'hb | m3 m4';

const vault = (over: Partial<Watch> = {}, more: Partial<Duty> = {}): Duty =>
  // Its compiled due instant is its end; what is owed first is its beginning.
  duty('vault', UNTIL, {
    kind: 'watch',
    watch: {
      ...{ fromAt: FROM, untilAt: UNTIL, from: null, until: null },
      ...{ minimum: 2, heads: 1, shiftMs: 8 * HOUR, withinMs: 15 * MINUTE, graceMs: 10 * MINUTE },
      ...over,
    },
    ladder: ladder({ 'site#leader': 0, 'county#office': HOUR }),
    ...more,
  });
const plan = unitPlan([vault()]);
const signs = (post: 'incoming' | 'outgoing', by: string, content: string, more: object = {}) =>
  act('confirm', 'vault', { post, by, content, ...more });
/** Both sides at one instant. */
const change = (at: number, from: string, to: string, crew: string): Script => [
  [at, signs('outgoing', from, crew)],
  [at + MINUTE, signs('incoming', to, crew)],
];
const progressOf = ({ plan: of, state }: Course) => {
  const found = find(of, state, 'vault');
  if (!found) throw new Error('no vault');
  return found.progress;
};
const gapsIn = (events: readonly UnitEvent[]) =>
  events.flatMap((event) =>
    event.type === 'uncovered'
      ? [`${clock(event.fromAt).slice(8)} – ${clock(event.untilAt).slice(8)}`]
      : [],
  );
const refusals = ({ answers }: Course) => answers.map(({ refused }) => refused);

describe('a watch', () => {
  it('is accepted by itself when no minute was uncovered', () => {
    const course = run(plan, [
      [FROM - 10 * MINUTE, signs('incoming', 'ha', A)],
      ...change(FROM + 8 * HOUR, 'ha', 'hb', B),
      ...change(FROM + 16 * HOUR + 5 * MINUTE, 'hb', 'ha', A),
      [UNTIL, TICK],
    ]);
    expect(refusals(course)).toEqual(Array(6).fill(undefined));
    expect(course.events.at(-1)).toMatchObject({ type: 'accepted', by: 'watch', at: UNTIL });
    expect(notes(course.events)).toEqual([
      '06-14 16:00 due site#doer',
      '06-15 00:00 due site#doer',
    ]);
  });

  it('climbs from its beginning when nobody is on duty, and counts the gap', () => {
    const course = run(plan, [
      [FROM, TICK],
      [FROM + 70 * MINUTE, signs('incoming', 'ha', A)],
    ]);
    expect(notes(course.events)).toEqual([
      '06-14 08:00 due site#doer',
      '06-14 08:00 escalate 0 site#leader',
      '06-14 09:00 escalate 1 county#office',
    ]);
    expect(gapsIn(course.events)).toEqual(['14 08:00 – 14 09:10']);
    expect(progressOf(course)).toMatchObject({ dueAt: FROM + 8 * HOUR, level: 0 });
    expect(progressOf(course).run).toMatchObject({ crew: A, gapMs: 70 * MINUTE, count: 1 });
  });

  it('believes a crew that says it came long before it signed, and tells the leader', () => {
    const late = FROM + 4 * HOUR;
    const signed = (happenedAt: number) => {
      const command = { ...signs('incoming', 'ha', A), happenedAt: epochMs(happenedAt) };
      const { events } = run(plan, [[late, command]]);
      return events.find(({ type }) => type === 'relieved');
    };
    expect(signed(FROM)).toMatchObject({ since: FROM, to: ['site#leader'] });
    expect(signed(late - MINUTE)).not.toHaveProperty('to');
  });

  it('is covered while a shift changes within the time of grace, and uncovered from then on', () => {
    const first: Script = [[FROM - MINUTE, signs('incoming', 'ha', A)]];
    const boundary = FROM + 8 * HOUR;
    const inTime = run(plan, [...first, ...change(boundary + 8 * MINUTE, 'ha', 'hb', B)]);
    expect(notes(inTime.events)).toEqual(['06-14 16:00 due site#doer']);
    expect(gapsIn(inTime.events)).toEqual([]);
    const late = run(plan, [
      ...first,
      [boundary + 10 * MINUTE, TICK],
      [boundary + 25 * MINUTE, signs('incoming', 'hb', B)],
    ]);
    expect(notes(late.events).slice(-1)).toEqual(['06-14 16:10 escalate 0 site#leader']);
    expect(gapsIn(late.events)).toEqual(['14 16:10 – 14 16:25']);
    expect(progressOf(late).dueAt).toBe(FROM + 16 * HOUR);
  });

  it('is handed over by a head of each side, different persons, the same crew, within the time', () => {
    const on8 = run(plan, [[FROM, signs('incoming', 'ha', A)]]);
    const at = FROM + 8 * HOUR;
    const course = run(on8, [
      [at, signs('outgoing', 'm1', B)],
      [at, signs('incoming', 'm3', B)],
      [at, act('confirm', 'vault', { post: 'site#doer', content: B })],
      [at, signs('outgoing', 'ha', 'hb m3')],
      [at, signs('outgoing', 'ha', 'hb | m3')],
      [at, signs('outgoing', 'ha', 'hb | m3 m3')],
      [at, signs('outgoing', 'ha', B)],
      [at, signs('outgoing', 'ha', B)],
      [at, signs('incoming', 'hb', 'hb | m3 m5')],
      [at, signs('incoming', 'ha', 'ha | m3 m5')],
      [at + 5 * MINUTE, signs('incoming', 'hb', `  hb |m3   m4`)],
    ]);
    expect(refusals(course).slice(1)).toEqual([
      ...['not-a-signatory', 'not-a-signatory', 'not-a-signatory', 'bad-crew'],
      ...['crew-too-small', 'crew-too-small', undefined, 'signed-already', 'content-differs'],
      ...['same-person', undefined],
    ]);
    expect(course.answers[5]?.detail).toBe('1/1 | 1/2');
    expect(course.events.at(-1)).toMatchObject({
      type: 'relieved',
      crew: B,
      since: at + 5 * MINUTE,
    });
    const slow = run(on8, [
      [at - 20 * MINUTE, signs('outgoing', 'ha', B)],
      [at, signs('incoming', 'hb', B)],
    ]);
    expect(slow.events.map(({ type }) => type)).toContain('lapsed');
    expect(progressOf(slow).run?.crew).toBe(A);
  });

  it('is relieved when the others did not sign: who comes signs alone once nobody is on duty', () => {
    const course = run(plan, [
      [FROM, signs('incoming', 'ha', A)],
      [FROM + 8 * HOUR, signs('incoming', 'hb', B)],
      [FROM + 8 * HOUR + 11 * MINUTE, signs('incoming', 'hb', B)],
    ]);
    expect(refusals(course)).toEqual([undefined, undefined, undefined]);
    expect(progressOf(course).run?.crew).toBe(B);
    expect(gapsIn(course.events)).toEqual(['14 16:10 – 14 16:11']);
  });

  it('counts from when it was signed where that is recorded later', () => {
    const happenedAt = epochMs(FROM - 5 * MINUTE);
    const course = run(plan, [
      [FROM + HOUR, signs('incoming', 'ha', A, { happenedAt, recordedBy: 'desk' })],
    ]);
    expect(gapsIn(course.events)).toEqual([]);
    expect(progressOf(course).run).toMatchObject({ crewSince: happenedAt, gapMs: 0 });
  });

  it('is uncovered at once when so many leave that too few are left', () => {
    const begun = run(plan, [[FROM - MINUTE, signs('incoming', 'ha', 'ha | m1 m2 m3')]]);
    const at = FROM + 3 * HOUR;
    const course = run(begun, [
      [at, act('leave', 'vault', { person: 'm9' })],
      [at, act('leave', 'vault', { person: 'm1' })],
      [at + HOUR, act('leave', 'vault', { person: 'm2' })],
    ]);
    expect(refusals(course)).toEqual([undefined, 'not-on-duty', undefined, undefined]);
    expect(notes(course.events)).toEqual([
      '06-14 12:00 due site#doer',
      '06-14 12:00 escalate 0 site#leader',
    ]);
    expect(rowOf(course.plan, course.state, 'vault')).toMatchObject({
      lateAt: at + HOUR,
      missing: 1,
    });
    const back = run(course, [[at + 90 * MINUTE, signs('incoming', 'ha', A)]]);
    expect(gapsIn(back.events)).toEqual(['14 12:00 – 14 12:30']);
    expect(progressOf(back).dueAt).toBe(FROM + 8 * HOUR);
  });

  it('is uncovered from its beginning when the first crew is short before it', () => {
    const course = run(plan, [
      [FROM - 20 * MINUTE, signs('incoming', 'ha', A)],
      [FROM - 10 * MINUTE, act('leave', 'vault', { person: 'm2' })],
      [FROM + HOUR, signs('incoming', 'hb', B)],
    ]);
    expect(refusals(course)).toEqual([undefined, undefined, undefined]);
    expect(notes(course.events)).toEqual([
      '06-14 08:00 due site#doer',
      '06-14 08:00 escalate 0 site#leader',
      '06-14 09:00 escalate 1 county#office',
    ]);
    expect(gapsIn(course.events)).toEqual(['14 08:00 – 14 09:00']);
  });

  it('lets another crew sign alone where the first has gone before it begins', () => {
    const course = run(plan, [
      [FROM - 20 * MINUTE, signs('incoming', 'ha', A)],
      [FROM - 15 * MINUTE, act('leave', 'vault', { person: 'ha' })],
      [FROM - 10 * MINUTE, signs('incoming', 'hb', B)],
      [FROM + HOUR, TICK],
    ]);
    expect(refusals(course).slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(notes(course.events)).toEqual([]);
    expect(progressOf(course)).toMatchObject({ dueAt: FROM + 8 * HOUR });
  });

  it('is uncovered when the event that begins it finds its crew short', () => {
    const opened = { duty: 'papers', offsetMs: 0 };
    const papers = duty('papers', FROM);
    const course = run(unitPlan([papers, vault({ from: opened })]), [
      [FROM - 2 * HOUR, signs('incoming', 'ha', A)],
      [FROM - HOUR, act('leave', 'vault', { person: 'm2' })],
      [FROM - 30 * MINUTE, complete('papers')],
      [FROM - 29 * MINUTE, TICK],
    ]);
    expect(progressOf(course)).toMatchObject({ baseAt: FROM - 30 * MINUTE, level: 1 });
  });

  it('stays open after its end when it had a gap, until somebody waives it with the reason', () => {
    const course = run(plan, [
      [FROM + 30 * MINUTE, signs('incoming', 'ha', A)],
      ...change(FROM + 8 * HOUR, 'ha', 'hb', B),
      ...change(FROM + 16 * HOUR, 'hb', 'ha', A),
      [UNTIL, TICK],
      [UNTIL + HOUR, signs('incoming', 'hb', B)],
      [UNTIL + HOUR, act('waive', 'vault', { reason: 'flood on the road, sealed meanwhile' })],
    ]);
    expect(course.events.filter(({ type }) => type === 'expired')).toMatchObject([
      { gapMs: 30 * MINUTE, to: ['site#leader'] },
    ]);
    expect(notes(course.events).slice(-3)).toEqual([
      '06-15 08:00 due site#doer',
      '06-15 08:00 escalate 0 site#leader',
      '06-15 09:00 escalate 1 county#office',
    ]);
    expect(refusals(course).slice(-2)).toEqual(['watch-over', undefined]);
    expect(progressOf(course).status).toBe('waived');
  });

  it('ends uncovered where nobody came at all: one gap, and the ladder goes on', () => {
    const course = run(plan, [[UNTIL, TICK]]);
    expect(gapsIn(course.events)).toEqual(['14 08:00 – 15 08:00']);
    expect(progressOf(course)).toMatchObject({ status: 'open', wakeAt: Number.MAX_SAFE_INTEGER });
    expect(rowOf(course.plan, course.state, 'vault')?.lateAt).toBe(FROM);
  });

  it('begins and ends with real events', () => {
    const hung = vault({
      from: { duty: 'arrived', offsetMs: 0 },
      until: { duty: 'handed-out', offsetMs: 0 },
    });
    const both = unitPlan([duty('arrived', FROM), duty('handed-out', UNTIL), hung]);
    const early = run(both, [
      [FROM + HOUR, signs('incoming', 'ha', A)],
      [FROM + 2 * HOUR, complete('arrived')],
    ]);
    expect(progressOf(early)).toMatchObject({ dueAt: FROM + 10 * HOUR });
    const course = run(early, [
      ...change(FROM + 10 * HOUR, 'ha', 'hb', B),
      ...change(FROM + 18 * HOUR, 'hb', 'ha', A),
      ...change(FROM + 26 * HOUR, 'ha', 'hb', B),
      [FROM + 30 * HOUR, complete('handed-out')],
    ]);
    expect(course.events.at(-1)).toMatchObject({
      type: 'accepted',
      by: 'watch',
      at: FROM + 30 * HOUR,
    });
  });

  it('reminds the doer before a shift changes', () => {
    const course = run(unitPlan([vault({}, { remindBeforeMs: [30 * MINUTE] })]), [
      [FROM - 30 * MINUTE, TICK],
      [FROM - MINUTE, signs('incoming', 'ha', A)],
      [FROM + 8 * HOUR - 30 * MINUTE, TICK],
    ]);
    expect(notes(course.events)).toEqual([
      '06-14 07:30 remind 0 site#doer',
      '06-14 15:30 remind 0 site#doer',
    ]);
  });

  it('reminds nobody of its end: whoever is on duty then is relieved by nobody', () => {
    const course = run(unitPlan([vault({ shiftMs: 24 * HOUR }, { remindBeforeMs: [HOUR] })]), [
      [FROM - 2 * MINUTE, signs('incoming', 'ha', A)],
      [UNTIL - MINUTE, TICK],
      [UNTIL, TICK],
    ]);
    expect(notes(course.events)).toEqual(['06-14 07:00 remind 0 site#doer']);
    expect(course.events.at(-1)).toMatchObject({ type: 'accepted', by: 'watch' });
  });

  it('keeps its crew under a moved plan, and is relieved at the new boundary', () => {
    const moved = unitPlan([vault({ fromAt: epochMs(FROM + 2 * HOUR) })], { version: 2 });
    const course = run(plan, [
      [FROM, signs('incoming', 'ha', A)],
      [FROM + 4 * HOUR, { type: 'adopt', plan: moved, hash: 'v2' }],
    ]);
    expect(progressOf(course)).toMatchObject({ dueAt: FROM + 2 * HOUR });
  });

  it('is not signed for, completed or accepted by anybody', () => {
    const course = run(plan, [
      [FROM - HOUR, act('signFor', 'vault')],
      [FROM - HOUR, complete('vault')],
      [FROM - HOUR, act('accept', 'vault')],
      [FROM - HOUR, act('leave', 'vault', { person: 'ha' })],
    ]);
    expect(refusals(course)).toEqual(['wrong-kind', 'wrong-kind', 'not-submitted', 'not-on-duty']);
  });
});
