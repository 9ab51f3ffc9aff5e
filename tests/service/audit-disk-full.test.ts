import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { AuditFigures } from '../../src/service/audit/queue.js';
import { verifyAudit } from '../../src/service/audit/verify.js';
import { aStore } from '../adapters/a-store.js';
import { someKeys } from '../adapters/an-audit.js';

const ROOM_BYTES = 1_500_000;

it.runIf(process.platform === 'linux')(
  'refuses commands on a full disk, and goes on when there is room again (R26)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaowu-full-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const url = `file:${join(folder, 'kaowu.db')}`;
    const file = fileURLToPath(new URL('./an-audit-filler.ts', import.meta.url));
    const child = fork(file, [url], { execArgv: ['--import', 'tsx'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const room = (bytes: number | string) => {
      const args = ['--pid', String(child.pid), `--fsize=${bytes}:`];
      const { status, stderr } = spawnSync('prlimit', args, { encoding: 'utf8' });
      expect(stderr + String(status)).toBe('0');
    };
    const said = async () => (await once(child, 'message'))[0];

    await said();
    room(ROOM_BYTES);
    child.send('go');
    const full = (await said()) as AuditFigures & { done: number; refusedMs: number };
    expect(full.done).toBeGreaterThan(10);
    expect(full.unavailable).toBe(2);
    expect(full.refusedMs).toBeLessThan(2_500);
    expect(full.trouble).toMatch(/full|disk i\/o/i);

    room('unlimited');
    child.send('go');
    const after = (await said()) as AuditFigures & { done: readonly string[] };
    expect(after).toMatchObject({ pending: 0, trouble: null });
    expect(after.done).toHaveLength(full.done + 1);

    const store = await aStore(url);
    const written = await store.audit.list({}, 100_000);
    expect(written.map(({ key }) => key).sort()).toEqual([...after.done].sort());
    expect(written.every(({ outcome }) => outcome === 'done')).toBe(true);
    expect(await verifyAudit(store.audit, someKeys())).toMatchObject({
      ...{ faults: [], open: { count: 0 } },
    });
  },
);
