import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { CERT, KEY } from './a-certificate.js';

/** A message as it came in. */
export interface Got {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: Record<string, unknown>;
}

type Answer = (response: ServerResponse, got: Got) => void;

/** Answers JSON. */
export const says =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

/**
 * A provider on the loopback that answers what a test has told it to, one answer a message. It counts; the test
 * fails on any message that it was not told of, and on any that it was told of and did not get.
 */
export async function aProvider({ isTls = false } = {}) {
  const awaited: Answer[] = [];
  const got: Got[] = [];
  const unexpected: string[] = [];
  const read = async (request: IncomingMessage): Promise<Got> => {
    const raw = await bodyOf(request);
    const url = new URL(request.url ?? '/', 'http://provider');
    return { url, headers: request.headers, raw, body: JSON.parse(raw) };
  };
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    void read(request).then((message) => {
      const answer = awaited.shift();
      got.push(message);
      if (answer) return answer(response, message);
      unexpected.push(message.raw);
      return response.writeHead(418).end();
    });
  };
  const server = isTls ? createTlsServer({ key: KEY, cert: CERT }, serve) : createServer(serve);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    if (unexpected.length > 0) throw new Error(`unexpected messages: ${unexpected.join('\n')}`);
    if (awaited.length > 0) throw new Error(`${awaited.length} messages never came`);
  });
  const { port } = server.address() as AddressInfo;
  const scheme = isTls ? 'https' : 'http';
  return {
    got,
    port,
    address: (path = '/'): URL => new URL(path, `${scheme}://localhost:${port}`),
    awaits: (...answers: readonly Answer[]) => void awaited.push(...answers),
  };
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
