import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openChannelRoom } from '../../src/main/channel-room.js';
import { orderFor } from '../../src/service/courier/channel-order.js';
import { letter } from './a-letter.js';
import { aProvider, says } from './a-provider.js';

function aRoom(text: string | null, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-channels-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'channels.yaml');
  if (text !== null) writeFileSync(file, text);
  const channels = { file, isNamed: false, env };
  const room = openChannelRoom({ channels });
  onTestFinished(() => room.close());
  return { folder, room };
}

const nameOf = (room: ReturnType<typeof aRoom>['room'], name: string) => {
  const found = room.all.find(({ channel }) => channel.name === name);
  if (!found) throw new Error(`no channel ${name}`);
  return found.channel;
};

describe('the channels of a process', () => {
  it('are a file where nothing is set, and none for rehearsals', async () => {
    const { room, folder } = aRoom(null);
    expect(
      room.all.map(({ channel: { name, isForRehearsals } }) => [name, isForRehearsals]),
    ).toEqual([['file', false]]);
    expect(await nameOf(room, 'file').send(letter())).toMatchObject({ outcome: 'taken' });
    expect(readFileSync(join(folder, 'letters.log'), 'utf8')).toContain('周示山');
  });

  it('are what the settings say, and reach who they should', async () => {
    const { awaits, port, got } = await aProvider();
    awaits(says({ errcode: 0 }), says({ code: 'ok' }));
    const { room } = aRoom(
      `channels:
  - { kind: wecom, name: wecom, webhook: env:KAOWU_SECRET_GROUP, reach: private }
  - { kind: sms, name: sms, url: "http://localhost:${port}/sms", reach: private, key: k, secret: env:SHARED, template: T }
  - { kind: terminal, name: screen }
  - { kind: file, name: drill, path: drill.log, rehearsals: true }
order: { urgent: [sms, wecom] }`,
      { KAOWU_SECRET_GROUP: `http://localhost:${port}/group`, SHARED: 's' },
    );
    expect(room.order).toEqual({
      critical: ['drill', 'wecom', 'sms'],
      urgent: ['sms', 'wecom'],
      ordinary: ['drill', 'wecom', 'sms'],
    });
    expect(room.all.map(({ channel }) => channel.perMinute)).toEqual([20, null, null, null]);
    for (const name of ['wecom', 'sms'])
      expect(await nameOf(room, name).send(letter())).toMatchObject({ outcome: 'taken' });
    expect(got.map(({ url }) => url.pathname)).toEqual(['/group', '/sms']);
  });

  it('are refused with every fault at its place', () => {
    expect(() => aRoom('channels:\n  - { kind: wecom, name: a, webhook: env:NO }')).toThrow(
      /channels\.yaml:2:38: secret-missing: "webhook": NO holds nothing/,
    );
  });
});

describe('the order for somebody', () => {
  const order = {
    critical: ['sms', 'mail'],
    urgent: ['sms', 'mail', 'wecom'],
    ordinary: ['mail', 'wecom'],
  };

  it('begins with what he prefers, but for what is critical, and leaves nothing out', () => {
    const prefers = ['wecom', 'pigeon', 'mail'];
    expect(orderFor({ order }, { prefers }, 'urgent')).toEqual(['wecom', 'mail', 'sms']);
    expect(orderFor({ order }, { prefers }, 'ordinary')).toEqual(['wecom', 'mail']);
    expect(orderFor({ order }, { prefers }, 'critical')).toEqual(['sms', 'mail']);
    expect(orderFor({ order }, {}, 'urgent')).toEqual(['sms', 'mail', 'wecom']);
  });
});
