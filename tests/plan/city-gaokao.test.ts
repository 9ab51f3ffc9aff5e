import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parentOf } from '../../src/engine/compile.js';
import type { UnitEvent } from '../../src/engine/model.js';
import type { UnitSource } from '../../src/engine/season-plan.js';
import { simulate, type Happening } from '../../src/engine/simulate.js';
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
const prepared = prepare(FOLDER, { rehearsal: true });
if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults.slice(0, 9)));
const unitsOf = (kind: string): UnitSource[] => plan.units.filter((unit) => unit.kind === kind);
const sum = (units: readonly UnitSource[], of: 'candidates' | 'rooms'): number =>
  units.reduce((total, unit) => total + unit[of], 0);
const dutyOf = (unit: string, id: string) =>
  prepared.unitPlans.find(({ path }) => path === unit)?.body.duties.find((duty) => duty.id === id);
/** Beijing time, `YYYY-MM-DD HH:MM`. */
const isoAt = (at = 0): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
/** The one due instant that all who owe the step have. */
const dueOf = (id: string): string =>
  [
    ...new Set(
      prepared.unitPlans.flatMap(({ body }) =>
        body.duties.flatMap((duty) => (duty.step === id ? [isoAt(duty.dueAt)] : [])),
      ),
    ),
  ].join(', ');
const isWeekend = (at: number): boolean =>
  [0, 6].includes(new Date(at + 8 * 3_600_000).getUTCDay());
const isNearExam = (at: number): boolean => isoAt(at) > '2027-05-31' && isoAt(at) < '2027-06-10';
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
    const line = dutyOf('yunting/hotline', 'noise-line');
    expect([isoAt(line?.watch?.fromAt), isoAt(line?.watch?.untilAt)]).toEqual([
      '2027-06-01 00:00',
      '2027-06-19 00:00',
    ]);
    expect(step('noise-line')?.exams).toEqual(['gaokao', 'zhongkao']);
    expect(dueOf('refit-organised')).toBe('2026-12-25 17:00');
    expect(dueOf('refit-bought')).toBe('2027-03-31 17:00');
    expect(dueOf('refit-installed')).toBe('2027-04-30 17:00');
    expect(dueOf('refit-finished')).toBe('2027-05-10 12:00');
    expect(dueOf('city-provincial-inspection')).toBe('2027-05-28 17:00');
  });

  it('are the meetings eleven days and the day before, the special action to the end of June', () => {
    expect(dueOf('city-support-meeting')).toBe('2027-05-27 12:00');
    expect(dueOf('conduct-meeting')).toBe('2027-06-06 11:30');
    expect(dueOf('special-action-report')).toBe('2027-06-30 17:00');
  });

  it('leave the weekends free until a week before the exam', () => {
    const free = prepared.unitPlans.flatMap(({ path, body }) =>
      body.duties
        .filter(({ series, watch }) => !series && !watch)
        .filter(({ dueAt }) => isWeekend(dueAt) && !isNearExam(dueAt))
        .map(({ id }) => `${path} ${id}`),
    );
    expect(free).toEqual([]);
  });
});

describe('its load, everything done in time', () => {
  const load = loadOf(prepared, saidWords(playedWell(prepared)));

  it('leaves the median at three messages on the busiest day', () => {
    expect(load.busiestDay?.median).toBeLessThanOrEqual(3);
  });

  it('tells nobody more than twelve things a day, papers and exam minutes apart', () => {
    expect(load.over).toEqual([]);
  });

  it('tells nobody but the patrols of the vaults more than twelve times on any day at all', () => {
    const more = load.people.filter(({ busiest }) => busiest.messages > 12);
    expect(more.filter(({ title }) => !title.endsWith('保密室值守员'))).toEqual([]);
  });
});

describe('its rehearsal', () => {
  const happenings: Happening[] = [];
  simulate(
    prepared.unitPlans.map(({ body }) => body),
    (happening) => happenings.push(happening),
  );
  const of = (unit: string, duty: string): UnitEvent[] =>
    happenings
      .filter((one) => one.unit === unit && 'duty' in one.event && one.event.duty === duty)
      .map(({ event }) => event);
  const climbed = (unit: string, duty: string): string[] =>
    of(unit, duty).flatMap((event) =>
      event.type === 'told' && event.action === 'escalate' ? event.to : [],
    );
  const typesOf = (unit: string, duty: string): string[] =>
    of(unit, duty)
      .map(({ type }) => type)
      .filter((type) => type !== 'told');

  it('has nothing refused, every duty done in the end and every gate ready', () => {
    const done = new Set(
      happenings.flatMap(({ unit, event }) =>
        event.type === 'accepted' || event.type === 'submitted' || event.type === 'judged'
          ? [`${unit} ${event.duty}`]
          : [],
      ),
    );
    const left = prepared.unitPlans.flatMap(({ path, body }) =>
      body.duties.map(({ id }) => `${path} ${id}`).filter((duty) => !done.has(duty)),
    );
    const unready = happenings.filter(
      ({ event }) => event.type === 'judged' && event.missing.length > 0,
    );
    expect(happenings.filter(({ event }) => event.type === 'refused')).toEqual([]);
    expect([left, unready]).toEqual([[], []]);
  });

  it('hears one silent area within minutes in the city, and at last at its top', () => {
    const area = 'yunting/qingli';
    expect(climbed(area, 'area-report@2')).toEqual([
      `${area}#admissions`,
      'yunting#office',
      `${area}#education`,
      // The coordinator sees first what goes to a government leader.
      'yunting#office',
      `${area}#director`,
      'yunting#education',
      'yunting#director',
    ]);
    expect(typesOf(area, 'area-report@2')).toContain('submitted');
    expect(climbed(area, 'area-report@1')).toEqual([]);
  });

  it('lets a site that is a day late climb to the director of its area, not into the city', () => {
    const posts = climbed('yunting/songquan/site-3', 'listening-tried');
    expect(posts.at(-1)).toBe('yunting/songquan#director');
    expect(posts.filter((post) => post.startsWith('yunting#'))).toEqual([]);
  });

  it('returns what an area had put right badly, and closes it', () => {
    expect(typesOf('yunting/fengpu', 'area-rectified')).toEqual([
      ...['submitted', 'returned', 'submitted', 'accepted'],
    ]);
  });

  it('adds a duty by an instruction, and hears of a broken promise', () => {
    expect(typesOf('yunting/tinglan', 'bridge-works')).toContain('accepted');
    const broken = of('yunting/urban', 'streets-cleared').filter(
      (event) => event.type === 'told' && event.broken === true,
    );
    expect(broken).toHaveLength(1);
  });
});
