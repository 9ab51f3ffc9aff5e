import { describe, expect, it } from 'vitest';
import { readChannels } from '../../src/settings/read-channels.js';

const SECRETS: Record<string, string> = {
  WECOM: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k-0815',
  PLAIN: 'http://10.1.2.3/robot?key=k-0815',
  EMPTY: ' \n',
  SHARED: 'shared-0815\n',
};
const read = (text: string) =>
  readChannels('channels.yaml', Buffer.from(text), (reference) =>
    'env' in reference ? (SECRETS[reference.env] ?? null) : null,
  );

function faultsIn(text: string): readonly string[] {
  const result = read(text);
  if (!('faults' in result)) throw new Error('nothing was wrong');
  for (const { zh } of result.faults) expect(zh).toMatch(/\p{Script=Han}/u);
  expect(JSON.stringify(result.faults)).not.toContain('0815');
  return result.faults.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

const WHOLE = `
channels:
  - { kind: wecom, name: group, webhook: env:WECOM }
  - kind: sms
    name: sms
    url: https://sms.example.cn/send
    key: county-1
    secret: env:SHARED
    template: T1
    codeTemplate: T2
    carries: public
  - { kind: mail, name: mail, server: "smtp://mail.example.cn:587", from: kaowu@example.cn, carries: sensitive }
  - { kind: file, name: drill, path: drill.log, rehearsals: true }
order:
  critical: [sms, group, mail]
codes: [sms, mail]
`;

describe('the settings of channels', () => {
  it('are read whole, secrets from where they are', () => {
    const result = read(WHOLE);
    if ('faults' in result) throw new Error(JSON.stringify(result.faults));
    const { file, secret } = result.settings;
    expect(
      file.channels.map(({ name, kind, carries, rehearsals }) => [name, kind, carries, rehearsals]),
    ).toEqual([
      ['group', 'wecom', 'internal', false],
      ['sms', 'sms', 'public', false],
      ['mail', 'mail', 'sensitive', false],
      ['drill', 'file', 'internal', true],
    ]);
    expect(secret('group', 'webhook')).toBe(SECRETS['WECOM']);
    expect(secret('sms', 'secret')).toBe('shared-0815');
    expect(secret('mail', 'password')).toBeNull();
    expect(JSON.stringify(file)).not.toContain('0815');
  });

  it.each([
    [
      'a secret that stands there itself',
      'channels:\n  - { kind: wecom, name: a, webhook: "https://x/?k=0815" }',
      '2:38 bad-secret',
    ],
    [
      'a secret that is nowhere',
      'channels:\n  - { kind: wecom, name: a, webhook: env:NO }',
      '2:38 secret-missing',
    ],
    [
      'an empty secret',
      'channels:\n  - { kind: wecom, name: a, webhook: env:EMPTY }',
      '2:38 secret-missing',
    ],
    [
      'a robot in the clear',
      'channels:\n  - { kind: wecom, name: a, webhook: env:PLAIN }',
      '2:38 secret-no-url',
    ],
    [
      'a misspelt key',
      'channels:\n  - { kind: wecom, name: a, webhok: env:WECOM }',
      '2:29 unknown-key',
    ],
    ['no such kind', 'channels:\n  - { kind: pigeon, name: a }', '2:13 wrong-type'],
    [
      'a name that is none',
      'channels:\n  - { kind: terminal, name: A B }',
      '2:29 bad-channel-name',
    ],
    [
      'a name twice',
      'channels:\n  - { kind: terminal, name: a }\n  - { kind: terminal, name: a }',
      '3:29 channel-twice',
    ],
    [
      'sensitive titles by a robot',
      'channels:\n  - { kind: wecom, name: a, webhook: env:WECOM, carries: sensitive }',
      '2:58 carries-too-much',
    ],
    [
      'more than a robot takes',
      'channels:\n  - { kind: dingtalk, name: a, webhook: env:WECOM, perMinute: 21 }',
      '2:63 over-the-limit',
    ],
    [
      'a secret over an open line',
      'channels:\n  - { kind: webhook, name: a, url: "http://x.cn/", key: k, secret: env:SHARED }',
      '2:36 bad-channel-url',
    ],
    [
      'a password in an address',
      'channels:\n  - { kind: mail, name: a, server: "smtp://u:0815@x.cn", from: a@x.cn }',
      '2:36 bad-smtp-url',
    ],
    [
      'a sender that is none',
      'channels:\n  - { kind: mail, name: a, server: "smtp://x.cn", from: "x" }',
      '2:57 bad-mail-from',
    ],
    [
      'an order of nobody',
      'channels:\n  - { kind: terminal, name: a }\norder: { urgent: [b] }',
      '3:19 channel-unknown',
    ],
    [
      'codes to a terminal',
      'channels:\n  - { kind: terminal, name: a }\ncodes: [a]',
      '3:9 channel-no-codes',
    ],
    ['no channels', 'channels: []', '1:11 out-of-range'],
    ['nothing', '', '1:1 wrong-type'],
  ])('are refused with %s, at its place', (_, text, fault) => {
    expect(faultsIn(text)).toContain(fault);
  });

  it('may speak in the clear where it stays in the house', () => {
    const inside = 'channels:\n  - { kind: wecom, name: a, webhook: env:PLAIN, reach: private }';
    expect(read(inside)).toHaveProperty('settings');
  });
});
