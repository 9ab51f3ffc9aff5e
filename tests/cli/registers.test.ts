import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerRoutes } from '../../src/api/routes/registers.js';
import { httpTo } from '../../src/cli/http.js';
import { createGuard } from '../../src/service/guarded.js';
import { guardedRegisters } from '../../src/service/registers/guarded.js';
import { anApi, auditInMemory } from '../api/a-api.js';
import { aRegister, aTree, csv } from '../registers/a-register.js';
import { aStaffed } from '../registers/a-staffed-season.js';
import { season } from './a-season.js';
import { fakeService, terminal } from './a-terminal.js';

/** The command line over real HTTP on real registers, and a folder for files. */
async function aDesk() {
  const made = await aRegister();
  const guard = createGuard(auditInMemory().log);
  const { api } = await anApi({}, [
    registerRoutes((visitor) =>
      guardedRegisters(made.registers, guard, aTree(made.store), visitor),
    ),
  ]);
  await api.listen({ port: 0 });
  onTestFinished(() => api.close());
  const { port } = api.server.address() as AddressInfo;
  const door = { url: `http://127.0.0.1:${port}`, token: 'coordinator' };
  const { service } = fakeService({ seasons: async () => [{ ...season, id: '2027' }] });
  const { run } = terminal(service, {
    open: async (lang) => ({ service, http: httpTo(door, lang), close: async () => {} }),
  });
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-register-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content?: Buffer): string => {
    if (content) writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return { ...made, run, file };
}

const PEOPLE = csv('编号,姓名,手机', 't01,示山,13800138000', 't02,示水,');

describe('kaowu register', () => {
  it('previews, applies, lists and shows', async () => {
    const { run, file } = await aDesk();
    const people = file('people.csv', PEOPLE);
    const preview = await run('register', 'import', 'people', people);
    expect(preview.code).toBe(0);
    expect(preview.out).toContain('新增2、变更0、未变0、问题0');
    expect(preview.out).toContain('以上为预览，未写入');
    expect((await run('register', 'list', 'people')).out).toBe('没有');

    const applied = await run('register', 'import', 'people', people, '--apply', '--lang', 'en');
    expect(applied.out).toMatch(/2 added, 0 changed, 0 unchanged, 0 faults\nwritten$/);
    const list = await run('register', 'list', 'people', '--limit', '1');
    expect(list.out).toContain('138****8000');
    expect(list.out).toContain('未完，下一页：--after t01');
    const shown = await run('register', 'show', 'people', 't01', '--reveal', '--json');
    expect(shown.json()).toMatchObject({ entry: { phone: '13800138000' }, history: [{ rev: 1 }] });
    expect((await run('register', 'show', 'people', 't09')).code).toBe(1);
  });

  it('says what is wrong, row by row, and exits with 1', async () => {
    const { run, file } = await aDesk();
    const people = file('people.csv', csv('编号,姓名,手机', 't01,,13800138000', 't02,示水,12'));
    const refused = await run('register', 'import', 'people', people, '--apply');
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/2 +姓名 +不能为空，请补填/);
    expect(refused.out).toMatch(/3 +手机 +电话号码不正确/);
    expect(refused.out).toContain('有问题行，未写入');
    expect((await run('register', 'import', 'nothing', people)).code).toBe(2);
    expect((await run('register', 'import', 'people', file('none.csv'))).code).toBe(2);
  });

  it('writes what it can read again', async () => {
    const { run, file } = await aDesk();
    await run('register', 'import', 'people', file('people.csv', PEOPLE), '--apply');
    const out = file('out.xlsx');
    await run('register', 'export', 'people', '--xlsx', out, '--contacts');
    const again = await run('register', 'import', 'people', out, '--json');
    expect(again.json()).toMatchObject({ unchanged: 2, faults: [] });
    const text = file('out.csv');
    await run('register', 'export', 'people', '--csv', text);
    expect(readFileSync(text, 'utf8')).not.toContain('138');
  });

  it('names whom a declaration bars, and what the check finds', async () => {
    const { run, store, file } = await aDesk();
    await run('register', 'import', 'people', file('people.csv', PEOPLE), '--apply');
    const posts = [
      ['t01', 'lanxi/site-1#keeper'],
      ['t02', 'lanxi/site-2#keeper'],
    ] as const;
    await store.commitPlan(aStaffed({ posts }));
    const declare = (person: string, relative: string) =>
      run(
        ...['register', 'declare', person, '--exam', '2027', '--day', '2027-05-01'],
        ...['--relative', relative, '--graduating', 'no'],
      );
    expect((await declare('t01', 'no')).code).toBe(0);
    expect((await declare('t02', 'no')).code).toBe(0);
    const sound = await run('register', 'check');
    expect([sound.code, sound.out]).toEqual([0, '2027-06-01核对2人次：均符合，无冲突']);
    const broken = await declare('t01', 'yes');
    const sentence =
      '示山（t01）不得任 lanxi/site-1#keeper：有亲属参加考试（2027），不得任何岗位。可替换：示t02（t02，lanxi/site-2#keeper）';
    expect(broken.out).toContain(sentence);
    const found = await run('register', 'check', '--season', '2027');
    expect(found.code).toBe(1);
    expect(found.out).toBe(`2027-06-01核对2人次：不得任职1，待补0\n${sentence}`);
    const trained = await run(
      ...['register', 'train', 't01', '--course', 'conduct', '--date', '2027-05-20'],
      ...['--result', 'passed', '--json'],
    );
    expect(trained.json()).toMatchObject({ applied: true, added: 1 });
  });
});
