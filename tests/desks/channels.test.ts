import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { expect, it, onTestFinished } from 'vitest';
import { fileChannel } from '../../src/adapters/channels/file-channel.js';
import { firstOf, mailChannel } from '../../src/adapters/channels/mail-channel.js';

/** A mail server that takes what comes for anybody but `refused@…`. */
async function aMailServer() {
  const mails: { to: string[]; text: string }[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('refused') ? new Error('no such person') : null),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, text: Buffer.concat(parts).toString('utf8') });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => new Promise((done) => server.close(() => done())));
  const { port } = server.server.address() as AddressInfo;
  return { mails, url: `smtp://127.0.0.1:${port}` };
}

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-codes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'codes.log');
}

const addresses: Record<string, string> = { li: 'lizhu@example.cn', qian: 'refused@example.cn' };
const mailOf = async (person: string) => addresses[person] ?? null;

it('sends a code by mail, and says where it went without saying all of it', async () => {
  const { mails, url } = await aMailServer();
  const mail = mailChannel({ url, from: 'kaowu@example.cn', subject: '考务验证码', mailOf });
  expect(await mail.sendCode('li', 'code 123456')).toEqual({ hint: 'l****@example.cn' });
  expect(mails).toEqual([
    { to: ['lizhu@example.cn'], text: expect.stringContaining('code 123456') },
  ]);
  expect(await mail.sendCode('wang', 'code 1')).toBeNull();
  await expect(mail.sendCode('qian', 'code 1')).rejects.toThrow();
});

it('takes the next way where the first knows no address', async () => {
  const { url } = await aMailServer();
  const file = aFile();
  const mail = mailChannel({ url, from: 'kaowu@example.cn', subject: 'x', mailOf });
  const both = firstOf([mail, fileChannel(file, () => 0)]);
  expect(await both.sendCode('wang', 'code 654321')).toEqual({ hint: 'codes.log' });
  expect(readFileSync(file, 'utf8')).toBe('1970-01-01T00:00:00.000Z wang code 654321\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await firstOf([mail]).sendCode('wang', 'x')).toBeNull();
});
