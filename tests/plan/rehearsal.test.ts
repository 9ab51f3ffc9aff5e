import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import { ALL_WELL } from '../../src/plan/rehearsal-script.js';
import { rehearsed } from './rehearsed-season.js';

const HOUR = 3_600_000;
const well = rehearsed();
const at = (date: string, time: string) => well.calendar.instant(date, time);

const part = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);
const defaults = fc
  .record({ a: part, b: part, acceptAfter: fc.constantFrom('0m', '30m', '4h', '30h', '9d') })
  .map(({ a, b, acceptAfter }) => ({
    done: { from: Math.min(a, b), to: Math.max(a, b) },
    acceptAfter,
  }));

describe('a rehearsal in which everybody does everything', () => {
  it('has nothing refused and everything ended, whenever people do it', () => {
    fc.assert(
      fc.property(defaults, (chosen) => {
        const { typed, open } = well.played({ ...ALL_WELL, defaults: chosen });
        expect(typed('refused')).toEqual([]);
        expect(open).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('has nobody late, no minute uncovered and every gate ready', () => {
    const { typed } = well.played();
    expect(typed('told').filter(({ action }) => action === 'due')).toEqual([]);
    expect(typed('uncovered')).toEqual([]);
    const judged = typed('judged').filter(({ duty }) => duty === 'ready');
    expect(judged.map(({ missing, silent }) => [...missing, ...silent])).toEqual([[]]);
  });

  it('is the same every time, in the order of time, whatever the order of its units', () => {
    const forth = well.scripts(ALL_WELL);
    const back = well.scripts(ALL_WELL, [...well.unitPlans].reverse()).reverse();
    expect(JSON.stringify(back)).toBe(JSON.stringify(forth));
    for (const script of forth)
      expect(script.map(({ at }) => at)).toEqual(script.map(({ at }) => at).sort((a, b) => a - b));
  });

  it('reports nothing before what it needs elsewhere is accepted', () => {
    const { of } = well.played();
    const funds = of('top', 'funds').find(({ type }) => type === 'accepted')?.at ?? 0;
    for (const site of ['top/one', 'top/two'])
      expect(of(site, 'refit').find(({ type }) => type === 'submitted')?.at).toBeGreaterThan(funds);
  });

  it('has each joint department answer its own line before the lead reports', () => {
    const { of } = well.played();
    const said = of('top/one', 'refit').flatMap((event) =>
      event.type === 'answered' || event.type === 'submitted'
        ? [[event.type, 'by' in event && event.by]]
        : [],
    );
    expect(said.slice(0, 2).sort()).toEqual([
      ['answered', 'c1'],
      ['answered', 'o1'],
    ]);
    expect(said.slice(2)).toEqual([['submitted', 'a1']]);
  });

  it('has two different holders of one post sign', () => {
    const { of } = well.played();
    const by = of('top/vault', 'papers-in').flatMap((event) =>
      event.type === 'confirmed' ? [event.by] : [],
    );
    expect(by).toEqual(['k1', 'k2']);
  });

  it('does what waits for an event in the time that begins with it', () => {
    const { of } = well.played();
    const refit = of('top/two', 'refit').find(({ type }) => type === 'accepted')?.at ?? 0;
    const tried = of('top/two', 'tried').find(({ type }) => type === 'submitted')?.at ?? 0;
    expect(tried - refit).toBeGreaterThan(0);
    expect(tried - refit).toBeLessThan(3 * 24 * HOUR);
  });

  it('has nobody work at night who has days for it', () => {
    const { typed } = well.played();
    const days = ['funds', 'refit', 'tried', 'letters'];
    const times = typed('submitted')
      .filter(({ duty }) => days.includes(duty))
      .map(({ at }) => well.calendar.timeOf(at));
    expect(times).toHaveLength(6);
    expect(times.filter((time) => time < '07:00' || time >= '22:00')).toEqual([]);
  });
});

describe('a watch in a rehearsal', () => {
  it('is relieved at every change of shift by two different heads', () => {
    const { of } = well.played();
    const relieved = of('top/vault', 'guard').filter(({ type }) => type === 'relieved');
    // From E-2d 06:00 to E 18:00 there are 60 hours: eight shifts, the last one of four hours.
    expect(relieved).toHaveLength(8);
    const heads = relieved.flatMap((event) =>
      event.type === 'relieved' ? [event.crew.split(' | ')[0]] : [],
    );
    for (const [n, head] of heads.entries()) expect(head).not.toBe(heads[n - 1]);
  });

  it('has the crews of the roster on duty', () => {
    const shift = (n: number, head: string, one: string, two: string) => {
      const hours = [6, 14, 22][n % 3] ?? 6;
      const day = 2 - Math.floor(n / 3);
      const clock = (hour: number, on: number) =>
        `E${on === 0 ? '' : `-${on}d`} ${String(hour).padStart(2, '0')}:00`;
      const from = clock(hours, day);
      const to = hours === 22 ? clock(6, day - 1) : clock(hours + 8, day);
      const until = n === 7 ? 'E 18:00' : to;
      return [
        `top/vault,guard,${from},${until},${head},head`,
        `top/vault,guard,${from},${until},${one},member`,
        `top/vault,guard,${from},${until},${two},member`,
      ].join('\n');
    };
    const rows = Array.from({ length: 8 }, (_, n) =>
      shift(n, ['h1', 'h2'][n % 2] ?? '', ['m1', 'm3'][n % 2] ?? '', ['m2', 'm4'][n % 2] ?? ''),
    );
    const { typed } = rehearsed('', `${rows.join('\n')}\n`).played();
    expect(typed('relieved').map(({ crew }) => crew)).toEqual(
      Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? 'h1 | m1 m2' : 'h2 | m3 m4')),
    );
    expect(typed('refused')).toEqual([]);
  });

  it('stays open to the end when nobody comes, the ladder climbed to the top', () => {
    const { typed, open, of } = withException('top/vault, step: guard, do: never').played();
    expect(open).toEqual(['top/vault:guard']);
    const gaps = typed('uncovered').map(({ fromAt, untilAt }) => [fromAt, untilAt]);
    expect(gaps).toEqual([[at('2027-06-14', '06:00'), at('2027-06-16', '18:00')]]);
    const told = of('top/vault', 'guard').flatMap((event) =>
      event.type === 'told' && event.action === 'escalate' ? event.to : [],
    );
    expect(told).toContain('top#director');
  });

  it('has a gap as long as the first shift is late, waived for its reason when all is over', () => {
    const { typed, open } = withException(
      'top/vault, step: guard, do: late, after: 90m, reason: 车辆故障',
    ).played();
    expect(typed('uncovered').map(({ fromAt, untilAt }) => untilAt - fromAt)).toEqual([1.5 * HOUR]);
    expect(typed('waived').map(({ duty, reason }) => [duty, reason])).toEqual([
      ['guard', '车辆故障'],
    ]);
    expect([typed('refused'), open]).toEqual([[], []]);
  });

  it('is uncovered from when somebody leaves until another one comes', () => {
    const { typed, open } = withException(
      'top/vault, step: guard, do: leave, at: E-1d 03:00, after: 40m',
    ).played();
    const left = at('2027-06-15', '03:00');
    expect(typed('left').map(({ at: when, isShort }) => [when, isShort])).toEqual([[left, true]]);
    expect(typed('uncovered').map(({ fromAt, untilAt }) => [fromAt, untilAt])).toEqual([
      [left, epochMs(left + 40 * 60_000)],
    ]);
    expect([typed('refused'), open]).toEqual([[], []]);
  });

  it('is covered again by the next shift where nobody comes before', () => {
    const { typed } = withException('top/vault, step: guard, do: leave, at: E-1d 03:00').played();
    const [gap] = typed('uncovered');
    expect(gap?.fromAt).toBe(at('2027-06-15', '03:00'));
    expect(gap?.untilAt).toBeGreaterThan(at('2027-06-15', '05:45'));
    expect(gap?.untilAt).toBeLessThanOrEqual(at('2027-06-15', '06:00'));
    expect(typed('refused')).toEqual([]);
  });
});

describe('an exception', () => {
  it('narrows to one occurrence of a series', () => {
    const { typed } = withException(
      'top/one, step: report, occurrence: 3, do: late, after: 45m',
    ).played();
    const late = typed('told').filter(({ action }) => action === 'due');
    expect(late.map(({ unit, duty }) => `${unit}:${duty}`)).toEqual(['top/one:report@3']);
    const done = typed('submitted').find(
      ({ unit, duty }) => unit === 'top/one' && duty === 'report@3',
    );
    // E-2d has the first two; the third is due at 12:30 on the eve.
    expect(done?.at).toBe(at('2027-06-15', '13:15'));
  });

  it('of one occurrence goes before that of all', () => {
    const { open } = rehearsed(`exceptions:
  - { unit: top/two, step: report, do: never }
  - { unit: top/two, step: report, occurrence: 2, do: late, after: 1h }
`).played();
    expect(open).toEqual([1, 3, 4, 5, 6].map((n) => `top/two:report@${n}`));
  });

  it('has numbers that do not agree refused, and put right', () => {
    const { of, typed } = withException(
      'top/one, step: report, occurrence: 1, do: wrong, fixAfter: 10m',
    ).played();
    expect(typed('refused').map(({ duty, reason }) => [duty, reason])).toEqual([
      ['report@1', 'numbers-differ'],
    ]);
    const [wrong, right] = of('top/one', 'report@1').filter(
      ({ type }) => type === 'refused' || type === 'submitted',
    );
    expect((right?.at ?? 0) - (wrong?.at ?? 0)).toBe(600_000);
  });

  it('holds up what waits for it: a clock begins late, and nobody reports too early', () => {
    const late = withException('top/vault, step: papers-in, do: late, after: 9h').played();
    expect(late.typed('refused')).toEqual([]);
    expect(late.open).toEqual([]);
    const first = late.typed('begun').find(({ series }) => series === 'patrol');
    const done =
      late.of('top/vault', 'papers-in').find(({ type }) => type === 'submitted')?.at ?? 0;
    expect(first?.dueAt).toBe(done + 2 * HOUR);
  });

  it('leaves undone what needs something that nobody does, and refuses nothing', () => {
    const { typed, open } = withException('top, step: funds, do: never').played();
    expect(typed('refused')).toEqual([]);
    const expected = ['funds', 'letters', 'ready'].map((id) => `top:${id}`);
    const sites = ['one', 'two'].flatMap((site) =>
      ['refit', 'tried'].map((id) => `top/${site}:${id}`),
    );
    expect(open).toEqual([...expected, ...sites].sort());
  });

  it('may return what joint departments had answered: they answer again', () => {
    const { of, typed } = withException(
      'top/one, step: refit, do: return-once, reason: 重报, newDue: 3d',
    ).played();
    expect(typed('refused')).toEqual([]);
    const course = of('top/one', 'refit')
      .map(({ type }) => type)
      .filter((type) => type !== 'told' && type !== 'asked' && type !== 'judged');
    expect(course).toEqual([
      ...['answered', 'answered', 'submitted', 'returned'],
      ...['answered', 'answered', 'submitted', 'accepted'],
    ]);
  });
});

const withException = (rest: string) => rehearsed(`exceptions:\n  - { unit: ${rest} }\n`);
