import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isoIn } from '../../src/engine/calendar.js';
import { faultIn } from '../../src/engine/forms.js';
import type { Command, EpochMs, UnitEvent } from '../../src/engine/model.js';
import { simulate, type Happening } from '../../src/engine/simulate.js';
import { readSeasonFolder } from '../../src/plan/season-folder.js';
import { prepare } from '../../src/service/prepare.js';

const COUNTY = 'plans/county-zhongkao';
const prepared = prepare(COUNTY, { rehearsal: true });
if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults).slice(0, 2_000));
const { plan, posts, calendar } = prepared;
const unitPlans = prepared.unitPlans.map(({ body }) => body);
const happenings: Happening[] = [];
simulate(unitPlans, (happening) => happenings.push(happening));

const of = (unit: string, duty: string): UnitEvent[] =>
  happenings
    .filter((one) => one.unit === unit && 'duty' in one.event && one.event.duty === duty)
    .map(({ event }) => event);
const toldIn = (events: readonly UnitEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'told' && event.action === 'escalate' ? event.to : []));
const statesIn = (events: readonly UnitEvent[]): string[] =>
  events.map(({ type }) => type).filter((type) => type !== 'told');
const dutyOf = (unit: string, id: string) => {
  const duty = unitPlans.find(({ path }) => path === unit)?.duties.find((one) => one.id === id);
  if (duty === undefined) throw new Error(`no duty ${id} at ${unit}`);
  return duty;
};
const local = (at: EpochMs): string => isoIn(calendar, at).slice(0, 16);
const dueOf = (unit: string, id: string): string => local(dutyOf(unit, id).dueAt);

describe('the county season', () => {
  it('has the size of the briefing: 7,104 candidates, 7 sites, 238 rooms', () => {
    const sites = plan.units.filter(({ kind }) => kind === 'site');
    expect(sites).toHaveLength(7);
    expect(sites.reduce((sum, { candidates }) => sum + candidates, 0)).toBe(7_104);
    expect(sites.reduce((sum, { rooms }) => sum + rooms, 0)).toBe(238);
    for (const { candidates, rooms } of sites) expect(candidates).toBeLessThanOrEqual(rooms * 30);
  });

  it('has every step with its source, and every kind of step', () => {
    expect(plan.steps.length).toBeGreaterThanOrEqual(160);
    for (const { source } of plan.steps) expect(source).toMatch(/^(?:[A-IK]\d+ )+(?:S\d|R)$/);
    expect(new Set(plan.steps.map(({ kind }) => kind))).toEqual(
      new Set(['task', 'ask', 'signed', 'watch', 'series', 'gate']),
    );
  });

  it('keeps the dates of the refit: bought in March, installed in April, finished early in May', () => {
    expect(dueOf('lanxi', 'refit-bought')).toMatch(/^2027-03/);
    expect(dueOf('lanxi/site-1', 'refit-installed')).toMatch(/^2027-04/);
    expect(dueOf('lanxi', 'refit-finished') <= '2027-05-10T24').toBe(true);
    expect(dueOf('lanxi', 'provincial-inspection') < '2027-06-16').toBe(true);
  });

  it('meets eleven days before and on the eve; keeps the noise line from 1 to 18 June', () => {
    expect(dueOf('lanxi', 'support-meeting')).toMatch(/^2027-06-05/);
    expect(dueOf('lanxi', 'conduct-meeting')).toMatch(/^2027-06-15/);
    const { fromAt, untilAt } = dutyOf('lanxi/hotline', 'noise-line').watch ?? {};
    expect([fromAt, untilAt].map((at) => at && local(at))).toEqual([
      '2027-06-01T00:00',
      '2027-06-19T00:00',
    ]);
  });

  it('has two deputies at each site, so that two can sign for the spare papers', () => {
    for (const { path } of plan.units.filter(({ kind }) => kind === 'site'))
      expect(posts.filter(({ post }) => post === `${path}#leader`)).toHaveLength(2);
  });

  it('has four and two heads in the vault in every shift of the roster', () => {
    const rows = readFileSync(`${COUNTY}/roster.csv`, 'utf8')
      .split('\n')
      .map((line) => line.split(','))
      .filter(([, step]) => step === 'vault-watch');
    const shifts = [...new Set(rows.map(([, , from]) => from))];
    expect(shifts).toHaveLength(10);
    for (const shift of shifts)
      expect(rows.filter(([, , from]) => from === shift).map((row) => row[5])).toEqual([
        ...['head', 'head', 'member', 'member', 'member', 'member'],
      ]);
  });

  it('moves with the exam day, and takes another season id', () => {
    const moved = readSeasonFolder(COUNTY, { season: '2028-zhongkao', examDay: '2028-06-14' });
    expect('plan' in moved && [moved.plan.season, moved.plan.examDay]).toEqual([
      '2028-zhongkao',
      '2028-06-14',
    ]);
    expect(() => readSeasonFolder(COUNTY, { examDay: '2027-02-30' })).toThrow(RangeError);
  });
});

describe('its rehearsal', () => {
  it('is the same every time, in the order of time', () => {
    const again = prepare(COUNTY, { rehearsal: true });
    expect('hash' in again && again.hash).toBe(prepared.hash);
    for (const { script } of unitPlans) {
      const instants = (script ?? []).map(({ at }) => at);
      expect(instants).toEqual([...instants].sort((a, b) => a - b));
    }
  });

  it('fills in forms that the engine takes', () => {
    const wrong = unitPlans.flatMap(({ duties, script }) =>
      (script ?? []).flatMap(({ command }) => {
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
    const done = new Set(
      happenings.flatMap(({ unit, event }) =>
        ['submitted', 'accepted', 'judged'].includes(event.type) && 'duty' in event
          ? [`${unit} ${event.duty}`]
          : [],
      ),
    );
    const owed = unitPlans.flatMap(({ path, duties }) => duties.map(({ id }) => `${path} ${id}`));
    const begun = happenings.flatMap(({ unit, event }) =>
      event.type === 'begun' ? [`${unit} ${event.duty}`] : [],
    );
    expect([...owed, ...begun].filter((duty) => !done.has(duty))).toEqual([]);
    expect(happenings.filter(({ event }) => event.type === 'voided')).toEqual([]);
  });

  it('leaves no minute of a watch uncovered', () => {
    expect(happenings.filter(({ event }) => event.type === 'uncovered')).toEqual([]);
  });

  it('finds every gate ready', () => {
    const gates = unitPlans.flatMap(({ path, duties }) =>
      duties.filter(({ kind }) => kind === 'gate').map(({ id }) => [path, id] as const),
    );
    expect(gates).toHaveLength(8);
    const judged = gates.flatMap(([path, id]) => of(path, id)).filter((e) => e.type === 'judged');
    expect(judged.map(({ missing }) => missing)).toEqual(gates.map(() => []));
  });

  it('lets one missed duty climb to the director of the exam area, and then be done', () => {
    const events = of('lanxi/site-3', 'listening-tried');
    const site = 'lanxi/site-3';
    // The office sees the word to the director first.
    expect(toldIn(events)).toEqual([
      ...[`${site}#leader`, `${site}#head`, `${site}#patron`],
      ...['lanxi#office', 'lanxi#office', 'lanxi#director'],
    ]);
    expect(statesIn(events)).toEqual(['submitted']);
  });

  it('returns one duty and closes it', () => {
    const events = statesIn(of('lanxi/site-5', 'refit-installed'));
    expect(events.filter((type) => type !== 'asked' && type !== 'judged')).toEqual([
      ...['submitted', 'returned', 'submitted', 'accepted'],
    ]);
  });

  it('adds a duty by a meeting, and breaks a promise', () => {
    expect(statesIn(of('lanxi/site-2', 'crossroad-noise'))).toContain('accepted');
    const events = of('lanxi/urban', 'stalls-cleared');
    expect(statesIn(events)).toEqual(['signedFor', 'submitted']);
    expect(events.some((event) => event.type === 'told' && event.broken === true)).toBe(true);
  });

  it('goes through its procedures to the end, each step by who has it', () => {
    expect(statesIn(of('lanxi/site-2', 'spare-taken@1'))).toEqual([
      ...['added', 'armed', 'confirmed', 'confirmed', 'submitted'],
    ]);
    const last = { 2: 'spare-countersigned@1', 1: 'listening-recorded@1', 6: 'incident-closed@1' };
    for (const [site, duty] of Object.entries(last))
      expect(statesIn(of(`lanxi/site-${site}`, duty))).toContain('submitted');
  });

  it('ends a session as much later as a late start was approved for', () => {
    const [late, other] = ['lanxi/site-4', 'lanxi/site-3'].map((site) =>
      of(site, 'session-closed@chinese').find(
        (event) => event.type === 'told' && event.action === 'open',
      ),
    );
    expect((late?.at ?? 0) - (other?.at ?? 0)).toBe(12 * 60_000);
    const done = of('lanxi/site-4', 'session-closed@chinese').find(
      ({ type }) => type === 'submitted',
    );
    expect(done?.at).toBeGreaterThan(late?.at ?? 0);
  });

  it('hears the silence of one zero report, and of one patrol of the vault at night', () => {
    expect(toldIn(of('lanxi/site-6', 'site-report@2'))).toContain('lanxi#education');
    expect(toldIn(of('lanxi/vault', 'vault-patrol@25'))).toEqual([
      ...['lanxi/vault#leader', 'lanxi#admissions', 'lanxi#education'],
      ...['lanxi#office', 'lanxi#director'],
    ]);
  });
});

const idOf = ({ step, occurrence }: Extract<Command, { type: 'complete' }>): string =>
  occurrence === undefined ? step : `${step}@${occurrence}`;
