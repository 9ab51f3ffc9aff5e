import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/engine/calendar.js';
import { prepare } from '../../src/service/prepare.js';
import { takeIn } from '../../src/service/registers/at-start.js';
import { aRegister } from './a-register.js';

describe.each([
  ['plans/county-zhongkao', 168],
  ['plans/city-gaokao', 1_217],
])('%s', (folder, most) => {
  it('starts with the people it brings, and nobody is in two places', async () => {
    const prepared = prepare(folder);
    if ('faults' in prepared) throw new Error(JSON.stringify(prepared.faults.slice(0, 3)));
    const day = calendarOf(prepared.plan.timezone).instant(prepared.plan.examDay, '06:00');
    const { registers, store } = await aRegister(day);
    await takeIn({ store, now: () => day }, prepared);
    await store.commitPlan({ ...prepared, boardRows: {}, clock: null });
    const { season } = prepared.plan;
    const check = await registers.check(season);
    expect(check.asked).toBeGreaterThan(50);
    expect(check).toMatchObject({ findings: [], clashes: [], away: [], devices: [] });
    const { items } = await registers.list('people', { limit: 2_000 });
    expect(items.length).toBeGreaterThan(most * 0.9);

    // A keeper who now has a relative in the exam is found on the very day, with who can step in.
    const keeper = prepared.posts.find(({ post }) => post.endsWith('/site-1#keeper'));
    const said = { person: keeper?.person ?? '', exam: season, declared: prepared.plan.examDay };
    const outcome = await registers.put(
      'declarations',
      { ...said, relative: '有', graduating: '无' },
      'p1',
    );
    expect(outcome.broken).toMatchObject([{ person: keeper?.person, post: keeper?.post }]);
  });
});
