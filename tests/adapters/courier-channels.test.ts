import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Letter, Sent } from '../../src/service/courier/channel-port.js';
import { aChannel, aCourier, MINUTE_MS, word } from './a-courier.js';

const PATIENCE_MS = 300;
const PEOPLE = ['hang', 'throw', 'plain', 'plain2', 'plain3', 'plain4'];
const posts = PEOPLE.map((name) => `c#${name}`);
const TAKEN: Sent = { outcome: 'taken', ref: null };

/** Hangs for one person and throws for another, against its promise; notes when each was asked. */
function aBadChannel(name: string) {
  const asked: { readonly person: string; readonly at: number }[] = [];
  const { channel } = aChannel(name, {
    async send({ to: { person } }: Letter) {
      asked.push({ person, at: performance.now() });
      if (person === 'c#throw') throw new TypeError('no such thing');
      // It has the message after all, long after it was given up: nobody can know.
      if (person === 'c#hang') await sleep(2 * PATIENCE_MS);
      return TAKEN;
    },
  });
  return { channel, asked };
}

describe('a channel that throws, or never answers', () => {
  it('holds up no neighbour, counts as not sent, and the next one takes it', async () => {
    const bad = aBadChannel('sms');
    const good = aChannel('mail');
    const { happen, round, clock, lines } = await aCourier({
      ...{ channels: [bad.channel, good.channel], patienceMs: PATIENCE_MS },
    });
    await happen(word('line', 'due', posts));
    clock.goOn(2 * MINUTE_MS);
    const began = performance.now();
    await round();
    expect(performance.now() - began).toBeGreaterThanOrEqual(PATIENCE_MS - 5);
    // The others were asked while one hung, though it held a lane.
    expect(bad.asked.map(({ person }) => person).sort()).toEqual([...posts].sort());
    const hung = bad.asked.find(({ person }) => person === 'c#hang')?.at ?? 0;
    for (const { at } of bad.asked) expect(at - hung).toBeLessThan(PATIENCE_MS);
    expect(good.got.map(({ to }) => to.person).sort()).toEqual(['c#hang', 'c#throw']);
    await sleep(2 * PATIENCE_MS);
    const byChannel = (await lines()).map(({ person, state, channel }) => [person, state, channel]);
    expect(byChannel.sort()).toEqual(
      posts.map((post) => [post, 'handed', /hang|throw/.test(post) ? 'mail' : 'sms']).sort(),
    );
  });

  it('is told to the unit where there is no other, with the reason, and its neighbours are not', async () => {
    const bad = aBadChannel('sms');
    const { happen, round, clock, lines, reported } = await aCourier({
      ...{ channels: [bad.channel], patienceMs: PATIENCE_MS },
    });
    await happen(word('line', 'due', posts));
    clock.goOn(2 * MINUTE_MS);
    await round();
    const sending = (await lines()).filter(({ state }) => state !== 'handed');
    expect(sending.map(({ person }) => person).sort()).toEqual(['c#hang', 'c#throw']);
    clock.goOn(MINUTE_MS);
    await round();
    expect(reported.map(({ to }) => to).sort()).toEqual(['c#hang', 'c#throw']);
  });
});
