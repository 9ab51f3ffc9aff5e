import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import { aCommit, aRow, aStep } from './a-plan.js';
import { aChannel, aCourier, aCourierOn, added, MINUTE_MS, TEN, word } from './a-courier.js';

const textsOf = (letter: { readonly lines: readonly { readonly text: string }[] } | undefined) =>
  letter?.lines.map(({ text }) => text);

describe('the courier', () => {
  it('makes one message a person of what falls due together, and the ledger says so', async () => {
    const { channel, got } = aChannel('sms', {
      answer: (_, n) => ({ outcome: 'taken', ref: `r${n}` }),
    });
    const { happen, round, clock, lines, store } = await aCourier({ channels: [channel] });
    await happen(word('line', 'due'), word('power', 'due'), word('x', 'due', ['c#office']));
    await round();
    expect(got).toEqual([]);
    clock.goOn(2 * MINUTE_MS);
    await round();
    expect(got.map(({ to, lines: said }) => [to.person, said.length])).toEqual(
      expect.arrayContaining([
        ['c/a/1#doer', 2],
        ['c#office', 1],
      ]),
    );
    expect(got).toHaveLength(2);
    const [first] = await lines();
    expect(first).toEqual({
      ...{ notice: 1, turn: 0, season: 's', path: 'c/a/1', seq: 1, duty: 'line', kind: 'due' },
      ...{ post: 'c/a/1#doer', person: 'c/a/1#doer', urgency: 'urgent', label: 'internal' },
      ...{ owedAt: TEN, firedAt: TEN, recordedAt: TEN, state: 'handed', reason: null },
      ...{ overtakenBy: null, message: first?.message, channel: 'sms', isPerhapsRepeated: false },
      handedAt: TEN + 2 * MINUTE_MS,
      ...{ deliveredAt: null, seenAt: null, answeredAt: null },
    });
    expect(first?.message).toMatch(/^m[0-9a-f]{24}$/);
    expect((await store.noticesOf('s', 'c/a/1', 'line'))[0]).toMatchObject({
      handedAt: TEN + 2 * MINUTE_MS,
    });
    await round();
    expect(got).toHaveLength(2);
  });

  it('notes what comes back: delivered, seen, answered, each the first time', async () => {
    const { channel } = aChannel('sms', { answer: () => ({ outcome: 'taken', ref: 'r1' }) });
    const { happen, round, clock, lines, store } = await aCourier({ channels: [channel] });
    await happen(word('line', 'due'), word('power', 'due'));
    clock.goOn(2 * MINUTE_MS);
    await round();
    const id = (await lines())[0]?.message ?? '';
    expect(await store.ledger.message(id)).toMatchObject({ person: 'c/a/1#doer', notices: [1, 2] });
    expect(await store.ledger.message('m0')).toBeNull();
    expect(await store.ledger.delivered('sms', 'r1', epochMs(TEN + 1))).toBe(true);
    expect(await store.ledger.delivered('sms', 'r2', epochMs(TEN + 1))).toBe(false);
    await store.ledger.seen(id, epochMs(TEN + 2));
    await store.ledger.seen(id, epochMs(TEN + 9));
    await store.ledger.answered(id, [2], epochMs(TEN + 3));
    expect(await lines()).toMatchObject([
      { deliveredAt: TEN + 1, seenAt: TEN + 2, answeredAt: null },
      { deliveredAt: TEN + 1, seenAt: TEN + 2, answeredAt: TEN + 3 },
    ]);
  });

  it('sends a step of secrecy at once and alone, and keeps rehearsals apart', async () => {
    const secret = { ...aStep('seal'), label: 'sensitive' as const };
    const commit = aCommit({ steps: [aStep('line'), secret] });
    const real = aChannel('sms');
    const played = aChannel('rehearsal', { isForRehearsals: true });
    const channels = [real.channel, played.channel];
    const { happen, round, lines } = await aCourier({ channels }, commit);
    await happen(word('seal', 'open'), word('line', 'due'), word('seal@s1', 'escalate'));
    await round();
    expect(real.got.map(textsOf)).toEqual([['1'], ['3']]);
    expect((await lines()).map(({ urgency, label }) => [urgency, label])).toEqual([
      ['critical', 'sensitive'],
      ['urgent', 'internal'],
      ['critical', 'sensitive'],
    ]);

    const rehearsed = await aCourier({ channels }, { ...commit, rehearsal: true });
    await rehearsed.happen(word('seal', 'open'));
    await rehearsed.round();
    expect(real.got).toHaveLength(2);
    expect(played.got).toMatchObject([{ rehearsal: true }]);
  });

  it('takes what was added at run time for as grave as what it belongs to, an alarm by itself', async () => {
    const secret = { ...aStep('seal'), label: 'sensitive' as const };
    const { happen, round, lines } = await aCourier(
      {},
      aCommit({ steps: [aStep('line'), secret] }),
    );
    await happen(
      added('alarm-1', { type: 'custody' }),
      added('fault-1', { type: 'inspection' }, 'seal'),
      added('fault-2', { type: 'inspection' }, 'line'),
      word('fault-1', 'due'),
      word('alarm-1', 'escalate'),
    );
    await round();
    expect((await lines()).map(({ duty, urgency, label }) => [duty, urgency, label])).toEqual([
      ['alarm-1', 'critical', 'sensitive'],
      ['fault-1', 'critical', 'sensitive'],
      ['fault-2', 'urgent', 'internal'],
      ['fault-1', 'critical', 'sensitive'],
      ['alarm-1', 'critical', 'sensitive'],
    ]);
  });

  it('says the newest word of a duty, and nothing of what is done meanwhile', async () => {
    const { channel, got } = aChannel('sms');
    const rows = { 'c/a/1': [aRow('done', { status: 'accepted' }), aRow('line')] };
    const { happen, round, clock, lines } = await aCourier(
      { channels: [channel] },
      aCommit({ rows }),
    );
    await happen(word('line', 'remind'), word('line', 'due'), word('done', 'due'));
    clock.goOn(60 * MINUTE_MS);
    await round();
    expect(got.map(textsOf)).toEqual([['2']]);
    expect(await lines()).toMatchObject([
      { state: 'superseded', reason: 'newer', overtakenBy: 2, message: null },
      { state: 'handed' },
      { state: 'superseded', reason: 'done' },
    ]);
  });

  it('holds back what was stopped, also while it waits', async () => {
    const { channel, got } = aChannel('sms');
    const stopped = new Map([[1, 'shadow']]);
    const brake = { withheld: async () => stopped };
    const { happen, round, clock, lines } = await aCourier({ channels: [channel], brake });
    await happen(word('line', 'due'), word('power', 'due'));
    await round();
    stopped.set(2, 'stopped');
    clock.goOn(2 * MINUTE_MS);
    await round();
    expect(got).toEqual([]);
    expect(await lines()).toMatchObject([
      { state: 'withheld', reason: 'shadow' },
      { state: 'withheld', reason: 'stopped' },
    ]);
  });
});

describe('where a channel does not take it', () => {
  it('takes the next one at once', async () => {
    const none = aChannel('fax', { reaches: () => false });
    const first = aChannel('sms', { answer: () => ({ outcome: 'refused', reason: 'blocked' }) });
    const second = aChannel('mail');
    const channels = [none.channel, first.channel, second.channel];
    const { happen, round, clock, lines, reported } = await aCourier({ channels });
    await happen(word('line', 'due'));
    clock.goOn(2 * MINUTE_MS);
    await round();
    expect([none.got, first.got, second.got].map(({ length }) => length)).toEqual([0, 1, 1]);
    expect(first.got[0]?.id).toBe(second.got[0]?.id);
    expect(await lines()).toMatchObject([{ state: 'handed', channel: 'mail' }]);
    expect(reported).toEqual([]);
  });

  it('tells the unit at once that nobody is reached where no way is one', async () => {
    const { channel } = aChannel('sms', { answer: () => ({ outcome: 'refused', reason: 'gone' }) });
    const { happen, round, clock, lines, reported } = await aCourier({ channels: [channel] });
    await happen(word('line', 'due'));
    clock.goOn(2 * MINUTE_MS);
    await round();
    await round();
    await round();
    expect(reported).toMatchObject([
      { path: 'c/a/1', seq: 1, duty: 'line', to: 'c/a/1#doer', reason: 'gone' },
    ]);
    expect(await lines()).toMatchObject([{ state: 'undeliverable', reason: 'gone' }]);
  });

  it('tries the next person of the post first, and only then the unit', async () => {
    const { channel, got } = aChannel('sms', { reaches: ({ person }) => person === 'deputy' });
    const addressing = {
      chain: async () => (post: string) => (post === 'c#office' ? ['head'] : ['head', 'deputy']),
    };
    const world = await aCourier({ channels: [channel], addressing });
    await world.happen(word('line', 'due', ['c/a/1#doer', 'c#office']));
    world.clock.goOn(2 * MINUTE_MS);
    for (let n = 0; n < 3; n += 1) await world.round();
    expect(got.map(({ to }) => to.person)).toEqual(['deputy']);
    expect(world.reported).toMatchObject([{ to: 'c#office', reason: 'no-address' }]);
    expect(await world.lines()).toMatchObject([
      { post: 'c/a/1#doer', turn: 0, person: 'head', state: 'undeliverable' },
      { post: 'c/a/1#doer', turn: 1, person: 'deputy', state: 'handed' },
      { post: 'c#office', turn: 0, person: 'head' },
    ]);
  });

  it('tells the unit of a post that nobody holds', async () => {
    const { channel } = aChannel('sms');
    const addressing = { chain: async () => () => [] };
    const { happen, round, reported, lines } = await aCourier({ channels: [channel], addressing });
    await happen(word('line', 'open'));
    await round();
    expect(reported).toMatchObject([{ seq: 1, reason: 'nobody-holds' }]);
    expect(await lines()).toMatchObject([{ person: null, state: 'undeliverable' }]);
  });

  it('tries again, the same message, and tells the unit within a minute; it still arrives', async () => {
    let isDown = true;
    const { channel, got } = aChannel('sms', {
      answer: () =>
        isDown
          ? { outcome: 'later', reason: '503', afterMs: null }
          : { outcome: 'taken', ref: null },
    });
    const { happen, round, clock, lines, reported, store } = await aCourier({
      channels: [channel],
    });
    await happen(word('line', 'due'));
    clock.goOn(2 * MINUTE_MS);
    const firstTry = clock.now();
    for (let second = 0; second < 60 && reported.length === 0; second += 1) {
      await round();
      clock.goOn(1_000);
    }
    expect(reported).toHaveLength(1);
    expect(clock.now() - firstTry).toBeLessThanOrEqual(MINUTE_MS);
    expect((await store.ledger.figures(clock.now())).undelivered).toBe(1);
    expect(got.length).toBeLessThan(10);

    isDown = false;
    for (let second = 0; second < 90; second += 1) {
      await round();
      clock.goOn(1_000);
    }
    expect(new Set(got.map(({ id }) => id)).size).toBe(1);
    expect(await lines()).toMatchObject([{ state: 'handed' }]);
    expect(reported).toHaveLength(1);
    expect((await store.ledger.figures(clock.now())).undelivered).toBe(0);
  });

  it('keeps a text that cannot be made from holding up its neighbours', async () => {
    const { channel, got } = aChannel('sms');
    const letters = {
      make: async (order: Parameters<typeof aLetter>[0]) => ({
        letter: aLetter(order),
        silent: [],
        quarantined: [{ notice: 1, reason: 'no words' }],
      }),
    };
    const { happen, round, clock, lines, reported, alarms } = await aCourier({
      ...{ channels: [channel], letters },
    });
    await happen(word('line', 'due'), word('power', 'due'));
    clock.goOn(2 * MINUTE_MS);
    await round();
    await round();
    expect(got).toHaveLength(1);
    expect(await lines()).toMatchObject([
      { state: 'undeliverable', reason: 'text' },
      { state: 'handed' },
    ]);
    expect(reported).toMatchObject([{ seq: 1, reason: 'text' }]);
    expect(alarms).toEqual(['notice 1 has no text: no words']);
  });
});

const aLetter = (order: {
  readonly id: string;
  readonly to: { readonly person: string; readonly name: string };
}) => ({
  ...{ id: order.id, to: order.to, urgency: 'urgent' as const, rehearsal: false },
  ...{ lang: 'zh' as const, subject: '', lines: [], more: 0, link: null, thread: null },
});

it('sends once with three couriers at work, and goes on where one has ended', async () => {
  const { channel, got } = aChannel('sms');
  const { happen, courier, clock, store, lines } = await aCourier({ channels: [channel] });
  const posts = Array.from({ length: 150 }, (_, n) => `c#p${n}`);
  await happen(word('line', 'due', posts));
  await courier.takeIn(await store.claimNotices(200));
  clock.goOn(2 * MINUTE_MS);
  // One claims and ends without a word.
  expect(
    await store.ledger.claim('dead', { limit: 30, now: clock.now(), forMs: 30_000 }),
  ).toHaveLength(30);
  const others = ['two', 'three', 'four'].map((name) =>
    aCourierOn(store, clock.now, { channels: [channel], name }),
  );
  await Promise.all(others.map(({ round }) => round()));
  expect(got).toHaveLength(120);
  clock.goOn(31_000);
  await Promise.all(others.map(({ round }) => round()));
  expect(got).toHaveLength(150);
  expect(new Set(got.map(({ to }) => to.person)).size).toBe(150);
  expect((await lines()).every(({ state }) => state === 'handed')).toBe(true);
});
