import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  codesByMail,
  codesBySms,
  codesToFile,
  firstOf,
} from '../../src/adapters/channels/code-channels.js';
import { createMailer } from '../../src/adapters/channels/mailer.js';
import { createPoster } from '../../src/adapters/channels/post.js';
import { smsChannel } from '../../src/adapters/channels/sms-channel.js';
import { aMailServer } from './a-mail-server.js';
import { aProvider, says } from './a-provider.js';

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-codes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'codes.log');
}

const addresses: Record<string, string> = {
  li: 'lizhu@example.cn',
  qian: 'refused@example.cn',
  evil: 'a@b.cn, c@d.cn',
};
const mailOf = async (person: string) => addresses[person] ?? null;
const mailTo = (url: string) =>
  codesByMail(createMailer({ url, from: 'kaowu@example.cn', tls: 'offered' }), {
    subject: '考务验证码',
    mailOf,
  });

it('sends a code by mail, and says where it went without saying all of it', async () => {
  const { mails, url } = await aMailServer();
  const mail = mailTo(url);
  expect(await mail.sendCode('li', 'code 123456', '123456')).toEqual({ hint: 'l***@example.cn' });
  expect(mails).toMatchObject([{ to: ['lizhu@example.cn'], text: 'code 123456' }]);
  expect(mails[0]?.headers.get('subject')).toBe('考务验证码');
  expect(await mail.sendCode('wang', 'code 1', '1')).toBeNull();
  await expect(mail.sendCode('qian', 'code 1', '1')).rejects.toThrow('550');
  await expect(mail.sendCode('evil', 'code 1', '1')).rejects.toThrow('no-address');
});

it('sends a code by text message through the approved text: the code and nothing else', async () => {
  const { awaits, address, got } = await aProvider();
  awaits(says({ code: 'ok', ref: 'r-1' }), says({ code: 'balance' }));
  const place = {
    url: address('/sms'),
    key: 'k-1',
    secret: 's',
    template: 'T1',
    codeTemplate: 'T2',
    most: 35,
  };
  const usual = {
    name: 'sms',
    isForRehearsals: false,
    carries: 'internal',
    perMinute: null,
    links: false,
  } as const;
  const sms = smsChannel({ ...usual, ...place }, createPoster({ reach: 'private' }), () => 0);
  const codes = codesBySms(sms, async (person) => (person === 'li' ? '13800138000' : null));
  expect(await codes.sendCode('li', 'code 123456', '123456')).toEqual({ hint: '138****8000' });
  expect(got[0]?.body).toMatchObject({
    to: '13800138000',
    template: 'T2',
    params: { code: '123456' },
  });
  expect(got[0]?.raw).not.toContain('code 123456');
  expect(await codes.sendCode('wang', 'x', '1')).toBeNull();
  await expect(codes.sendCode('li', 'x', '1')).rejects.toThrow('balance');
});

it('takes the next way where the first knows no address or fails', async () => {
  const { url } = await aMailServer();
  const file = aFile();
  writeFileSync(file, '', { mode: 0o644 });
  const both = firstOf([mailTo(url), codesToFile(file, () => 0)]);
  expect(await both.sendCode('wang', 'code 654321', '654321')).toEqual({ hint: 'codes.log' });
  expect(await both.sendCode('qian', 'code 7', '7')).toEqual({ hint: 'codes.log' });
  expect(readFileSync(file, 'utf8')).toBe(
    '1970-01-01T00:00:00.000Z wang code 654321\n1970-01-01T00:00:00.000Z qian code 7\n',
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await firstOf([mailTo(url)]).sendCode('wang', 'x', '1')).toBeNull();
  await expect(firstOf([mailTo(url)]).sendCode('qian', 'x', '1')).rejects.toThrow('550');
});
