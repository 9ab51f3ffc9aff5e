import { expect, it } from 'vitest';
import { createPace } from '../../src/service/courier/pace.js';
import type { Letter, Sent } from '../../src/service/courier/channel-port.js';
import { createWays } from '../../src/service/courier/ways.js';

const ledger = {
  takeSlot: async () => null,
  giveBackSlot: async () => undefined,
  slotFreeInMs: async () => 0,
};

it('lets what is critical pass the mass that waits for a lane', async () => {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const channel = {
    ...{ name: 'sms', isForRehearsals: false, perMinute: null, reaches: () => true, lanes: 2 },
    send: ({ id }: Letter) =>
      new Promise<Sent>((resolve) => {
        asked.push(id);
        answers.push(() => resolve({ outcome: 'taken', ref: null }));
      }),
  };
  const all = [{ channel, kind: 'file', carries: 'sensitive' as const, links: false }];
  const order = { critical: ['sms'], urgent: ['sms'], ordinary: ['sms'] };
  const [way] = createWays({ all, order }, ledger, () => 0).to(
    { person: 'p', name: 'p' },
    false,
    'urgent',
  );
  const send = async (id: string, isCritical: boolean) =>
    way?.inLane(isCritical, () => way.send({ id } as Letter));
  const sent = ['a', 'b', 'c', 'd'].map((id) => send(id, false));
  sent.push(send('grave', true));
  for (let n = 0; n < 5; n += 1) {
    await new Promise(setImmediate);
    expect(asked.length - n).toBeLessThanOrEqual(2);
    answers[n]?.();
  }
  await Promise.all(sent);
  expect(asked).toEqual(['a', 'b', 'grave', 'c', 'd']);
});

it('writes to more at once while that is quick, and to few where channels answer slowly', () => {
  const pace = createPace();
  const at = (ms: number): number => {
    pace.took(pace.atOnce(), ms);
    return pace.atOnce();
  };
  const first = pace.atOnce();
  expect(at(100)).toBe(2 * first);
  for (let n = 0; n < 10; n += 1) at(100);
  expect(at(2_000)).toBe(256);
  expect(at(60_000)).toBe(128);
  for (let n = 0; n < 10; n += 1) at(60_000);
  expect(pace.atOnce()).toBe(16);
  // A handful that was sent at once says nothing of many.
  pace.took(3, 1);
  expect(pace.atOnce()).toBe(16);
});
