import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import { readCrew, crewText, unbadged } from '../../src/engine/watch.js';
import { HANDED_OUT, INTAKE, KEEPER, KEEPER_TWO, OUT, vaultPlan } from '../support/a-vault.js';
import { act, complete, HOUR, MINUTE, on, run, TICK, wordsIn, type Script } from './unit.js';

const PLAN = vaultPlan();
const out: Script = [
  [HANDED_OUT, complete('permit')],
  [HANDED_OUT, act('confirm', 'hands', { by: 'ke', post: KEEPER, content: '甲' })],
  [HANDED_OUT, act('confirm', 'hands', { by: 'co', post: KEEPER_TWO, content: '甲' })],
];
const vault = (by: string, more: object) => act('vault', 'hands', { by, ...more });
const standIn = (post: string, person: string, from: number, until: number): Command =>
  act('standIn', null, { by: 'lead', post, person, from, until });
const said = (script: Script) =>
  run(PLAN, [...out, ...script])
    .answers.slice(out.length)
    .map(({ refused }) => refused ?? 'ok');

const BADGED = 'h1:01 h2:02 | m1:03 m2:04 m3:05 m4:06';
const signs = (post: 'incoming' | 'outgoing', by: string, content: string) =>
  act('confirm', 'guard', { post, by, content });
const manned: Script = [
  [INTAKE - 5 * MINUTE, signs('incoming', 'h1', `${BADGED} | ke co`)],
  [INTAKE, complete('received')],
];

describe('key and combination', () => {
  it('are handed out by two signatures, and go on by the word of both within a quarter of an hour', () => {
    const at = HANDED_OUT + HOUR;
    expect(
      said([
        [at, vault('x', { act: 'pass', what: 'key', to: 'new' })],
        [at, vault('ke', { act: 'pass', what: 'key', to: 'co' })],
        [at, vault('ke', { act: 'pass', what: 'key', to: 'ke' })],
        [at, vault('ke', { act: 'pass', what: 'key', to: 'new' })],
        [at, vault('other', { act: 'take', what: 'key' })],
        [at + 16 * MINUTE, vault('new', { act: 'take', what: 'key' })],
        [at + 20 * MINUTE, vault('ke', { act: 'pass', what: 'key', to: 'new' })],
        // Offered both, he takes one.
        [at + 21 * MINUTE, vault('co', { act: 'pass', what: 'combination', to: 'new' })],
        [at + 22 * MINUTE, vault('new', { act: 'take', what: 'key' })],
        [at + 22 * MINUTE, vault('new', { act: 'take', what: 'combination' })],
        [at + 23 * MINUTE, vault('co', { act: 'pass', what: 'combination', to: 'ke' })],
        [at + 24 * MINUTE, vault('ke', { act: 'take', what: 'combination' })],
      ]),
    ).toEqual([
      ...['not-the-holder', 'hands-joined', 'same-person', 'ok', 'not-offered', 'not-offered'],
      ...['ok', 'ok', 'ok', 'hands-joined', 'ok', 'ok'],
    ]);
  });

  it('are not joined by a stand-in, nor handed to somebody who stands in for the other', () => {
    const [from, until] = [INTAKE, INTAKE + 8 * HOUR];
    const at = HANDED_OUT + HOUR;
    expect(
      said([
        [at, standIn(KEEPER, 'co', from, until)],
        [at, standIn(KEEPER, 'new', from, until)],
        [at, standIn(KEEPER_TWO, 'new', until - 1, until + HOUR)],
        // One after the other, as the second begins when the first is over.
        [at, standIn(KEEPER_TWO, 'new', until, until + HOUR)],
        [at, vault('co', { act: 'pass', what: 'combination', to: 'new' })],
        [at, standIn('site#doer', 'co', from, until)],
      ]),
    ).toEqual(['hands-joined', 'ok', 'hands-joined', 'ok', 'hands-joined', 'ok']);
  });

  it('are named in no shift change before they are handed out', () => {
    const { answers } = run(PLAN, [
      [INTAKE - 5 * MINUTE, signs('incoming', 'h1', `${BADGED} | ke co`)],
      [INTAKE - 5 * MINUTE, signs('incoming', 'h1', BADGED)],
    ]);
    expect(answers.map(({ refused }) => refused ?? 'ok')).toEqual(['hands-not-out', 'ok']);
  });

  it('stand in each shift change as the vault knows them, and nobody goes off duty with one', () => {
    expect(
      said([
        [INTAKE - 5 * MINUTE, signs('incoming', 'h1', BADGED)],
        [INTAKE - 5 * MINUTE, signs('incoming', 'h1', `${BADGED} | co ke`)],
        ...manned,
        [INTAKE + HOUR, vault('ke', { act: 'pass', what: 'key', to: 'm1' })],
        [INTAKE + HOUR, vault('m1', { act: 'take', what: 'key' })],
        [INTAKE + 2 * HOUR, act('leave', 'guard', { by: 'm1', person: 'm1' })],
      ]),
    ).toEqual(['hands-differ', 'hands-differ', 'ok', 'ok', 'ok', 'ok', 'hands-held']);
  });
});

describe('the watch', () => {
  it('asks for a badge of everybody, each his own number', () => {
    const badges = (text: string) => said([[INTAKE - MINUTE, signs('incoming', 'h1', text)]]);
    expect(badges('h1:01 h2:02 | m1:03 m2:04 m3:05 m4 | ke co')).toEqual(['badge-missing']);
    expect(badges('h1:01 h2:02 | m1:03 m2:04 m3:05 m4:01 | ke co')).toEqual(['badge-missing']);
    expect(badges(`${BADGED} | ke co`)).toEqual(['ok']);
    const crew = readCrew(`${BADGED} | ke co`);
    expect(crew && crewText(crew)).toBe(`${BADGED} | ke co`);
    expect(crew && unbadged(crew)).toBeNull();
  });

  it('walks its patrols by two who are on duty; one that is missed climbs at its half hour', () => {
    const patrol = (n: number, by: string) =>
      act('confirm', 'patrol', { occurrence: `${n}`, by, post: 'site#shift', content: '正常' });
    const course = run(PLAN, [
      ...out,
      ...manned,
      [INTAKE + 25 * MINUTE, patrol(1, 'x')],
      [INTAKE + 25 * MINUTE, patrol(1, 'm1')],
      [INTAKE + 26 * MINUTE, patrol(1, 'm1')],
      [INTAKE + 26 * MINUTE, patrol(1, 'm2')],
      [INTAKE + 75 * MINUTE, TICK],
    ]);
    expect(course.answers.slice(5, 9).map(({ refused }) => refused ?? 'ok')).toEqual([
      ...['not-on-duty', 'ok', 'same-person', 'ok'],
    ]);
    expect(wordsIn(course.events).filter((one) => one.includes('patrol@2'))).toHaveLength(3);
    expect(wordsIn(course.events).filter((one) => one.includes('patrol@1'))).toEqual([]);
  });
});

describe('intake', () => {
  const received = [INTAKE, complete('received')] as const;
  const permitOf = (script: Script) => run(PLAN, script).answers.at(-1)?.refused ?? 'ok';

  it('waits for the permit, and for a withdrawn one to be given anew', () => {
    const withdrawn = act('vault', 'permit', { by: 'se', act: 'withdraw', reason: '监控中断' });
    const at = INTAKE - 6 * HOUR;
    expect(permitOf([received])).toBe('needs-open');
    expect(permitOf([...out, received])).toBe('ok');
    expect(permitOf([...out, [at, withdrawn], received])).toBe('needs-open');
    expect(permitOf([...out, [at, withdrawn], [at, complete('permit')], received])).toBe('ok');
    const course = run(PLAN, [...out, [at, withdrawn], [at + 5 * HOUR, TICK]]);
    expect(find(course.plan, course.state, 'permit')?.progress).toMatchObject({
      ...{ status: 'returned', acceptedAt: null, dueAt: at + 4 * HOUR, level: 2 },
    });
  });

  it('is not earlier than two days before, unless that was approved', () => {
    const early = OUT - 49 * HOUR;
    const approval = {
      ...{ by: 'pro', source: { type: 'superior', by: 'pro' } },
      duty: { id: 'early', title: '省级批准提前入库', dueAt: early - MINUTE },
    };
    const all: Script = [[HANDED_OUT - 3 * HOUR, complete('permit')]];
    expect(permitOf([...all, [early, complete('received')]])).toBe('too-early');
    expect(
      permitOf([...all, [INTAKE, complete('received', { happenedAt: on('2027-06-14 18:00') })]]),
    ).toBe('too-early');
    const added: Script = [...all, [early - HOUR, act('addStep', null, approval)]];
    expect(permitOf([...added, [early, complete('received')]])).toBe('too-early');
    expect(permitOf([...added, [early, complete('early')], [early, complete('received')]])).toBe(
      'ok',
    );
  });
});

describe('the lock', () => {
  const opens = (civil: string) =>
    run(PLAN, [
      ...out,
      ...manned,
      [on(civil), act('unlock', null, { by: 'lock-1', place: 'vault' })],
    ]);

  it('alarms at 05:40 for a window from 07:00, and is only noted within it', () => {
    const early = opens('2027-06-16 05:40');
    expect(early.events.findLast(({ type }) => type === 'added')).toMatchObject({
      ...{ duty: 'alarm-1', title: '保密室非正常开启：vault', to: ['site#leader', 'site#head'] },
      added: { dueAt: on('2027-06-16 05:45') },
    });
    expect(opens('2027-06-16 07:00').events.some(({ type }) => type === 'added')).toBe(false);
    expect(opens('2027-06-16 07:41').events.some(({ type }) => type === 'added')).toBe(true);
    expect(opens('2027-06-15 12:10').events.some(({ type }) => type === 'added')).toBe(false);
    expect(opens('2027-06-15 12:11').events.some(({ type }) => type === 'added')).toBe(true);
    // What is late keeps its hour until it is done.
    expect(opens('2027-06-16 21:30').events.some(({ type }) => type === 'added')).toBe(false);
  });
});
