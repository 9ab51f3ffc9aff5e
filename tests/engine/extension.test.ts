import { describe, expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.js';
import type { Command } from '../../src/engine/model.js';
import { questionOf } from '../../src/engine/simulate.js';
import { find } from '../../src/engine/state.js';
import { approve, begin, lateSeason, siteOf } from './extension-season.js';
import {
  act,
  clock,
  complete,
  MINUTE,
  notes,
  on,
  run,
  TICK,
  toldIn,
  type Course,
  type Script,
} from './unit.js';

const at = (time: string) => on(`2027-06-16 ${time}`);
const SITE = siteOf(lateSeason());
const dueOf = ({ plan, state }: Course, id: string) =>
  clock(find(plan, state, id)?.progress.dueAt ?? 0).slice(11);
const wordsOf = ({ events }: Course, id: string) =>
  notes(events.filter((event) => 'duty' in event && event.duty === id)).map((line) =>
    line.slice(6),
  );
const said = ({ answers }: Course) =>
  answers.map(({ refused, detail }) => [refused ?? 'ok', detail].filter(Boolean).join(' '));

/** Time passes, minute by minute. */
const passes = (from: string, until: string): Script =>
  Array.from({ length: (at(until) - at(from)) / MINUTE + 1 }, (_, n) => [
    at(from) + n * MINUTE,
    TICK,
  ]);

/** Twelve minutes late, approved at 09:05. */
const LATE = [
  [at('08:58'), begin('late')],
  [at('09:00'), complete('reported')],
  [at('09:05'), approve('approved', 12)],
] as const;

describe('a late start', () => {
  it('moves what the plan has from the start of the session on, with the recorded approval', () => {
    const course = run(SITE, LATE);
    expect(course.answers[0]).toMatchObject({ session: 'chinese' });
    const dues = ['ready', 'started', 'closed', 'sealed', 'bound', 'rounds'].map(
      (id) => `${id} ${dueOf(course, `${id}@chinese`)}`,
    );
    expect(dues).toEqual([
      'ready 08:30',
      'started 09:27',
      'closed 12:22',
      'sealed 12:32',
      'bound 12:42',
      'rounds 09:42',
    ]);
    expect(dueOf(course, 'closed@maths')).toBe('11:40');
    expect(dueOf(course, 'evening')).toBe('21:30');
    expect(course.events.at(-1)).toMatchObject({
      ...{ type: 'extended', duty: 'approved@1', session: 'chinese', from: 'start', by: 'zhu' },
      ...{ fromAt: at('09:00'), byMs: 12 * MINUTE, untilAt: at('11:42') },
      to: ['county/one#head', 'county#office'],
    });
  });

  it('says nothing before the new instants, and all of it then', () => {
    const course = run(SITE, [...LATE, ...passes('09:06', '15:00')]);
    expect(wordsOf(course, 'closed@chinese')).toEqual([
      '11:42 open county/one#doer',
      '12:12 remind 0 county/one#doer',
      '12:22 due county/one#doer',
      '12:22 escalate 0 county/one#leader',
      '14:22 escalate 1 county#office',
    ]);
    expect(wordsOf(course, 'rounds@chinese@1')).toContain('09:42 due county/one#doer');
  });

  it('leaves alone what was said of a duty that was open, and reminds of it anew', () => {
    const course = run(SITE, [...LATE, ...passes('09:06', '09:30')]);
    expect(wordsOf(course, 'started@chinese').slice(0, 4)).toEqual([
      '09:00 open county/one#doer',
      '09:22 remind 0 county/one#doer',
      '09:27 due county/one#doer',
      '09:27 escalate 0 county/one#leader',
    ]);
  });

  it('takes a duty that was late already back to its clock; one that is late even so climbs on', () => {
    const late = [
      [at('09:10'), begin('late')],
      [at('09:11'), complete('reported')],
    ] as const;
    const still = run(SITE, [...late, [at('09:20'), approve('approved', 2)], [at('12:00'), TICK]]);
    expect(wordsOf(still, 'started@chinese').slice(1)).toEqual([
      '09:15 due county/one#doer',
      '09:15 escalate 0 county/one#leader',
      '11:17 escalate 1 county#office',
    ]);
    const back = run(SITE, [...late, [at('09:20'), approve('approved', 30)]]);
    expect(find(back.plan, back.state, 'started@chinese')?.progress.level).toBe(0);
    expect(wordsOf(run(back, passes('09:21', '09:45')), 'started@chinese').slice(3)).toEqual([
      '09:40 remind 0 county/one#doer',
      '09:45 due county/one#doer',
      '09:45 escalate 0 county/one#leader',
    ]);
  });

  it('moves a promise with its duty; one that was made when it was late has had its day', () => {
    const promised = (when: string, step: string, until: string) =>
      [at(when), act('signFor', step, { promiseAt: at(until) })] as const;
    const promiseOf = ({ plan, state }: Course, id: string) =>
      find(plan, state, id)?.progress.promiseAt ?? null;
    const ahead = run(SITE, [promised('08:50', 'closed@chinese', '12:00'), ...LATE]);
    expect(promiseOf(ahead, 'closed@chinese')).toBe(at('12:12'));
    const open = [...LATE.slice(0, 2), promised('09:02', 'started@chinese', '09:10'), LATE[2]];
    expect(promiseOf(run(SITE, open), 'started@chinese')).toBe(at('09:22'));
    const late = run(SITE, [
      ...LATE.slice(0, 2),
      promised('09:20', 'started@chinese', '09:40'),
      [at('09:21'), approve('approved', 30)],
    ]);
    expect(promiseOf(late, 'started@chinese')).toBeNull();
    expect(dueOf(late, 'started@chinese')).toBe('09:45');
  });

  it('moves nothing that was done, submitted or returned', () => {
    const course = run(SITE, [[at('08:40'), complete('closed@chinese')], ...LATE]);
    const closed = find(course.plan, course.state, 'closed@chinese');
    expect(closed?.progress).toMatchObject({ status: 'accepted', acceptedAt: at('08:40') });
    expect(clock(closed?.progress.dueAt ?? 0)).toBe('2027-06-16 12:10');
    // Its own clock runs from when that was done.
    expect(dueOf(course, 'bound@chinese')).toBe('09:00');
  });
});

describe('extensions', () => {
  it('add up: a replay moves what lies behind the end, and only that', () => {
    const course = run(SITE, [
      ...LATE,
      [at('11:00'), begin('replay')],
      [at('11:02'), approve('replayed', 8)],
    ]);
    expect(dueOf(course, 'closed@chinese')).toBe('12:30');
    expect(dueOf(course, 'started@chinese')).toBe('09:27');
    expect(course.events.at(-1)).toMatchObject({ fromAt: at('11:42'), untilAt: at('11:50') });
  });

  it('count anew where an approval is amended, and once where the same is said again', () => {
    const amend = (by: number) =>
      act('amend', 'approved@1', { form: { minutes: by }, reason: '笔误' });
    const course = run(SITE, [...LATE, [at('09:06'), amend(20)]]);
    expect(dueOf(course, 'closed@chinese')).toBe('12:30');
    expect(course.events.at(-1)).toMatchObject({ byMs: 20 * MINUTE, untilAt: at('11:50') });
    const again = run(course, [[at('09:07'), amend(20)]]);
    expect(again.events.filter(({ type }) => type === 'extended')).toHaveLength(2);
    expect(dueOf(run(course, [[at('09:08'), amend(5)]]), 'closed@chinese')).toBe('12:15');
  });

  it('withdraw a question that a gate has asked before its later hour', () => {
    const course = run(SITE, [[at('11:20'), begin('replay')]]);
    const asked = decide(course.plan, course.state, TICK, at('12:15'));
    expect(asked.state.asking).toEqual(['checked@chinese']);
    const question = questionOf(asked.plan, asked.state, 'checked@chinese');
    const given = decide(asked.plan, asked.state, approve('replayed', 8), at('12:16'));
    expect(given.state.asking).toEqual([]);
    const { needs: _needs, ...firing } = question ?? { needs: [] };
    const answer = { type: 'judge', ...firing, missing: [], silent: [] } as Command;
    expect(decide(given.plan, given.state, answer, at('12:17')).events).toEqual([]);
    expect(decide(given.plan, given.state, TICK, at('12:22')).state.asking).toEqual([]);
    const again = decide(given.plan, given.state, TICK, at('12:23'));
    expect(again.state.asking).toEqual(['checked@chinese']);
  });

  it('are whole minutes, from one to what the plan allows', () => {
    const ready = LATE.slice(0, 2);
    for (const wrong of [0, 121, 2.5])
      expect(said(run(SITE, [...ready, [at('09:05'), approve('approved', wrong)]])).at(-1)).toBe(
        'field-range minutes 1–120',
      );
    expect(said(run(SITE, [...ready, [at('09:05'), approve('approved', 120)]])).at(-1)).toBe('ok');
  });

  it('hold under another version of the plan, on top of its own times', () => {
    const later = lateSeason({
      sessions: [
        {
          id: 'chinese',
          title: { zh: '语文', en: 'Chinese' },
          day: 0,
          start: '09:00',
          end: '11:45',
        },
        { id: 'maths', title: { zh: '数学', en: 'Maths' }, day: 1, start: '09:00', end: '11:00' },
      ],
    });
    const same = run(SITE, [...LATE, [at('09:10'), adopt(siteOf(lateSeason(), 2))]]);
    expect(dueOf(same, 'closed@chinese')).toBe('12:22');
    expect(wordsOf(run(same, [[at('13:00'), TICK]]), 'closed@chinese')).toContain(
      '12:22 due county/one#doer',
    );
    const moved = run(SITE, [...LATE, [at('09:10'), adopt(siteOf(later, 2))]]);
    expect(dueOf(moved, 'closed@chinese')).toBe('12:37');
  });
});

describe('the session that a procedure is begun for', () => {
  it('is the one named, else the one that runs, else the next within twelve hours', () => {
    const course = run(SITE, [
      [on('2027-06-15 20:00'), begin('late')],
      [on('2027-06-15 21:30'), begin('late')],
      [at('10:00'), begin('late')],
      [at('11:31'), begin('late')],
      [at('11:31'), begin('late', { session: 'maths' })],
      [at('11:31'), begin('late', { happenedAt: at('11:20') })],
    ]);
    expect(
      course.answers.map(({ refused, detail, session }) =>
        refused ? `${refused} ${detail}` : session,
      ),
    ).toEqual([
      'which-session chinese maths',
      'chinese',
      'chinese',
      'which-session maths',
      'maths',
      'chinese',
    ]);
  });

  it('is refused where there is none of that name, or it is over', () => {
    const course = run(SITE, [
      [at('10:00'), begin('late', { session: 'physics' })],
      [at('11:31'), begin('late', { session: 'chinese' })],
      [on('2027-06-17 12:00'), begin('late')],
    ]);
    expect(said(course)).toEqual([
      'unknown-session physics',
      'session-over chinese',
      'session-over maths',
    ]);
  });

  it('is told again to whoever asks again by the same key', () => {
    const once = begin('late', { key: 'k-12345678' });
    const course = run(SITE, [
      [at('09:00'), once],
      [at('09:01'), once],
    ]);
    expect(course.answers.map(({ session }) => session)).toEqual(['chinese', 'chinese']);
    expect(toldIn(course.events).some(({ duty }) => duty.endsWith('@2'))).toBe(false);
  });
});

const adopt = (plan: typeof SITE) => ({ type: 'adopt', plan, hash: `v${plan.version}` }) as const;
