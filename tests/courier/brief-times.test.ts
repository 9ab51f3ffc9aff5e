import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/engine/calendar.js';
import { epochMs } from '../../src/engine/model.js';
import { readUnits } from '../../src/plan/read-units.js';
import {
  afterSessions,
  coordinatingPosts,
  lastBriefAt,
} from '../../src/service/proof/brief-times.js';

const SETTINGS = { morning: '07:30', afterSessionMs: 15 * 60_000 };
const plan = {
  timezone: 'Asia/Shanghai',
  examDay: '2027-06-16',
  sessions: [
    { id: 'a', title: { zh: 'a', en: 'a' }, day: 0, start: '09:00', end: '11:30' },
    { id: 'b', title: { zh: 'b', en: 'b' }, day: 0, start: '15:00', end: '17:00' },
    { id: 'c', title: { zh: 'c', en: 'c' }, day: 1, start: '09:00', end: '11:00' },
    // Two subjects that end together are one instant.
    { id: 'd', title: { zh: 'd', en: 'd' }, day: 1, start: '09:30', end: '11:00' },
  ],
};
const { instant } = calendarOf('Asia/Shanghai');

/**
 * Who coordinates, as the folder's plan says or the template it extends, and the units. Nothing else decides on whom to
 * brief, and to read and check the whole of a city takes seconds.
 */
function planOf(...folders: readonly string[]) {
  const said = folders.map((folder) => readFileSync(`${folder}/plan.yaml`, 'utf8'));
  const [, coordinator = ''] = /^coordinator: (\S+)$/m.exec(said.join('\n')) ?? [];
  const csv = `${folders[0]}/units.csv`;
  const { units, faults } = readUnits(csv, readFileSync(csv, 'utf8'), null);
  expect([coordinator, faults]).toEqual([expect.stringMatching(/^\w+\.office$/), []]);
  return { coordinator, units };
}

describe('the brief goes out by itself', () => {
  it('so long after each session, at each instant once', () => {
    expect(afterSessions(plan, SETTINGS)).toEqual([
      { date: '2027-06-16', time: '11:45' },
      { date: '2027-06-16', time: '17:15' },
      { date: '2027-06-17', time: '11:15' },
    ]);
  });

  it.each([
    ['2027-06-10 07:29', '2027-06-09 07:30'],
    ['2027-06-10 07:30', '2027-06-10 07:30'],
    ['2027-06-16 11:44', '2027-06-16 07:30'],
    ['2027-06-16 11:45', '2027-06-16 11:45'],
    ['2027-06-16 23:59', '2027-06-16 17:15'],
    ['2027-06-17 07:30', '2027-06-17 07:30'],
  ])('at %s the last one was that of %s', (now, last) => {
    const [day = '', time = ''] = now.split(' ');
    const [lastDay = '', lastTime = ''] = last.split(' ');
    expect(lastBriefAt(plan, SETTINGS, epochMs(instant(day, time)))).toBe(
      instant(lastDay, lastTime),
    );
  });

  it('to whoever coordinates: a county as a whole, a city district by district', () => {
    expect(coordinatingPosts(planOf('plans/county-zhongkao', 'plans/common'))).toEqual([
      { post: 'lanxi#office', under: null },
    ]);
    const city = coordinatingPosts(planOf('plans/city-gaokao', 'plans/common'));
    expect(city[0]?.under).toBeNull();
    expect(new Set(city.map(({ post }) => post)).size).toBe(city.length);
    expect(city.filter(({ under }) => under !== null).length).toBeGreaterThan(8);
  });
});
