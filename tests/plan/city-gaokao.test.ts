import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parentOf } from '../../src/engine/compile.js';
import type { UnitSource } from '../../src/engine/season-plan.js';
import { readSeasonFolder } from '../../src/plan/season-folder.js';
import { loadOf } from '../../src/report/load.js';
import { saidWords } from '../../src/report/words.js';
import { playedWell } from '../../src/service/play.js';
import { prepare } from '../../src/service/prepare.js';
import { tables } from '../support/city-tables.js';

const FOLDER = 'plans/city-gaokao';
const read = readSeasonFolder(FOLDER);
if ('faults' in read) throw new Error(JSON.stringify(read.faults, null, 1).slice(0, 4_000));
const { plan, posts } = read;
const unitsOf = (kind: string): UnitSource[] => plan.units.filter((unit) => unit.kind === kind);
const sum = (units: readonly UnitSource[], of: 'candidates' | 'rooms'): number =>
  units.reduce((total, unit) => total + unit[of], 0);
const step = (id: string) => plan.steps.find((one) => one.id === id);

describe('the city gaokao', () => {
  it('has the size of the briefing: 9 areas, 34 sites, 1,660 rooms, 56,955 candidates', () => {
    const sites = unitsOf('site');
    expect([unitsOf('area').length, sites.length]).toEqual([9, 34]);
    expect([sum(sites, 'rooms'), sum(sites, 'candidates')]).toEqual([1_660, 56_955]);
    for (const { candidates, rooms } of sites) expect(candidates / rooms).toBeGreaterThan(30);
    for (const { candidates, rooms } of sites) expect(candidates / rooms).toBeLessThan(40);
  });

  it('gives every area the sum of its sites, and a vault of its own', () => {
    for (const area of unitsOf('area')) {
      const sites = unitsOf('site').filter(({ path }) => parentOf(path) === area.path);
      expect([area.rooms, area.candidates]).toEqual([
        sum(sites, 'rooms'),
        sum(sites, 'candidates'),
      ]);
      expect(unitsOf('vault').filter(({ path }) => parentOf(path) === area.path)).toHaveLength(1);
    }
  });

  it('keeps the tables that its script writes', () => {
    const differ = Object.entries(tables()).filter(
      ([name, text]) => readFileSync(join(FOLDER, name), 'utf8') !== text,
    );
    expect(differ.map(([name]) => name)).toEqual([]);
  });

  it('knows every person by one name, and no two by the same', () => {
    expect(new Set(posts.map(({ person }) => person)).size).toBe(posts.length);
    expect(new Set(posts.map(({ name }) => name)).size).toBe(posts.length);
  });

  it('says of every step where it comes from, in both languages what it is', () => {
    const wrong = plan.steps.filter(
      ({ source, title: { zh, en } }) =>
        !/^(?:[A-K]\d+ )+(?:S\d|R)$/.test(source) ||
        !/\p{Script=Han}/u.test(zh) ||
        /\p{Script=Han}/u.test(en),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe('its dates', () => {
  it('are the gaokao of two days and four sessions, and the zhongkao that follows', () => {
    expect(plan.exams?.map(({ firstDay, lastDay }) => [firstDay, lastDay])).toEqual([
      ['2027-06-07', '2027-06-08'],
      ['2027-06-16', '2027-06-18'],
    ]);
    expect(plan.sessions).toHaveLength(4);
  });

  it('keep the noise line open across both exams, and the refit in its months', () => {
    expect(step('noise-line')).toMatchObject({
      exams: ['gaokao', 'zhongkao'],
      watch: { from: '2027-06-01 00:00', until: '2027-06-19 00:00' },
    });
    expect(step('city-refit-bought')?.due).toBe('2027-03-31 17:00');
    expect(step('city-refit-complete')?.due).toBe('2027-05-10 18:00');
    expect(step('city-support-meeting')?.due).toBe('gaokao:E-11d 12:00');
    expect(step('special-action-report')?.due).toBe('2027-06-30 17:00');
  });
});

describe('its load, everything done in time', () => {
  const prepared = prepare(FOLDER);
  if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults.slice(0, 9)));
  const load = loadOf(prepared, saidWords(playedWell(prepared)));

  it('leaves the median at three messages on the busiest day', () => {
    expect(load.busiestDay?.median).toBeLessThanOrEqual(3);
  });

  it('tells nobody more than twelve things a day, papers and exam minutes apart', () => {
    expect(load.over).toEqual([]);
  });
});
