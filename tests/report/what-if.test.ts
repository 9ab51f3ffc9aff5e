import { describe, expect, it } from 'vitest';
import { fullTime } from '../../src/text/when.js';
import { absenceOf, officeOf } from '../../src/report/absence.js';
import { missingOf, type Consequence, type MissedStep } from '../../src/report/what-if.js';
import { saidWords } from '../../src/report/words.js';
import { playedAway, playedWell, playedWithout } from '../../src/service/play.js';
import type { Prepared } from '../../src/service/prepare.js';
import { on, small } from './a-plan.js';

const miss = (prepared: Prepared, step: MissedStep) =>
  missingOf(
    prepared,
    saidWords(playedWell(prepared)),
    saidWords(playedWithout(prepared, step)),
    step,
  );

const away = (prepared: Prepared, person: string, from = '06-01 00:00', to = '06-30 00:00') => {
  const leave = { person, from: on(from), to: on(to) };
  const played = playedAway(prepared, { ...leave, isThere: officeOf(prepared) });
  return absenceOf(prepared, saidWords(playedWell(prepared)), saidWords(played), leave);
};

const told = (prepared: Prepared, { words }: Consequence): string[] =>
  words.map(({ event, to }) =>
    [
      fullTime(prepared.calendar, event.owedAt).slice(5),
      event.action,
      to.map(({ name }) => name).join('、'),
    ].join(' '),
  );

describe('a step that nobody does', () => {
  const prepared = small();

  it('tells who hears of it, rung by rung and by name', () => {
    const { missed, late } = miss(prepared, { step: 'safe', unit: 'top/two' });
    expect(missed.map((one) => [one.unit, one.duty, told(prepared, one)])).toEqual([
      [
        'top/two',
        'safe',
        [
          '06-12 09:00 open 示七',
          '06-14 12:00 remind 示七',
          '06-15 10:00 remind 示七',
          '06-15 12:00 due 示七',
          '06-15 12:00 escalate 示八',
          '06-15 14:00 escalate 示一',
          '06-15 15:00 escalate 示一',
          '06-15 16:00 escalate 示一',
          '06-15 17:00 escalate 示一',
        ],
      ],
    ]);
    expect(late).toEqual([]);
  });

  it('names the gates that would miss it, and what they miss', () => {
    const { gates } = miss(prepared, { step: 'safe', unit: 'top/two' });
    expect(gates.map(({ unit, duty, missing }) => [unit, duty, missing])).toEqual([
      ['top', 'ready', ['top/two:safe']],
    ]);
    expect(gates[0] && told(prepared, gates[0])[0]).toMatch(/^06-15 20:00 gate /);
  });

  it('drags along the duties that cannot be done without it', () => {
    const needy = small(
      '  - id: notice\n',
      `  - id: binding
    title: { zh: 装订, en: Binding }
    phase: eve
    scope: { units: [top/two] }
    due: E-1d 18:00
    needs: [{ step: safe, scope: own }]
    source: E7
  - id: notice
`,
    );
    const { late } = miss(needy, { step: 'safe', unit: 'top/two' });
    expect(late.map(({ unit, duty }) => [unit, duty])).toEqual([['top/two', 'binding']]);
    expect(miss(needy, { step: 'safe', unit: 'top/one' }).late).toEqual([]);
  });

  it('takes one session where one is named', () => {
    const { missed } = miss(prepared, { step: 'closed', occurrence: 'chinese' });
    expect(missed.map(({ duty }) => duty)).toEqual(['closed@chinese']);
    expect(miss(prepared, { step: 'closed', occurrence: 'maths' }).missed).toEqual([]);
  });

  it('says nothing where all is done', () => {
    const none = miss(prepared, { step: 'safe', unit: 'top/three' });
    expect([none.missed, none.late, none.gates]).toEqual([[], [], []]);
  });
});

describe('somebody who is away', () => {
  it('leaves what only he can do to climb, and what comes to him to nobody', () => {
    const prepared = small();
    const absence = away(prepared, 'd1');
    expect(absence).toMatchObject({
      name: '示一',
      posts: [{ post: 'top#director', others: [] }],
    });
    // Both sites' letters wait for his signature, and the ladder's second rung is himself.
    expect(absence.late.map(({ unit, duty }) => `${unit} ${duty}`).sort()).toEqual([
      'top/one letters',
      'top/two letters',
    ]);
    expect(absence.words.length).toBeGreaterThan(0);
    expect(absence.words.every(({ post, instead }) => post === 'top#director' && !instead)).toBe(
      true,
    );
  });

  it('hands everything to another holder of the post', () => {
    const prepared = small('o1,示二,top,office,,,', 'o1,示二,top,office,,,\no2,示九,top,office,,,');
    const absence = away(prepared, 'o1');
    expect(absence.posts[0]?.others.map(({ name }) => name)).toEqual(['示九']);
    expect([absence.late, absence.gates]).toEqual([[], []]);
    expect(new Set(absence.words.map(({ instead }) => instead?.name))).toEqual(new Set(['示九']));
  });

  it('hands nothing to a holder whose time has not come', () => {
    const later = 'o1,示二,top,office,,,\no2,示九,top,office,,2027-07-01,';
    const absence = away(small('o1,示二,top,office,,,', later), 'o1');
    expect(absence.posts[0]?.others).toEqual([]);
    expect(absence.words.some(({ instead }) => instead === null)).toBe(true);
    // Nobody accepts: the acceptor's ladder climbs, and the gate finds it missing.
    expect(new Set(absence.late.map(({ duty }) => duty))).toEqual(new Set(['safe']));
    expect(absence.gates.map(({ missing }) => missing)).toEqual([['top/one:safe', 'top/two:safe']]);
  });

  it('changes nothing before he leaves', () => {
    const absence = away(small(), 'd1', '06-20 00:00', '06-30 00:00');
    expect([absence.words, absence.late, absence.gates]).toEqual([[], [], []]);
  });
});
