import { describe, expect, it } from 'vitest';
import { aCommit, aStep } from './a-plan.js';
import { aChannel, aCourier, aCourierOn, MINUTE_MS, word } from './a-courier.js';

describe('a limit of twenty a minute (R20)', () => {
  it('is never exceeded by several couriers; critical goes first, the rest is bundled', async () => {
    const sentAt: { at: number; urgency: string; words: number }[] = [];
    const secret = { ...aStep('seal'), label: 'sensitive' as const };
    const commit = aCommit({ steps: [aStep('line'), secret] });
    const { channel } = aChannel('robot', {
      perMinute: 20,
      answer: ({ urgency, lines }) => {
        sentAt.push({ at: clock.now(), urgency, words: lines.length });
        return { outcome: 'taken', ref: null };
      },
    });
    const { happen, round, clock, lines, store } = await aCourier({ channels: [channel] }, commit);
    const other = aCourierOn(store, clock.now, { channels: [channel], name: 'two' });
    const posts = (kind: string, n: number) => Array.from({ length: n }, (_, i) => `c#${kind}${i}`);
    await happen(word('line', 'due', posts('p', 90)), word('other', 'due', posts('p', 90)));
    clock.goOn(2 * MINUTE_MS);
    await Promise.all([round(), other.round()]);
    await happen(word('third', 'due', posts('p', 90)), word('seal', 'due', posts('v', 30)));
    for (let second = 0; second < 480; second += 5) {
      await Promise.all([round(), other.round()]);
      clock.goOn(5_000);
    }
    for (const { at } of sentAt) {
      const within = sentAt.filter((one) => one.at >= at && one.at < at + MINUTE_MS);
      expect(within.length).toBeLessThanOrEqual(20);
    }
    // Twenty were out before the critical ones came; none after that before them.
    const kinds = sentAt.map(({ urgency }) => urgency);
    expect(kinds.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'urgent'));
    expect(kinds.slice(20, 50)).toEqual(Array.from({ length: 30 }, () => 'critical'));
    expect(sentAt.filter(({ words }) => words === 3)).toHaveLength(70);
    expect((await lines()).filter(({ state }) => state !== 'handed')).toEqual([]);
    expect(sentAt).toHaveLength(90 + 30 + 20);
  });
});
