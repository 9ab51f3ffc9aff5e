import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Sent } from '../../src/service/courier/channel-port.js';
import { createPoster, type PosterOptions } from '../../src/adapters/channels/post.js';
import { dingtalk, feishu, wecom } from '../../src/adapters/channels/robot-dialects.js';
import { robotChannel, type Dialect } from '../../src/adapters/channels/robot.js';
import { smsChannel } from '../../src/adapters/channels/sms-channel.js';
import { webhookChannel } from '../../src/adapters/channels/webhook-channel.js';
import { CERT } from './a-certificate.js';
import { letter, ZHOU } from './a-letter.js';
import { aProvider, says } from './a-provider.js';

const usual = { isForRehearsals: false, carries: 'internal', perMinute: 20, links: false } as const;
const PATIENCE_MS = 300;
const to = { ...ZHOU, ids: { x: 'someone' } };

/** Every channel that speaks HTTP, to one address. */
const CHANNELS: Record<
  string,
  (url: URL, options?: Partial<PosterOptions>) => () => Promise<Sent>
> = {
  wecom: (url, options) => byRobot(wecom, url, options),
  dingtalk: (url, options) => byRobot(dingtalk, url, options),
  feishu: (url, options) => byRobot(feishu, url, options),
  sms: (url, options) => {
    const place = { url, key: 'k', secret: 's', template: 'T', codeTemplate: null, most: 35 };
    return () =>
      smsChannel({ ...usual, name: 'x', ...place }, posterOf(options), Date.now).send(
        letter({ to }),
      );
  },
  webhook: (url, options) => () =>
    webhookChannel(
      { ...usual, name: 'x', url, key: 'k', secret: 's' },
      posterOf(options),
      Date.now,
    ).send(letter({ to })),
};

const posterOf = (options: Partial<PosterOptions> = {}) =>
  createPoster({ reach: 'any', withinMs: PATIENCE_MS, ...options });

const byRobot = (dialect: Dialect, webhook: URL, options?: Partial<PosterOptions>) => () =>
  robotChannel(
    { ...usual, name: 'x', webhook, secret: null },
    dialect,
    posterOf(options),
    Date.now,
  ).send(letter({ to }));

/** A server that takes connections and does with them what it is told. */
async function aPort(onLine: (socket: import('node:net').Socket) => void): Promise<URL> {
  const server = createServer(onLine);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  return new URL(`http://localhost:${(server.address() as AddressInfo).port}/`);
}

describe.each(Object.entries(CHANNELS))('%s counts as sent', (name, channel) => {
  const success = { code: name === 'feishu' ? 0 : 'ok', errcode: 0, ref: 'r-1' };

  it('what the body says was taken', async () => {
    const { awaits, address } = await aProvider();
    awaits(says(success));
    expect((await channel(address())()).outcome).toBe('taken');
  });

  it.each([
    ['a code of failure inside 200', says({ code: 'busy', errcode: 1, StatusCode: 1 }), 'later'],
    ['200 with another’s page', (response) => response.end('<html>ok</html>'), 'later'],
    ['200 with nothing', (response) => response.end(), 'later'],
    ['200 with a list', says([success]), 'later'],
    ['success under 500', says(success, 500), 'later'],
    ['success under 202', says(success, 202), 'later'],
    ['502', says({}, 502), 'later'],
    ['429', says({}, 429, { 'retry-after': '7' }), 'later'],
    ['404', says({}, 404), 'refused'],
    ['a redirect', says(success, 302, { location: '/elsewhere' }), 'refused'],
    ['a redirect to take the message along', says({}, 307, { location: '/elsewhere' }), 'refused'],
    ['a body without an end', (response) => void response.write('{'), 'later'],
    ['a megabyte', (response) => response.end(' '.repeat(1 << 20)), 'later'],
  ] as [string, ReturnType<typeof says>, string][])('never %s', async (_, answer, outcome) => {
    const { awaits, address, got } = await aProvider();
    awaits(answer);
    const at = Date.now();
    const sent = await channel(address())();
    expect(sent).toMatchObject({ outcome });
    expect(Date.now() - at).toBeLessThan(PATIENCE_MS * 4);
    expect(got).toHaveLength(1);
  });

  it('never silence, a reset or a port that nobody answers', async () => {
    const silent = await aPort(() => {});
    expect(await channel(silent)()).toEqual({ outcome: 'later', reason: 'timeout', afterMs: null });
    const reset = await aPort((socket) => void socket.once('data', () => socket.resetAndDestroy()));
    expect(await channel(reset)()).toMatchObject({
      outcome: 'later',
      reason: 'network: ECONNRESET',
    });
    expect(await channel(new URL('http://localhost:1/'))()).toMatchObject({ outcome: 'later' });
  });

  it('never what a server takes whose certificate nobody vouches for, whatever the environment says', async () => {
    const { awaits, address, got } = await aProvider({ isTls: true });
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    onTestFinished(() => void delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']);
    expect(await channel(address())()).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/^tls: /),
    });
    expect(got).toEqual([]);
    awaits(says(success));
    expect((await channel(address(), { ca: CERT })()).outcome).toBe('taken');
    const otherName = new URL(address());
    otherName.hostname = 'kaowu.test';
    const resolve = (_: string, __: unknown, done: (...args: unknown[]) => void) =>
      done(null, [{ address: '127.0.0.1', family: 4 }]);
    const options = {
      ca: CERT,
      resolve: resolve as unknown as NonNullable<PosterOptions['resolve']>,
    };
    expect(await channel(otherName, options)()).toMatchObject({ outcome: 'refused' });
  });
});

it('says how long a provider wants to be left alone', async () => {
  const { awaits, address } = await aProvider();
  awaits(says({}, 429, { 'retry-after': '7' }), says({}, 503, { 'retry-after': '999999' }));
  const send = CHANNELS['wecom']?.(address());
  expect(await send?.()).toEqual({ outcome: 'later', reason: 'http: 429', afterMs: 7_000 });
  expect(await send?.()).toMatchObject({ afterMs: 3_600_000 });
});
