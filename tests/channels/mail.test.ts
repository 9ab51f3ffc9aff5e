import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mailChannel, type MailSetting } from '../../src/adapters/channels/mail-channel.js';
import { createMailer, type MailServer } from '../../src/adapters/channels/mailer.js';
import { CERT, KEY } from './a-certificate.js';
import { letter, line, ZHOU } from './a-letter.js';
import { aMailServer } from './a-mail-server.js';

const setting: MailSetting = {
  ...{ name: 'mail', isForRehearsals: false, carries: 'internal', perMinute: null, links: true },
  domain: 'kaowu.example.cn',
};
const from = '岚溪县教育考试院 <kaowu@example.cn>';

const channel = (server: Partial<MailServer> & Pick<MailServer, 'url'>) =>
  mailChannel(setting, createMailer({ from, tls: 'none', ...server }));

describe('a letter by mail', () => {
  it('is text to one person, from whom it says, under a subject of its own', async () => {
    const { mails, url } = await aMailServer();
    const sent = await channel({ url }).send(letter({ urgency: 'critical' }));
    const [mail] = mails;
    expect(mail?.to).toEqual(['zhou@example.cn']);
    expect(mail?.headers.get('subject')).toBe('【提醒】岚溪三中：试听设备');
    expect(mail?.headers.get('from')).toBe('岚溪县教育考试院 <kaowu@example.cn>');
    expect(mail?.headers.get('to')).toBe('周示山 <zhou@example.cn>');
    expect(mail?.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(mail?.headers.get('x-priority')).toMatch(/^1/);
    expect(mail?.text).toContain('请于 6月15日 17:00 前办结（报码4K7-2MQX）');
    expect(mail?.text).toContain('办理：https://kaowu.example.cn/a/m-0001/s3cret');
    expect(sent).toEqual({ outcome: 'taken', ref: mail?.headers.get('message-id') });
  });

  it('has one id however often it is tried, and one thread a duty', async () => {
    const { mails, url } = await aMailServer();
    const mail = channel({ url });
    await mail.send(letter());
    await mail.send(letter());
    await mail.send(letter({ id: 'm-0002' }));
    await mail.send(letter({ id: 'm-0003', thread: 'zk/lanxi/site-3/other' }));
    await mail.send(letter({ id: 'm-0004', thread: null }));
    const of = (name: string) => mails.map(({ headers }) => headers.get(name));
    const [first, again, ...others] = of('message-id');
    expect(first).toMatch(/^<letter\.[\da-f]{40}@kaowu\.example\.cn>$/);
    expect(again).toBe(first);
    expect(new Set([first, ...others]).size).toBe(4);
    const [root, same, also, other, none] = of('references');
    expect([same, also, none]).toEqual([root, root, undefined]);
    expect(root).toMatch(/^<thread\.[\da-f]{40}@/);
    expect(other).not.toBe(root);
    expect(of('in-reply-to')).toEqual(of('references'));
  });

  it('asks out-of-office programs to be silent', async () => {
    const { mails, url } = await aMailServer();
    await channel({ url }).send(letter());
    expect(Object.fromEntries(mails[0]?.headers ?? [])).toMatchObject({
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      precedence: 'bulk',
      'list-id': '<kaowu.kaowu.example.cn>',
    });
  });

  it('lets nothing that is said into its headers or to another address', async () => {
    const { mails, url } = await aMailServer();
    const mail = channel({ url });
    const hostile = fc.oneof(
      fc.constantFrom('x\r\nBcc: all@example.cn', '\n\nbody', 'a"><b@c>', '=?utf-8?q?x?=\r\n X: y'),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (subject, name, text) => {
        const lines = [line(`甲${text}`)];
        const sent = await mail.send(
          letter({ subject, lines, thread: text, id: name, to: { ...ZHOU, name } }),
        );
        expect(sent.outcome).toBe('taken');
        const got = mails.at(-1);
        expect(got?.to).toEqual(['zhou@example.cn']);
        expect([...(got?.headers.keys() ?? [])].sort()).toEqual(HEADERS);
        expect(got?.text).toMatch(/办理：https:\S+$/);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ...[
      'a@b, c@d',
      'a b@c.cn',
      '<a@c.cn>',
      '"a\r\nb"@c.cn',
      '"x@internal.cn x"@c.cn',
      'a@[127.0.0.1]',
    ],
    ...['a@b@c.cn', '@c.cn', 'a@', 'a', ''],
  ])('goes to no such address: %j', async (mail) => {
    const { mails, url } = await aMailServer();
    const to = { ...ZHOU, mail };
    expect(channel({ url }).reaches(to)).toBe(false);
    expect(await channel({ url }).send(letter({ to }))).toMatchObject({ outcome: 'refused' });
    expect(mails).toEqual([]);
  });

  it('leaves the neighbours of one that cannot be made alone', async () => {
    const { mails, url } = await aMailServer();
    const mail = channel({ url });
    const bad = letter({ id: 'm-bad', lines: [line('\u202e')] });
    const sent = await Promise.all(
      [letter({ id: 'm-1' }), bad, letter({ id: 'm-2' })].map((one) => mail.send(one)),
    );
    expect(sent.map(({ outcome }) => outcome)).toEqual(['taken', 'refused', 'taken']);
    expect(sent[1]).toEqual({ outcome: 'refused', reason: 'unfit: empty line' });
    expect(mails).toHaveLength(2);
  });
});

const HEADERS = [
  ...[
    'auto-submitted',
    'content-transfer-encoding',
    'content-type',
    'date',
    'from',
    'in-reply-to',
    'list-id',
  ],
  ...[
    'message-id',
    'mime-version',
    'precedence',
    'references',
    'subject',
    'to',
    'x-auto-response-suppress',
  ],
];

describe('what a mail server says', () => {
  const to = (mail: string) => letter({ to: { ...ZHOU, mail } });

  it('is for good with a five and for now with a four', async () => {
    const { url } = await aMailServer();
    expect(await channel({ url }).send(to('refused@x.cn'))).toEqual({
      ...{ outcome: 'refused', reason: 'server: EENVELOPE 550' },
    });
    expect(await channel({ url }).send(to('later@x.cn'))).toMatchObject({ outcome: 'later' });
  });

  it('is believed only where it shows who it is', async () => {
    const tls = { disabledCommands: [], key: KEY, cert: CERT, secure: true };
    const { mails, port } = await aMailServer(tls);
    const url = `smtps://localhost:${port}`;
    expect(await channel({ url }).send(letter())).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/^tls/),
    });
    expect(mails).toEqual([]);
    expect(await channel({ url, ca: CERT }).send(letter())).toMatchObject({ outcome: 'taken' });
  });

  it('is told no password before the line is encrypted', async () => {
    const heard: string[] = [];
    const onAuth: NonNullable<Parameters<typeof aMailServer>[0]>['onAuth'] = (
      { password },
      _,
      done,
    ) => {
      heard.push(password ?? '');
      done(null, { user: 'u' });
    };
    const signIn = { user: 'u', password: 'p', tls: 'required' } as const;
    const open = await aMailServer({ onAuth, allowInsecureAuth: true });
    expect((await channel({ url: open.url, ...signIn }).send(letter())).outcome).not.toBe('taken');
    expect(heard).toEqual([]);
    const upgraded = await aMailServer({ onAuth, disabledCommands: [], key: KEY, cert: CERT });
    const sent = await channel({ url: upgraded.url, ...signIn, ca: CERT }).send(letter());
    expect(sent.outcome).toBe('taken');
    expect(heard).toEqual(['p']);
  });

  it('is not waited for longer than it may take, nor where it is cut off', async () => {
    const slow = await aPort((socket) => void socket.write('220 '));
    const at = Date.now();
    expect(await channel({ url: slow, withinMs: 200 }).send(letter())).toMatchObject({
      outcome: 'later',
    });
    expect(Date.now() - at).toBeLessThan(2_000);
    const gone = await aPort((socket) => socket.resetAndDestroy());
    expect(await channel({ url: gone, withinMs: 2_000 }).send(letter())).toMatchObject({
      outcome: 'later',
    });
    expect(
      await channel({ url: 'smtp://localhost:1', withinMs: 2_000 }).send(letter()),
    ).toMatchObject({ outcome: 'later' });
  });
});

async function aPort(onLine: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onLine(socket);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `smtp://localhost:${(server.address() as AddressInfo).port}`;
}
