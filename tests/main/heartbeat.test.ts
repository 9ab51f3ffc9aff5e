import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { heartbeat } from '../../src/main/heartbeat.js';

const NOW = Date.UTC(2027, 5, 16, 1, 0, 5);
const beat = (to: string | null, ...checks: (() => Promise<unknown>)[]) =>
  heartbeat({ to, now: () => NOW, checks });

/** A watcher that counts calls and answers as it is told. */
async function aWatcher(status = 200, headers: Record<string, string> = {}) {
  let calls = 0;
  const server = createServer((_, reply) => {
    calls += 1;
    reply.writeHead(status, headers).end('ok');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/kaowu`;
  return { url, calls: () => calls };
}

describe('the heartbeat', () => {
  it('calls an address each time', async () => {
    const { url, calls } = await aWatcher();
    await beat(url);
    await beat(url);
    expect(calls()).toBe(2);
  });

  it('writes the time into a file, in place of the last one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaowu-beat-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'alive');
    await beat(file);
    await beat(file);
    expect(readFileSync(file, 'utf8')).toBe('2027-06-16T01:00:05.000Z\n');
  });

  it('is silent while store or Temporal do not answer', async () => {
    const { url, calls } = await aWatcher();
    await expect(beat(url, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(calls()).toBe(0);
  });

  it('takes no refusal and no detour for an answer', async () => {
    await expect(beat((await aWatcher(500)).url)).rejects.toThrow('answers 500');
    const detour = await aWatcher(302, { location: 'http://127.0.0.1:1/' });
    await expect(beat(detour.url)).rejects.toThrow();
  });

  it('does nothing where nobody is to be told', async () => {
    await beat(null, () => Promise.reject(new Error('not asked')));
  });
});
