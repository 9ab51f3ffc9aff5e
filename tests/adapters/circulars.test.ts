import { describe, expect, it } from 'vitest';
import type { Circular } from '../../src/adapters/store/circulars.js';
import type { Channels } from '../../src/service/courier/channel-order.js';
import type { Channel } from '../../src/service/courier/channel-port.js';
import { createCircularCourier } from '../../src/service/courier/circulars.js';
import { epochMs } from '../../src/engine/model.js';
import { aChannel, aCourier, MINUTE_MS, TEN } from './a-courier.js';

const BODY = {
  subject: '岚溪县 6月10日 10:00 简报',
  bare: '简报：失联未报1项',
  lines: ['一、失联未报 1 项：', '1. 东湾中学考点校时，张三139****0000'],
};
const KEY = { season: 's', kind: 'brief', owedAt: epochMs(TEN), post: 'c#office' } as const;

/** A post with a holder and a deputy, channels in their order, and a standing clock. */
async function anOffice(channels: readonly Channel[], kinds: readonly string[] = []) {
  const { store, clock } = await aCourier();
  const alarms: string[] = [];
  const written: Circular[] = [];
  const names = channels.map(({ name }) => name);
  const room: Channels = {
    all: channels.map((channel, n) => ({
      ...{ channel, kind: kinds[n] ?? 'file', carries: 'internal', links: false },
    })),
    order: { critical: names, urgent: names, ordinary: names },
  };
  const courier = createCircularCourier({
    ...{ store, channels: room, now: clock.now },
    addressing: {
      chain: async () => (post) =>
        post === 'c#office' ? ['li', 'wang'] : post === 'c#broken' ? ['broken'] : [],
    },
    addresses: {
      of: async (person) => {
        if (person === 'broken') throw new Error('sealed under another key');
        return { to: { person, name: person }, lang: 'zh' };
      },
    },
    alarm: (line) => alarms.push(line),
    write: (circular) => written.push(circular),
  });
  const put = (over: Partial<Parameters<typeof store.circulars.put>[0]> = {}) =>
    store.circulars.put({ ...KEY, body: BODY, withheld: null, ...over }, clock.now());
  const states = async () =>
    (await store.circulars.list('s', 10)).map(({ state, person, channel, reason }) =>
      [state, person, channel, reason].join(' '),
    );
  return { store, clock, courier, put, states, alarms, written };
}

describe('a circular', () => {
  it('goes whole to whoever serves on its post, by the first channel that takes it', async () => {
    const mail = aChannel('mail');
    const { put, courier, states, written } = await anOffice([mail.channel]);
    await put();
    await courier.send();
    expect(mail.got).toHaveLength(1);
    expect(mail.got[0]).toMatchObject({
      ...{ subject: BODY.subject, isAsWritten: true, link: null, rehearsal: false },
      to: { person: 'li' },
    });
    expect(mail.got[0]?.lines.map(({ text }) => text)).toEqual(BODY.lines);
    expect(await states()).toEqual(['handed li mail ']);
    expect(written).toHaveLength(1);
    await courier.send();
    expect(mail.got).toHaveLength(1);
  });

  it('is its counts alone by text message', async () => {
    const sms = aChannel('sms');
    const { put, courier } = await anOffice([sms.channel], ['sms']);
    await put();
    await courier.send();
    expect(sms.got[0]?.lines.map(({ text }) => text)).toEqual([BODY.bare]);
  });

  it('is the one that was written first, however often it is made', async () => {
    const mail = aChannel('mail');
    const { put, courier } = await anOffice([mail.channel]);
    await put();
    await put({ body: { ...BODY, subject: 'later' } });
    await courier.send();
    expect(mail.got.map(({ subject }) => subject)).toEqual([BODY.subject]);
  });

  it('goes to the next channel, then to the next person of the post', async () => {
    const dead = aChannel('sms', { answer: () => ({ outcome: 'refused', reason: 'number' }) });
    const mail = aChannel('mail', { reaches: ({ person }) => person === 'wang' });
    const { put, courier, states } = await anOffice([dead.channel, mail.channel]);
    await put();
    await courier.send();
    expect(dead.got.map(({ to }) => to.person)).toEqual(['li', 'wang']);
    expect(await states()).toEqual(['handed wang mail ']);
  });

  it('is tried again under the same name until two hours have passed, then the operator hears', async () => {
    const away = aChannel('mail', {
      reaches: ({ person }) => person === 'li',
      answer: () => ({ outcome: 'later', reason: 'timeout', afterMs: null }),
    });
    const { put, courier, clock, states, alarms } = await anOffice([away.channel]);
    await put();
    await courier.send();
    await courier.send();
    expect(away.got).toHaveLength(1);
    clock.goOn(MINUTE_MS);
    await courier.send();
    expect(new Set(away.got.map(({ id }) => id)).size).toBe(1);
    expect(away.got).toHaveLength(2);
    expect(await states()).toEqual(['waiting   timeout']);
    clock.goOn(120 * MINUTE_MS);
    await courier.send();
    expect(await states()).toEqual(['undelivered   timeout']);
    expect(alarms).toEqual(['s: brief for c#office: timeout']);
  });

  it('reaches nobody on a post that nobody holds, and says so', async () => {
    const mail = aChannel('mail');
    const { put, courier, states, alarms } = await anOffice([mail.channel]);
    await put({ post: 'c#nobody' });
    await courier.send();
    expect(await states()).toEqual(['undelivered   nobody-holds']);
    expect(alarms).toHaveLength(1);
  });

  it('holds up no other when its reader’s address cannot be read, and is given up in its time', async () => {
    const mail = aChannel('mail');
    const { put, courier, clock, states, alarms } = await anOffice([mail.channel]);
    await put({ post: 'c#broken' });
    await put();
    await courier.send();
    expect(await states()).toEqual(['waiting   sealed under another key', 'handed li mail ']);
    clock.goOn(121 * MINUTE_MS);
    await courier.send();
    expect(alarms).toEqual(['s: brief for c#broken: sealed under another key']);
  });

  it('goes out once more where the process ended in between, and the ledger says perhaps repeated', async () => {
    const mail = aChannel('mail');
    const { put, courier, store } = await anOffice([mail.channel]);
    await put();
    await store.circulars.begin(KEY, 'li');
    await courier.send();
    const [circular] = await store.circulars.list('s', 1);
    expect(circular).toMatchObject({ state: 'handed', tries: 2, repeats: 1 });
  });

  it('stays inside where the season only shows what it would send', async () => {
    const mail = aChannel('mail');
    const { put, courier, states } = await anOffice([mail.channel]);
    await put({ withheld: 'only-shown' });
    await courier.send();
    expect(mail.got).toEqual([]);
    expect(await states()).toEqual(['withheld   only-shown']);
  });
});
