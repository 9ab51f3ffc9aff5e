import { expect, it } from 'vitest';
import { compose } from '../../src/courier/compose.js';
import { USUAL_SETTINGS } from '../../src/courier/settings.js';
import { hoursIn } from '../../src/service/courier/season-hours.js';
import { seasonPlan } from '../engine/season.js';
import { aWord, at } from './a-word.js';

const PLAN = seasonPlan([]);
const TWELVE = 12 * 60_000;
const AS_PLANNED = hoursIn(PLAN, null);
const LATER = hoursIn(PLAN, null, new Map([['chinese', TWELVE]]));

it('nothing but critical words goes out until the end of the session at the unit that was given more time', () => {
  const since = at('2027-06-16 11:00');
  const words = [
    aWord(1, { since, path: 'county/one' }),
    aWord(2, { since, path: 'county/two' }),
    aWord(3, { since: at('2027-06-16 11:35'), path: 'county/one', urgency: 'critical' }),
  ];
  const composed = (now: string) =>
    compose({
      ...{ words, sentToday: 0, settings: USUAL_SETTINGS, now: at(now) },
      hoursOf: (_, path) => (path === 'county/one' ? LATER : AS_PLANNED),
    });
  const { bundles, nextAt } = composed('2027-06-16 11:35');
  expect(bundles.map(({ notices }) => notices)).toEqual([[3], [2]]);
  expect(nextAt).toBe(at('2027-06-16 11:42'));
  const last = composed('2027-06-16 11:42').bundles.at(-1)?.notices;
  expect(last).toContain(1);
});

it('a session that was given more time begins when it did, and leaves the others alone', () => {
  expect(LATER.sessions[0]).toEqual({
    from: at('2027-06-16 09:00'),
    until: at('2027-06-16 11:42'),
  });
  expect(LATER.sessions[1]).toEqual(AS_PLANNED.sessions[1]);
});
