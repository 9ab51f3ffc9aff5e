import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Client } from '@temporalio/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askTemporal } from '../../src/service/ask-temporal.js';
import { NotReachable } from '../../src/service/outcome.js';
import { freePort } from '../../src/setup/ports.js';
import { lazyClient } from '../../src/temporal/connect.js';

const KNOWN_WITHIN_MS = 2_000;

/** A server that takes every connection and says nothing: a machine that hangs, a network that swallows. */
async function aMuteServer(): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on('error', () => {})));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

// Not closed: the SDK tries again by a timer of its own, which on a closed connection throws where nobody can catch.
const clientOf = (port: number): Client => lazyClient(`127.0.0.1:${port}`, 'kaowu');

async function failure(work: Promise<unknown>): Promise<{ error: unknown; afterMs: number }> {
  const from = performance.now();
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  return { error, afterMs: performance.now() - from };
}

const signalled = (client: Client) =>
  askTemporal(client, () => client.workflow.getHandle('unit/s/a').signal('poke'));

describe('a server that is away', () => {
  it.each([
    ['nobody listens', freePort],
    ['it hangs', aMuteServer],
  ])('is known within two seconds: %s', async (_, port) => {
    const { error, afterMs } = await failure(signalled(clientOf(await port())));
    expect(error).toBeInstanceOf(NotReachable);
    expect(afterMs).toBeLessThan(KNOWN_WITHIN_MS);
  });

  it('is asked once for all who wait', async () => {
    const client = clientOf(await aMuteServer());
    let asked = 0;
    const ask = client.workflowService.describeNamespace.bind(client.workflowService);
    client.workflowService.describeNamespace = ((wish: { namespace: string }) => {
      asked += 1;
      return ask(wish);
    }) as typeof ask;
    const waiting = Array.from({ length: 50 }, () => failure(signalled(client)));
    for (const { error } of await Promise.all(waiting)) expect(error).toBeInstanceOf(NotReachable);
    expect(asked).toBe(1);
  });
});

describe('a server that lives', () => {
  /** One that says it lives, whatever else it says. */
  const alive = async (): Promise<Client> => {
    const client = clientOf(await aMuteServer());
    const say = async () => ({});
    client.workflowService.describeNamespace =
      say as unknown as typeof client.workflowService.describeNamespace;
    return client;
  };

  it('may answer slowly', async () => {
    const slow = () => new Promise((done) => setTimeout(() => done('late'), 3_000));
    expect(await askTemporal(await alive(), slow)).toBe('late');
  });

  it('may be silent for longer where its answers have been taking longer, and is known to be away as soon', async () => {
    const client = clientOf(await aMuteServer());
    const after = (ms: number) => () => new Promise((done) => setTimeout(() => done('late'), ms));
    const say = client.workflowService.describeNamespace.bind(client.workflowService);
    const lives = async () => ({});
    client.workflowService.describeNamespace = lives as unknown as typeof say;
    // Eight at once, 2.2 s each: by then an answer takes 1.2 s as a rule.
    await Promise.all(Array.from({ length: 8 }, () => askTemporal(client, after(2_200))));
    client.workflowService.describeNamespace = say;
    // Longer than the 1.4 s after which a server that answers at once is given up.
    expect(await askTemporal(client, after(1_700))).toBe('late');
    const { error, afterMs } = await failure(signalled(client));
    expect(error).toBeInstanceOf(NotReachable);
    expect(afterMs).toBeLessThan(KNOWN_WITHIN_MS);
  });

  it('is not asked after because this process was held up: what it said may lie unread', async () => {
    const client = await alive();
    let isAsked = false;
    const say = client.workflowService.describeNamespace;
    client.workflowService.describeNamespace = ((wish: object) => {
      isAsked = true;
      return say(wish);
    }) as typeof say;
    await askTemporal(client, async () => {
      await new Promise((done) => setTimeout(done, 800));
      const until = performance.now() + 1_500;
      while (performance.now() < until);
      await new Promise((done) => setTimeout(done, 50));
    });
    expect(isAsked).toBe(false);
  });

  it('passes on what it says no to', async () => {
    const no = new Error('no such workflow');
    const { error } = await failure(askTemporal(await alive(), () => Promise.reject(no)));
    expect(error).toBe(no);
  });
});
