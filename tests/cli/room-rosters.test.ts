import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { roomRoutes } from '../../src/api/routes/rooms.js';
import { httpTo } from '../../src/cli/http.js';
import { createGuard } from '../../src/service/guarded.js';
import { guardedRooms } from '../../src/service/rooms/guarded.js';
import { createRooms } from '../../src/service/rooms/rooms.js';
import { anApi, auditInMemory } from '../api/a-api.js';
import { aRegister } from '../registers/a-register.js';
import { aRoomCommit, csv, invigilator, putDown } from '../support/a-room-season.js';
import { season } from './a-season.js';
import { fakeService, terminal } from './a-terminal.js';

const EVE = Date.UTC(2027, 5, 15, 2);
const ROWS = [
  'maths,lanxi/site-3,1,监考员,a1,示a1,,',
  'maths,lanxi/site-3,1,监考员,b1,示b1,,',
  'maths,lanxi/site-3,1,巡考,p1,示p1,,',
  'maths,lanxi/site-3,,备用,r1,示r1,,',
];

/** The command line over real HTTP on real rosters; `as` may be changed between commands. */
async function aDesk() {
  const { store } = await aRegister(EVE);
  await store.commitPlan(aRoomCommit());
  await putDown(
    store,
    ...['a1', 'p1', 'inspector'].map((one) => invigilator(one)),
    invigilator('b1', { home: 'lanxi/west' }),
    invigilator('r1', { home: 'lanxi/north' }),
  );
  const audit = auditInMemory();
  const guard = createGuard(audit.log);
  const rooms = createRooms({ store, now: () => EVE });
  const concerned = { rootOf: async () => 'lanxi', heldBy: async () => [] };
  const { api } = await anApi({}, [
    roomRoutes((visitor) => guardedRooms({ rooms, guard, concerned }, visitor)),
  ]);
  await api.listen({ port: 0 });
  onTestFinished(() => api.close());
  const { port } = api.server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-rooms-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (bytes: Buffer): string => {
    const name = join(folder, 'rooms.csv');
    writeFileSync(name, bytes);
    return name;
  };
  const run = (as: string, ...argv: readonly string[]) => {
    const { service } = fakeService({ seasons: async () => [{ ...season, id: '2027' }] });
    const { run: asked } = terminal(service, {
      open: async (lang) => ({
        ...{ service, close: async () => {} },
        http: httpTo({ url: `http://127.0.0.1:${port}`, token: as }, lang),
      }),
    });
    return asked('roster', ...argv);
  };
  return { run, file, audit, rooms };
}

const REPLACE = [
  ...['replace', 'maths', 'lanxi/site-3', '--room', '1', '--absent', 'a1'],
  ...['--reason', 'ill', '--inspector', 'inspector', '--by', 'chief-3'],
];

describe('kaowu roster', () => {
  it('imports, lists, shows, checks and replaces', async () => {
    const { run, file, audit } = await aDesk();
    const name = file(csv(...ROWS));
    const preview = await run('site', 'import', name);
    expect([preview.code, preview.out]).toEqual([0, expect.stringContaining('加 --apply 生效')]);
    expect((await run('site', 'list')).out).toBe('没有已生效的监考编排');
    expect((await run('site', 'import', name, '--apply')).out).toContain('已生效：1场次考点');
    expect((await run('site', 'import', name, '--apply')).out).toContain('无须更新');
    expect((await run('site', 'list')).out).toMatch(/maths +东湾中学考点 lanxi\/site-3 +1 +4 +1/);
    expect((await run('coordinator', 'check')).out).toBe('已生效编排4人次：均符合规定');
    const place = ['--room', '1', '--absent', 'a1'];
    const who = await run('site', 'substitutes', 'maths', 'lanxi/site-3', ...place);
    expect(who.out).toMatch(/r1 +示r1 +lanxi\/site-3/);
    const done = await run('site', ...REPLACE, '--happened-at', '2027-06-15 09:30');
    expect([done.code, done.out]).toEqual([0, '考场001：示r1替换示a1，已记录']);
    const shown = await run('site', 'show', 'maths', 'lanxi/site-3');
    expect(shown.out).toMatch(
      /6月15日 09:30 +001 +示a1 a1 +示r1 r1 +生病 +示inspector inspector +chief-3 +6月15日 10:00 p-site 迟录/,
    );
    expect(audit.rows.map(({ operation, path, outcome }) => [operation, path, outcome])).toEqual([
      ['room.write', 'lanxi/site-3', 'done'],
      ['room.write', 'lanxi/site-3', 'done'],
      ['room.replace', 'lanxi/site-3', 'done'],
    ]);
  });

  it('says file, row and column of what is wrong, who could come, and exits with 1', async () => {
    const { run, file } = await aDesk();
    const wrong = ROWS.map((row) => row.replace('b1,示b1', 'b9,'));
    const { out, code } = await run('site', 'import', file(csv(...wrong)), '--apply');
    expect(code).toBe(1);
    expect(out).toMatch(/rooms\.csv:3:5 +b9 +人员库中没有此人 +示r1 r1/);
    expect(out).toContain('有问题，未生效');
    const english = await run('site', 'import', file(csv(...wrong)), '--lang', 'en');
    expect(english.out).toContain('the register has no such person');
    const refused = await run('site', ...REPLACE);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('还没有导入')]);
  });

  it('is the business of whoever has the right for each site of the file', async () => {
    const { run, file, rooms, audit } = await aDesk();
    const name = file(csv(...ROWS));
    for (const as of ['other', 'auditor', 'system', 'nobody']) {
      expect((await run(as, 'import', name, '--apply')).code).toBe(1);
      expect(audit.rows.at(-1)?.outcome).toBe('denied');
    }
    expect(await rooms.list('2027')).toEqual([]);
    await run('coordinator', 'import', name, '--apply');
    for (const as of ['other', 'auditor', 'nobody']) {
      expect((await run(as, ...REPLACE)).code).toBe(1);
      expect(audit.rows.at(-1)?.outcome).toBe('denied');
    }
    expect((await run('other', 'list')).out).toBe('没有已生效的监考编排');
    expect((await run('site', 'check')).code).toBe(1);
  });
});
