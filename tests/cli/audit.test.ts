import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { auditRoutes } from '../../src/api/routes/audit.js';
import { httpTo } from '../../src/cli/http.js';
import { createAudit } from '../../src/service/audit/audit.js';
import { createGuard } from '../../src/service/guarded.js';
import {
  anAudit,
  attempt,
  behindTheService,
  command,
  dropGuards,
  someKeys,
} from '../adapters/an-audit.js';
import { actor, anApi, grant, PEOPLE } from '../api/a-api.js';
import { fakeService, terminal } from './a-terminal.js';

/** A real API on a real log, and a terminal at which its administrator has signed in. */
async function aTerminal() {
  const writing = await anAudit();
  const audit = createAudit({ ...writing, keys: someKeys() });
  Object.assign(PEOPLE, { admin: actor('p-audadm', [grant('audit-admin', '')]) });
  const { api } = await anApi({}, [auditRoutes(audit, createGuard(writing.log))]);
  await api.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => api.close());
  const url = `http://127.0.0.1:${(api.server.address() as AddressInfo).port}`;
  const { service } = fakeService();
  const { run } = terminal(service, {
    open: async () => ({
      service,
      http: httpTo({ url, token: 'admin' }, 'zh'),
      close: async () => {},
    }),
  });
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { run, writing, folder };
}

describe('audit list', () => {
  it('says who did what, when, and what became of it', async () => {
    const { run, writing } = await aTerminal();
    await command(writing);
    await writing.log.denied(attempt({ person: 'p020', operation: 'duty.waive' }), 'duty.waive');
    const { out, code } = await run('audit', 'list', '--season', 's', '--unit', 'c/a');
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "时间                 人员  登录方式  操作  单位   任务  结果    说明
      2027-06-16 09:00:05  p020  登录      免办  c/a/1  line  无权限
      2027-06-16 09:00:05  p014  登录      报送  c/a/1  line  已办理"
    `);
  });

  it('goes on after a page, and answers programs in ISO 8601', async () => {
    const { run, writing } = await aTerminal();
    for (const key of ['a', 'b', 'c']) await command(writing, { key });
    const first = (await run('audit', 'list', '--limit', '2', '--json')).json();
    expect(first.items).toMatchObject([{ key: 'c' }, { key: 'b' }]);
    expect(first.items[0].at).toMatch(/^2027-06-16T09:00:0\d.*\+08:00$/);
    const rest = (await run('audit', 'list', '--cursor', first.next, '--json')).json();
    expect(rest).toMatchObject({ items: [{ key: 'a' }], next: null });
    expect((await run('audit', 'list', '--until', '2027-06-15')).out).toBe('没有符合条件的记录');
  });
});

describe('audit checkpoint, verify, key and export', () => {
  it('prove the log here and elsewhere, and name what was changed', async () => {
    const { run, writing, folder } = await aTerminal();
    await command(writing);
    const made = await run('audit', 'checkpoint');
    const [, kept = ''] = /请另存：(1:[0-9a-f]{64})/.exec(made.out) ?? [];
    expect(made.out).toContain('已签署第1个检查点，涉及2条链');
    const holds = await run('audit', 'verify', '--checkpoint', kept);
    expect([holds.code, holds.out]).toEqual([0, '审计日志相符：5条，2条链，1个检查点']);

    const file = join(folder, 'export.jsonl');
    expect((await run('audit', 'export', '--season', 's', '--out', file)).code).toBe(0);
    const [, key = ''] = /指纹 ([0-9a-f]{64})/.exec((await run('audit', 'key')).out) ?? [];
    const args = ['tools/verify-audit.mjs', file, '--key', key, '--checkpoint', kept];
    const offline = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(offline.stdout).toContain('rows 行 2  chains 链 1');

    const db = await behindTheService(writing.address);
    await dropGuards(db);
    await db
      .updateTable('audit_rows')
      .set({ person: 'p9' })
      .where('chain', '=', 's/c/a/1')
      .execute();
    const broken = await run('audit', 'verify');
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/s\/c\/a\/1 +1 +内容被改动/);
  });

  it('leave no half of an export behind', async () => {
    const { run, folder } = await aTerminal();
    writeFileSync(join(folder, 'in-the-way'), '');
    const out = join(folder, 'in-the-way', 'export.jsonl');
    const { code, err } = await run('audit', 'export', '--out', out);
    expect([code, err.includes('--out')]).toEqual([2, true]);
    expect(existsSync(`${out}.part`)).toBe(false);
  });
});
