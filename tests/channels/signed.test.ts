import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileChannel, terminalChannel } from '../../src/adapters/channels/plain-channels.js';
import { createPoster } from '../../src/adapters/channels/post.js';
import { smsChannel, type SmsSetting } from '../../src/adapters/channels/sms-channel.js';
import { webhookChannel } from '../../src/adapters/channels/webhook-channel.js';
import { letter, line, ZHOU } from './a-letter.js';
import { aProvider, says, type Got } from './a-provider.js';

const AT = 1_780_000_000_000;
const poster = createPoster({ reach: 'private' });
const usual = {
  isForRehearsals: false,
  carries: 'internal',
  perMinute: null,
  links: false,
} as const;
const ok = says({ code: 'ok', ref: 'r-77' });

const sms = (url: URL, more: Partial<SmsSetting> = {}) =>
  smsChannel(
    {
      ...usual,
      ...{
        name: 'sms',
        url,
        key: 'k-1',
        secret: 'shared',
        template: 'T1',
        codeTemplate: null,
        most: 35,
      },
      ...more,
    },
    poster,
    () => AT,
  );

/** As the page for providers says it: what is older than five minutes, or came before, is nothing. */
const isGenuine = ({ headers, raw }: Got, secret: string, now: number): boolean => {
  const { 'kaowu-timestamp': at, 'kaowu-id': id, 'kaowu-signature': signature } = headers;
  const wanted = createHmac('sha256', secret)
    .update(`${String(at)}.${String(id)}.${raw}`)
    .digest('hex');
  return Math.abs(now - Number(at)) <= 300_000 && signature === `v1=${wanted}`;
};

describe('a text message', () => {
  it('is the parameters of an approved text, under a signature', async () => {
    const { awaits, address, got } = await aProvider();
    awaits(ok);
    const lines = [line('【提醒】岚溪三中：试听设备'), line('二'), line('三')];
    expect(await sms(address('/send')).send(letter({ lines, more: 4 }))).toEqual({
      outcome: 'taken',
      ref: 'r-77',
    });
    expect(got[0]?.body).toEqual({
      ...{ id: 'm-0001', to: '13800138000', template: 'T1' },
      params: { text: '〔提醒〕岚溪三中：试听设备', more: '6', code: '4K7-2MQX', link: '' },
    });
    expect(got[0]?.headers).toMatchObject({ 'kaowu-key': 'k-1', 'kaowu-id': 'm-0001' });
    expect(got.map((one) => isGenuine(one, 'shared', AT + 299_000))).toEqual([true]);
    expect(got.map((one) => isGenuine(one, 'shared', AT + 301_000))).toEqual([false]);
    expect(got.map((one) => isGenuine(one, 'other', AT))).toEqual([false]);
  });

  it('has one signature, computed elsewhere', async () => {
    const { awaits, address, got } = await aProvider();
    awaits(ok);
    await sms(address('/send')).send(letter({ lines: [line('a', { code: null })], subject: 'b' }));
    expect(got[0]?.raw).toBe(
      '{"id":"m-0001","to":"13800138000","template":"T1","params":{"text":"a","more":"0","code":"","link":""}}',
    );
    // printf '%s' "1780000000000.m-0001.$BODY" | openssl dgst -sha256 -hmac shared
    expect(got[0]?.headers['kaowu-signature']).toBe(
      'v1=7ffa4159e92cf8df499f70f0a03eb7844c5d14c13f203406132d9c28442f6f58',
    );
  });

  it('says a sensitive duty without its title, marks rehearsals, keeps to its length', async () => {
    const { awaits, address, got } = await aProvider();
    awaits(ok, ok, ok);
    const text = (n: number) => (got[n]?.body['params'] as { text: string } | undefined)?.text;
    await sms(address()).send(letter({ lines: [line('开启保密柜', { label: 'sensitive' })] }));
    expect(text(0)).toBe('岚溪三中1项，请于 6月15日 17:00 前办结');
    await sms(address()).send(letter({ rehearsal: true, lines: [line('长'.repeat(90))] }));
    expect(text(1)).toBe(`〔演练〕${'长'.repeat(30)}…`);
    await sms(address()).send(letter({ rehearsal: true, lines: [line('【演练】短')] }));
    expect(text(2)).toBe('〔演练〕短');
  });

  it('goes to numbers only', () => {
    const reaches = (phone: string) => sms(new URL('http://localhost')).reaches({ ...ZHOU, phone });
    expect(['13800138000', '+86 138-0013-8000', '0759-3312345'].map(reaches)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['', '12', 'abc', '1380013800x', '13800138000,13900139000'].map(reaches)).toEqual(
      Array(5).fill(false),
    );
  });

  it.each([
    ['limit', { outcome: 'later', afterMs: 60_000 }],
    ['busy', { outcome: 'later' }],
    ['number', { outcome: 'refused', reason: 'provider: number is bad' }],
    ['signature', { outcome: 'refused' }],
  ])('is %s by the provider’s word', async (code, wanted) => {
    const { awaits, address } = await aProvider();
    awaits(says({ code, message: 'is bad' }, code === 'signature' ? 401 : 200));
    expect(await sms(address()).send(letter())).toMatchObject(wanted);
  });
});

it('a webhook gets the letter in parts, and no number or address of the person', async () => {
  const { awaits, address, got } = await aProvider();
  awaits(ok);
  const setting = {
    ...usual,
    links: true,
    name: 'wecom',
    url: address('/in'),
    key: 'k',
    secret: 'shared',
  };
  const hook = webhookChannel(setting, poster, () => AT);
  expect(await hook.send(letter({ more: 2 }))).toEqual({ outcome: 'taken', ref: 'r-77' });
  expect(got[0]?.body).toEqual({
    ...{ id: 'm-0001', channel: 'wecom', urgency: 'urgent', rehearsal: false, lang: 'zh', more: 2 },
    thread: 'zk/lanxi/site-3/tried',
    to: { person: 'p-zhou', name: '周示山', account: 'zhoushishan' },
    subject: '【提醒】岚溪三中：试听设备',
    lines: [
      {
        text: '【提醒】岚溪三中：试听设备。请于 6月15日 17:00 前办结（报码4K7-2MQX）',
        code: '4K7-2MQX',
      },
    ],
    link: 'https://kaowu.example.cn/a/m-0001/s3cret',
  });
  expect(got[0]?.raw).not.toMatch(/13800138000|zhou@/);
  expect(got.map((one) => isGenuine(one, 'shared', AT))).toEqual([true]);
});

describe('on this machine', () => {
  it('a file takes a paragraph for each letter, for its owner alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaowu-file-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'letters.log');
    const channel = fileChannel({ ...usual, name: 'file', file }, () => AT);
    expect(await channel.send(letter({ subject: 'a\nb', to: { person: 'p', name: 'n' } }))).toEqual(
      { outcome: 'taken', ref: null },
    );
    expect(readFileSync(file, 'utf8')).toMatch(
      /^2026-05-28T20:26:40\.000Z p n\n {2}a b\n {2}【提醒】.*\n$/,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const missing = fileChannel(
      { ...usual, name: 'file', file: join(folder, 'no', 'x') },
      () => AT,
    );
    expect(await missing.send(letter())).toEqual({
      outcome: 'later',
      reason: 'file: ENOENT',
      afterMs: null,
    });
  });

  it('a terminal is not moved about by what it is told', async () => {
    const lines: string[] = [];
    const channel = terminalChannel({ ...usual, name: 'tty' }, (text) => void lines.push(text));
    await channel.send(
      letter({ lines: [line('\u001b[2Ja\u0007')], to: { ...ZHOU, name: '\u001b[31m周' } }),
    );
    expect(lines.join()).not.toMatch(/\u001b|\u0007/);
  });
});
