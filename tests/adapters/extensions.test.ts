import { expect, it } from 'vitest';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { laterIn } from '../../src/service/courier/later.js';
import { withExtensions } from '../../src/service/session-events.js';
import { aRecord, T0, told } from './a-plan.js';
import { aStoreWithPlan } from './a-store.js';

const MINUTE = 60_000;
const extended = (duty: string, minutes: number, session = 'chinese'): UnitEvent => ({
  ...{ type: 'extended', duty, session, from: 'start', by: 'p9', at: epochMs(T0) },
  ...{ fromAt: epochMs(T0), byMs: minutes * MINUTE, untilAt: epochMs(T0 + minutes * MINUTE) },
});

it('extensions are found by season and unit, and of each approval the last word counts', async () => {
  const store = await aStoreWithPlan();
  await store.record(
    aRecord(1, [told(1), extended('late@1', 12), extended('late@1', 15), extended('again@1', 8)], {
      path: 'c/a/1',
    }),
  );
  await store.record(aRecord(1, [extended('late@1', 5, 'maths')], { path: 'c/a' }));
  const later = laterIn(await store.extensions('s'));
  expect(later.get('c/a/1')).toEqual(new Map([['chinese', 23 * MINUTE]]));
  expect(later.get('c/a')).toEqual(new Map([['maths', 5 * MINUTE]]));
  expect(await store.extensions('s', 'c/a')).toHaveLength(1);
  expect(await store.extensions('other')).toEqual([]);
});

it('what a duty’s session was given stands among its own events, and of no other session', async () => {
  const store = await aStoreWithPlan();
  await store.record(
    aRecord(1, [extended('late@1', 12), told(2), extended('late@2', 5, 'maths')], {
      path: 'c/a/1',
    }),
  );
  const own = (await store.events('s', 'c/a/1')).slice(1, 2);
  const seqs = async (session: string | null) =>
    (await withExtensions({ store }, { season: 's', path: 'c/a/1', session }, own)).map(
      ({ seq }) => seq,
    );
  expect(await seqs('chinese')).toEqual([1, 2]);
  expect(await seqs('maths@3')).toEqual([2, 3]);
  expect(await seqs(null)).toEqual([2]);
});
