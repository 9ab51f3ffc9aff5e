import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

export interface GotMail {
  readonly to: readonly string[];
  /** As it came over the line. */
  readonly raw: string;
  /** By name in small letters, unfolded; every header once. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** A mail server that takes what comes for anybody but `refused@…`, and puts off `later@…`. */
export async function aMailServer(options: SMTPServerOptions = {}) {
  const mails: GotMail[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true },
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = { refused: 550, later: 450 }[address.split('@')[0] ?? ''];
      done(responseCode ? Object.assign(new Error('no such person'), { responseCode }) : null);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push(readMail(to, Buffer.concat(parts).toString('utf8')));
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => new Promise((done) => server.close(() => done())));
  const { port } = server.server.address() as AddressInfo;
  return { mails, url: `smtp://localhost:${port}`, port };
}

function readMail(to: readonly string[], raw: string): GotMail {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const header of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(header) ?? [];
    if (headers.has(name.toLowerCase())) throw new Error(`the header ${name} stands there twice`);
    headers.set(name.toLowerCase(), decodeWords(value));
  }
  const encoding = headers.get('content-transfer-encoding');
  const text = body.join('\r\n\r\n');
  const plain =
    encoding === 'base64'
      ? Buffer.from(text, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? quoted(text.replace(/=\r\n/g, ''), '=')
        : text;
  return { to, raw, headers, text: plain.replace(/\r\n/g, '\n').trimEnd() };
}

/** RFC 2047. */
const decodeWords = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?q\?[^?]*\?=)+/gi, (words) =>
      quoted(words.replace(/=\?utf-8\?q\?|\?=/gi, '').replace(/_/g, ' '), '='),
    )
    .replace(/(?:=\?utf-8\?b\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?b\?([^?]*)\?=/gi)].map(([, one = '']) =>
          Buffer.from(one, 'base64'),
        ),
      ).toString('utf8'),
    );

const quoted = (text: string, mark: string): string =>
  Buffer.from(
    text.replace(new RegExp(`${mark}([0-9A-F]{2})`, 'gi'), (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  ).toString('utf8');
