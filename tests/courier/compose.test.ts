import { describe, expect, it } from 'vitest';
import { compose, type Composed } from '../../src/courier/compose.js';
import { USUAL_SETTINGS } from '../../src/courier/settings.js';
import type { Word } from '../../src/courier/word.js';
import { aWord, at, hours } from './a-word.js';

const HOURS = hours(['2027-06-16 09:00', '2027-06-16 11:30']);

const composed = (
  now: string,
  words: readonly Word[],
  { sentToday = 0, settings = USUAL_SETTINGS } = {},
): Composed => compose({ words, hoursOf: () => HOURS, sentToday, settings, now: at(now) });

const sent = ({ bundles }: Composed) => bundles.map(({ notices }) => [...notices]);

describe('the digest window', () => {
  it('keeps an ordinary word for a quarter of an hour and an urgent one for two minutes', () => {
    const since = at('2027-06-10 10:00');
    const ordinary = aWord(1, { since });
    const urgent = aWord(2, { since, urgency: 'urgent' });
    expect(composed('2027-06-10 10:14', [ordinary])).toEqual({
      bundles: [],
      overtaken: [],
      nextAt: at('2027-06-10 10:15'),
    });
    expect(sent(composed('2027-06-10 10:15', [ordinary]))).toEqual([[1]]);
    expect(composed('2027-06-10 10:01', [urgent]).nextAt).toBe(at('2027-06-10 10:02'));
    expect(sent(composed('2027-06-10 10:02', [urgent]))).toEqual([[2]]);
  });

  it('sends what waits along with what is due, the most urgent first', () => {
    const since = at('2027-06-10 10:00');
    const words = [
      aWord(1, { since }),
      aWord(2, { since, urgency: 'urgent', before: at('2027-06-10 12:00') }),
      aWord(3, { since, urgency: 'urgent', before: at('2027-06-10 11:00') }),
    ];
    const { bundles, nextAt } = composed('2027-06-10 10:02', words);
    expect(bundles).toEqual([
      {
        ...{ person: 'p1', rehearsal: false, urgency: 'urgent', counted: 0 },
        ...{ notices: [3, 2, 1], sendAt: at('2027-06-10 10:02') },
      },
    ]);
    expect(nextAt).toBeNull();
  });

  it('names the first duties and counts the others', () => {
    const since = at('2027-06-10 10:00');
    const words = Array.from({ length: 57 }, (_, n) => aWord(n + 1, { since }));
    const { bundles } = composed('2027-06-10 10:15', words);
    expect(bundles).toHaveLength(1);
    expect(bundles[0]).toMatchObject({ counted: 37 });
    expect(bundles[0]?.notices).toHaveLength(57);
  });
});

describe('a critical word', () => {
  it('goes at once and alone, at night and in a session, before all others', () => {
    const since = at('2027-06-16 10:00');
    const critical = { since, urgency: 'critical', kind: 'due' } as const;
    const words = [aWord(1, { since }), aWord(2, critical), aWord(3, critical)];
    expect(sent(composed('2027-06-16 10:00', words))).toEqual([[2], [3]]);
    const night = { since: at('2027-06-10 23:30'), urgency: 'critical' } as const;
    expect(sent(composed('2027-06-10 23:30', [aWord(4, night)]))).toEqual([[4]]);
  });

  it('goes with what its unit announces at the same moment; what is due goes alone', () => {
    const since = at('2027-06-16 05:40');
    const opens = { since, urgency: 'critical', kind: 'open' } as const;
    const words = [
      ...[1, 2, 3].map((n) => aWord(n, { ...opens, duty: `load@${n}` })),
      aWord(4, { ...opens, duty: 'load@4', path: 'c/b' }),
      ...[5, 6].map((n) => aWord(n, { ...opens, duty: `load@${n}`, kind: 'due' })),
    ];
    expect(sent(composed('2027-06-16 05:40', words))).toEqual([[1, 2, 3], [4], [5], [6]]);
    const many = Array.from({ length: 21 }, (_, n) =>
      aWord(n + 1, { ...opens, duty: `load@${n}` }),
    );
    const { bundles } = composed('2027-06-16 05:40', many);
    expect(bundles.map(({ notices, counted }) => [notices.length, counted])).toEqual([
      [20, 0],
      [1, 0],
    ]);
  });

  it('is one word where its event reaches a person on two posts', () => {
    const both = { since: at('2027-06-16 10:00'), urgency: 'critical', seq: 7, duty: 'd' } as const;
    const words = [aWord(1, both), aWord(2, { ...both, post: 'c#office' })];
    expect(composed('2027-06-16 10:00', words)).toMatchObject({
      bundles: [{ notices: [1] }],
      overtaken: [{ notice: 2, by: 1 }],
    });
  });
});

describe('the hours', () => {
  it('hold an ordinary word from half past nine to seven', () => {
    const word = aWord(1, { since: at('2027-06-10 21:20') });
    expect(composed('2027-06-10 21:35', [word]).nextAt).toBe(at('2027-06-11 07:00'));
    expect(sent(composed('2027-06-11 06:59', [word]))).toEqual([]);
    expect(sent(composed('2027-06-11 07:00', [word]))).toEqual([[1]]);
  });

  it('hold an urgent word, too, unless its time is up before the morning is an hour old', () => {
    const since = at('2027-06-10 23:00');
    const urgent = { since, urgency: 'urgent' } as const;
    const later = aWord(1, { ...urgent, before: at('2027-06-11 08:00') });
    const sooner = aWord(2, { ...urgent, before: at('2027-06-11 07:59') });
    const open = aWord(3, urgent);
    expect(composed('2027-06-10 23:02', [later]).nextAt).toBe(at('2027-06-11 07:00'));
    expect(composed('2027-06-10 23:02', [open]).nextAt).toBe(at('2027-06-11 07:00'));
    expect(sent(composed('2027-06-10 23:02', [sooner]))).toEqual([[2]]);
    // Whoever is woken anyway gets all of it at once.
    expect(sent(composed('2027-06-10 23:02', [sooner, later]))).toEqual([[2, 1]]);
  });

  it('hold what came while nobody could send', () => {
    const word = aWord(1, { since: at('2027-06-10 18:00') });
    expect(composed('2027-06-10 22:00', [word]).nextAt).toBe(at('2027-06-11 07:00'));
  });

  it('let nothing but critical words through while a session runs', () => {
    const urgent = aWord(1, { since: at('2027-06-16 09:05'), urgency: 'urgent' });
    expect(composed('2027-06-16 09:07', [urgent])).toMatchObject({
      bundles: [],
      nextAt: at('2027-06-16 11:30'),
    });
    expect(sent(composed('2027-06-16 11:30', [urgent]))).toEqual([[1]]);
  });

  it('hold the words of one season only while its session runs', () => {
    const since = at('2027-06-16 09:00');
    const words = [aWord(1, { since }), aWord(2, { since, season: 'other' })];
    const { bundles, nextAt } = compose({
      words,
      hoursOf: (season) => (season === 's' ? HOURS : hours()),
      ...{ sentToday: 0, settings: USUAL_SETTINGS, now: at('2027-06-16 09:15') },
    });
    expect(bundles.map(({ notices }) => notices)).toEqual([[2]]);
    expect(nextAt).toBe(at('2027-06-16 11:30'));
  });

  it('may lie within one day, or be none', () => {
    const word = aWord(1, { since: at('2027-06-10 12:50') });
    const settings = { ...USUAL_SETTINGS, quiet: { from: '12:30', to: '14:00' } };
    expect(composed('2027-06-10 13:05', [word], { settings }).nextAt).toBe(at('2027-06-10 14:00'));
    const none = { ...USUAL_SETTINGS, quiet: null };
    const late = aWord(2, { since: at('2027-06-10 23:00') });
    expect(sent(composed('2027-06-10 23:15', [late], { settings: none }))).toEqual([[2]]);
  });
});

describe('the ceiling', () => {
  const since = at('2027-06-10 10:00');

  it('keeps the last message of a day for half past eight in the evening', () => {
    const word = aWord(1, { since });
    expect(composed('2027-06-10 10:15', [word], { sentToday: 3 }).bundles).toHaveLength(1);
    expect(composed('2027-06-10 10:15', [word], { sentToday: 4 })).toMatchObject({
      bundles: [],
      nextAt: at('2027-06-10 20:30'),
    });
    expect(composed('2027-06-10 20:30', [word], { sentToday: 4 }).bundles).toHaveLength(1);
  });

  it('gives the last message away earlier for what cannot wait until then', () => {
    const urgent = { since, urgency: 'urgent' } as const;
    const pressing = aWord(1, { ...urgent, before: at('2027-06-10 17:00') });
    const patient = aWord(2, { ...urgent, before: at('2027-06-11 12:00') });
    expect(sent(composed('2027-06-10 10:02', [pressing, patient], { sentToday: 4 }))).toEqual([
      [1, 2],
    ]);
    expect(sent(composed('2027-06-10 10:02', [patient], { sentToday: 4 }))).toEqual([]);
  });

  it('lets only critical words through after that, until the next morning', () => {
    const words = [
      aWord(1, { since, urgency: 'urgent', before: at('2027-06-10 11:00') }),
      aWord(2, { since, urgency: 'critical' }),
    ];
    expect(composed('2027-06-10 10:02', words, { sentToday: 5 })).toMatchObject({
      bundles: [{ notices: [2] }],
      nextAt: at('2027-06-11 07:00'),
    });
  });
});

describe('of several words on one duty', () => {
  const since = at('2027-06-10 10:00');

  it('the newest of the clock says it all, and holds up nobody', () => {
    const words = [
      aWord(1, { duty: 'd', since, urgency: 'urgent' }),
      aWord(2, { duty: 'd', since: at('2027-06-10 10:01') }),
      aWord(3, { duty: 'd', since: at('2027-06-10 10:02') }),
    ];
    expect(composed('2027-06-10 10:02', words)).toMatchObject({
      bundles: [{ notices: [3], urgency: 'urgent' }],
      overtaken: [
        { notice: 2, by: 3 },
        { notice: 1, by: 3 },
      ],
    });
  });

  it('what people did is told each time', () => {
    const words = [
      aWord(1, { duty: 'd', since, isOfClock: false, kind: 'returned' }),
      aWord(2, { duty: 'd', since, isOfClock: false, kind: 'objected' }),
      aWord(3, { duty: 'd', since }),
    ];
    expect(sent(composed('2027-06-10 10:15', words))).toEqual([[1, 2, 3]]);
  });
});
