import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublic } from '../../src/adapters/channels/addresses-allowed.js';
import { createPoster, type PosterOptions } from '../../src/adapters/channels/post.js';
import { aProvider, says } from './a-provider.js';

type Resolve = NonNullable<PosterOptions['resolve']>;

/** A name that stands for other addresses each time it is asked for. */
function aName(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const left = [...answers];
  const resolve = (host: string, _: unknown, done: (...args: unknown[]) => void) => {
    asked.push(host);
    const found = left.shift() ?? [];
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { asked, resolve: resolve as unknown as Resolve };
}

describe('the public internet', () => {
  it('is nothing of this machine, of private networks, or wrapped up in other addresses', () => {
    for (const ip of [
      ...[
        '127.0.0.1',
        '127.9.9.9',
        '0.0.0.0',
        '10.1.2.3',
        '172.16.0.1',
        '172.31.255.255',
        '192.168.1.1',
      ],
      ...[
        '169.254.169.254',
        '100.64.0.1',
        '198.18.0.1',
        '224.0.0.1',
        '255.255.255.255',
        'localhost',
        '',
      ],
      ...[
        '::',
        '::1',
        '::ffff:127.0.0.1',
        '::ffff:10.0.0.1',
        'fe80::1',
        'fc00::1',
        'fd12::1',
        'ff02::1',
      ],
      ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', '::127.0.0.1', '::ffff:7f00:1'],
    ])
      expect([ip, isPublic(ip)]).toEqual([ip, false]);
    for (const ip of [
      '8.8.8.8',
      '172.15.0.1',
      '172.32.0.1',
      '100.128.0.1',
      '2400:3200::1',
      '::ffff:8.8.8.8',
    ])
      expect([ip, isPublic(ip)]).toEqual([ip, true]);
  });

  it('is the same however an address is written', () => {
    fc.assert(
      fc.property(fc.ipV4Extended(), (ip) => {
        const { hostname } = new URL(`http://${ip}/`);
        expect(isPublic(`::ffff:${hostname}`)).toBe(isPublic(hostname));
      }),
    );
  });
});

describe('a post that may leave the house only', () => {
  it.each([
    'http://127.0.0.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://localhost:PORT/',
  ])('connects to nothing inside: %s', async (url) => {
    const { port, got } = await aProvider();
    const poster = createPoster({ reach: 'public' });
    const posted = await poster.post(new URL(url.replace('PORT', String(port))), '{}');
    expect(posted).toMatchObject({ failed: 'address' });
    expect(got).toEqual([]);
  });

  it('refuses a name of which one address is inside', async () => {
    const { port, got } = await aProvider();
    const { resolve } = aName(['8.8.8.8', '127.0.0.1']);
    const url = new URL(`http://hook.example.cn:${port}/`);
    expect(await createPoster({ reach: 'public', resolve }).post(url, '{}')).toMatchObject({
      ...{ failed: 'address', detail: '127.0.0.1' },
    });
    expect(got).toEqual([]);
  });

  it('connects to what was looked at, though the name means something else a moment later', async () => {
    const { port, awaits, got } = await aProvider();
    awaits(says({}));
    const { asked, resolve } = aName(['127.0.0.1'], ['8.8.8.8']);
    const url = new URL(`http://hook.example.cn:${port}/`);
    expect(await createPoster({ reach: 'private', resolve }).post(url, '{}')).toMatchObject({
      status: 200,
    });
    expect(asked).toEqual(['hook.example.cn']);
    expect(got[0]?.headers.host).toBe(`hook.example.cn:${port}`);
  });

  it('and one that must stay in it does not go out', async () => {
    const poster = createPoster({ reach: 'private', resolve: aName(['8.8.8.8']).resolve });
    expect(await poster.post(new URL('http://sms.example.cn/'), '{}')).toMatchObject({
      failed: 'address',
    });
    expect(await poster.post(new URL('http://8.8.8.8/'), '{}')).toMatchObject({
      failed: 'address',
    });
  });
});
