import { expect, it } from 'vitest';
import { calendarOf, plusDays } from '../../src/engine/calendar.js';
import { prepare } from '../../src/service/prepare.js';
import { takeIn } from '../../src/service/registers/at-start.js';
import { createRoster } from '../../src/service/roster/roster.js';
import { aRegister } from '../registers/a-register.js';

it.each(['plans/county-zhongkao', 'plans/city-gaokao'])(
  '%s: every post that a duty names is held when it is first needed',
  async (folder) => {
    const prepared = prepare(folder);
    if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults.slice(0, 3)));
    const { plan } = prepared;
    const now = calendarOf(plan.timezone).instant(plusDays(plan.examDay, -120), '06:00');
    const { store } = await aRegister(now);
    await takeIn({ store, now: () => now }, prepared);
    await store.commitPlan({ ...prepared, boardRows: {}, clock: null });
    const everybody = async (persons: readonly string[]) => new Set(persons);
    const roster = createRoster({ store, now: () => now, reachable: everybody });
    const report = await roster.report(plan.season);
    expect(report.posts).toBeGreaterThan(50);
    expect(report.gaps).toEqual([]);
  },
);
