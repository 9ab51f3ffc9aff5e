import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/engine/calendar.js';
import { compile } from '../../src/engine/compile.js';
import type { Command, UnitEvent } from '../../src/engine/model.js';
import { faultIn } from '../../src/engine/forms.js';
import { simulate, type Happening } from '../../src/engine/simulate.js';
import { buildScript, castOf } from '../../src/plan/rehearsal.js';
import { readSeasonFolder } from '../../src/plan/season-folder.js';

const read = readSeasonFolder('plans/county-zhongkao');
if ('faults' in read || read.rehearsal === null)
  throw new Error(JSON.stringify(read).slice(0, 2_000));
const { plan, posts, rehearsal } = read;
const calendar = calendarOf(plan.timezone);
const { unitPlans, faults } = compile(plan, calendar, 1);
const cast = castOf(plan, posts);
const scripted = unitPlans.map((unit) => ({ ...unit, script: buildScript(unit, rehearsal, cast) }));
const happenings: Happening[] = [];
simulate(scripted, (happening) => happenings.push(happening));

const of = (unit: string, duty: string): UnitEvent[] =>
  happenings
    .filter((one) => one.unit === unit && 'duty' in one.event && one.event.duty === duty)
    .map(({ event }) => event);
const toldIn = (events: readonly UnitEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'told' && event.action === 'escalate' ? event.to : []));
const statesIn = (events: readonly UnitEvent[]): string[] =>
  events.map(({ type }) => type).filter((type) => type !== 'told');

describe('the county season', () => {
  it('has the size of the briefing: 7,104 candidates, 7 sites, 238 rooms', () => {
    const sites = plan.units.filter(({ kind }) => kind === 'site');
    expect(sites).toHaveLength(7);
    expect(sites.reduce((sum, { candidates }) => sum + candidates, 0)).toBe(7_104);
    expect(sites.reduce((sum, { rooms }) => sum + rooms, 0)).toBe(238);
    for (const { candidates, rooms } of sites) expect(candidates).toBeLessThanOrEqual(rooms * 30);
  });

  it('compiles without a fault, every step with its source', () => {
    expect(faults).toEqual([]);
    expect(plan.steps.length).toBeGreaterThanOrEqual(45);
    for (const { source } of plan.steps) expect(source).toMatch(/^(?:[A-GK]\d+ )+(?:S\d|R)$/);
  });

  it('moves with the exam day, and takes another season id', () => {
    const moved = readSeasonFolder('plans/county-zhongkao', {
      season: '2028-zhongkao',
      examDay: '2028-06-16',
    });
    expect('plan' in moved && [moved.plan.season, moved.plan.examDay]).toEqual([
      '2028-zhongkao',
      '2028-06-16',
    ]);
    expect(() => readSeasonFolder('plans/county-zhongkao', { examDay: '2027-02-30' })).toThrow(
      RangeError,
    );
  });
});

describe('its rehearsal', () => {
  it('is the same every time, in the order of time', () => {
    const again = unitPlans.map((unit) => buildScript(unit, rehearsal, castOf(plan, posts)));
    expect(JSON.stringify(again)).toBe(JSON.stringify(scripted.map(({ script }) => script)));
    for (const script of again)
      expect(script.map(({ at }) => at)).toEqual(script.map(({ at }) => at).sort((a, b) => a - b));
  });

  it('fills in forms that the engine takes', () => {
    const wrong = scripted.flatMap(({ duties, script }) =>
      script.flatMap(({ command }) => {
        const duty =
          command.type === 'complete' ? duties.find(({ id }) => id === idOf(command)) : undefined;
        const form = command.type === 'complete' ? (command.form ?? {}) : {};
        const fault = duty && faultIn(duty, form);
        return fault ? [[duty.id, fault]] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('has nothing refused, and everything done in the end', () => {
    expect(happenings.filter(({ event }) => event.type === 'refused')).toEqual([]);
    const done = happenings.filter(
      ({ event }) => event.type === 'submitted' || event.type === 'judged',
    );
    const duties = unitPlans.reduce((sum, unit) => sum + unit.duties.length, 0);
    // One duty more was added, and one was submitted twice.
    expect(done).toHaveLength(duties + 2);
  });

  it('finds every gate ready', () => {
    const judged = happenings.flatMap(({ event }) =>
      event.type === 'judged' ? [event.missing] : [],
    );
    expect(judged).toEqual(Array.from({ length: 8 }, () => []));
  });

  it('lets one missed duty climb to the director of the exam area, and then be done', () => {
    const events = of('lanxi/site-3', 'listening-tried');
    const site = 'lanxi/site-3';
    expect(toldIn(events)).toEqual([
      `${site}#leader`,
      `${site}#head`,
      `${site}#patron`,
      'lanxi#office',
      'lanxi#director',
    ]);
    expect(statesIn(events)).toEqual(['submitted']);
  });

  it('returns one duty and closes it', () => {
    const events = statesIn(of('lanxi/site-5', 'refit-installed'));
    expect(events).toEqual(['submitted', 'returned', 'submitted', 'accepted']);
  });

  it('adds a duty by a meeting, and breaks a promise', () => {
    expect(statesIn(of('lanxi/site-2', 'crossroad-noise'))).toContain('accepted');
    const events = of('lanxi/urban', 'stalls-cleared');
    expect(statesIn(events)).toEqual(['signedFor', 'submitted']);
    expect(events.some((event) => event.type === 'told' && event.broken === true)).toBe(true);
  });

  it('hears the silence of one zero report', () => {
    expect(toldIn(of('lanxi/site-6', 'site-report-evening@science'))).toContain('lanxi#education');
  });
});

const idOf = ({ step, occurrence }: Extract<Command, { type: 'complete' }>): string =>
  occurrence === undefined ? step : `${step}@${occurrence}`;
