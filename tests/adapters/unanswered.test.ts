import { describe, expect, it } from 'vitest';
import { USUAL_SETTINGS } from '../../src/courier/settings.js';
import { epochMs } from '../../src/engine/model.js';
import { aChannel, aCourier, MINUTE_MS, TEN, word } from './a-courier.js';
import { aRecord, aRow } from './a-plan.js';

const DOER = 'c/a/1#doer';
const PATIENCE = USUAL_SETTINGS.unansweredMs.urgent ?? 0;

/** A duty that is due now, on whose post two serve one after the other. */
async function aDueDuty(
  wish: { readonly persons?: readonly string[]; readonly kind?: 'due' | 'remind' } = {},
) {
  const { persons = ['holder', 'deputy'], kind = 'due' } = wish;
  const mail = aChannel('mail');
  const world = await aCourier({
    channels: [mail.channel],
    addressing: { chain: async () => () => persons },
  });
  const { store, clock, round } = world;
  await store.record(aRecord(1, [word('line', kind)], { rows: [aRow('line')] }));
  await round();
  clock.goOn(USUAL_SETTINGS.windowMs.urgent);
  await round();
  const told = () => mail.got.map(({ to }) => to.person);
  return { ...world, told };
}

describe('a due duty that nobody answers for', () => {
  it('is told to the next person of its post, and then its unit hears', async () => {
    const { clock, round, told, reported, lines } = await aDueDuty();
    expect(told()).toEqual(['holder']);
    clock.goOn(PATIENCE - 1);
    await round();
    expect(told()).toEqual(['holder']);
    clock.goOn(1);
    await round();
    await round();
    expect(told()).toEqual(['holder', 'deputy']);
    expect((await lines()).map(({ turn, person, state }) => [turn, person, state])).toEqual([
      [0, 'holder', 'handed'],
      [1, 'deputy', 'handed'],
    ]);
    expect(reported).toEqual([]);
    clock.goOn(PATIENCE);
    await round();
    await round();
    expect(reported).toMatchObject([{ duty: 'line', to: DOER, outcome: 'unanswered' }]);
    expect(told()).toEqual(['holder', 'deputy']);
  });

  it.each([
    ['signed for', { status: 'signed-for' }],
    ['promised', { promiseAt: epochMs(TEN + 3_600_000) }],
    ['reported', { status: 'submitted' }],
    ['handed on to another post', { doer: 'c/a/1#leader' }],
  ] as const)('is left alone once it is %s', async (_, row) => {
    const { store, clock, round, told, reported } = await aDueDuty();
    await store.record(
      aRecord(2, [word('other', 'open')], { rows: [aRow('line', row), aRow('other')] }),
    );
    clock.goOn(2 * PATIENCE);
    await round();
    expect(told().filter((person) => person === 'deputy')).toEqual([]);
    expect(reported).toEqual([]);
  });

  it('is one that is due: a reminder asks for no answer', async () => {
    const { clock, round, told, reported } = await aDueDuty({ kind: 'remind' });
    clock.goOn(PATIENCE + MINUTE_MS);
    await round();
    expect([told(), reported]).toEqual([['holder'], []]);
  });
});
