import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/service/audit/verify.js';
import { anAddress } from './a-store.js';
import { anAudit, someKeys } from './an-audit.js';

describe('several processes', () => {
  it('make one chain without a gap', async () => {
    const address = await anAddress();
    const audit = await anAudit(address);
    const writers = await Promise.all([writer(address), writer(address), writer(address)]);
    const ends = writers.map(async (child) => {
      const ended = once(child, 'exit');
      child.send('go');
      return (await ended)[0];
    });
    expect(await Promise.all(ends)).toEqual([0, 0, 0]);
    const verdict = await verifyAudit(audit.store, someKeys());
    expect(verdict).toMatchObject({ chains: 5, rows: 600, faults: [], open: { count: 0 } });
  });
});

async function writer(address: string): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('./an-audit-writer.ts', import.meta.url));
  const child = fork(file, [address, '100'], { execArgv: ['--import', 'tsx'] });
  await once(child, 'message');
  return child;
}
