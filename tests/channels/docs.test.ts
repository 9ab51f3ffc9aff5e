import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createPoster } from '../../src/adapters/channels/post.js';
import { webhookChannel } from '../../src/adapters/channels/webhook-channel.js';
import { readChannels } from '../../src/settings/read-channels.js';
import { letter } from './a-letter.js';
import { aProvider, says } from './a-provider.js';

const page = readFileSync('docs/channels.md', 'utf8');
const block = (lang: string): string =>
  new RegExp(`\`\`\`${lang}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';

type IsGenuine = (
  headers: Record<string, unknown>,
  body: string,
  secret: string,
  now: number,
) => boolean;

it('shows settings that can be read', () => {
  const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k';
  expect(readChannels('channels.yaml', Buffer.from(block('yaml')), () => url)).toHaveProperty(
    'settings',
  );
});

it('shows a receiver that knows our messages from others', async () => {
  const code = Buffer.from(block('js')).toString('base64');
  const { isGenuine } = (await import(`data:text/javascript;base64,${code}`)) as {
    isGenuine: IsGenuine;
  };
  const { awaits, address, got } = await aProvider();
  awaits(says({ code: 'ok', ref: null }));
  const now = 1_780_000_000_000;
  const usual = {
    name: 'hook',
    isForRehearsals: false,
    carries: 'internal',
    perMinute: null,
    links: true,
  } as const;
  const setting = { ...usual, url: address(), key: 'k', secret: 'shared' };
  await webhookChannel(setting, createPoster({ reach: 'private' }), () => now).send(letter());
  const [{ headers, raw } = { headers: {}, raw: '' }] = got;
  expect(isGenuine(headers, raw, 'shared', now + 299_000)).toBe(true);
  expect(isGenuine(headers, raw, 'shared', now + 301_000)).toBe(false);
  expect(isGenuine(headers, raw, 'shared', now - 301_000)).toBe(false);
  expect(isGenuine(headers, raw, 'other', now)).toBe(false);
  expect(isGenuine(headers, `${raw} `, 'shared', now)).toBe(false);
  expect(isGenuine({ ...headers, 'kaowu-id': 'm-0002' }, raw, 'shared', now)).toBe(false);
  expect(isGenuine({ ...headers, 'kaowu-signature': undefined }, raw, 'shared', now)).toBe(false);
});
