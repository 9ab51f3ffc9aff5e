import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { roomVisitRoutes } from '../../src/api/routes/room-visits.js';
import { httpTo } from '../../src/cli/http.js';
import { createGuard } from '../../src/service/guarded.js';
import { guardedRooms } from '../../src/service/rooms/guarded.js';
import { createRooms } from '../../src/service/rooms/rooms.js';
import { anApi, auditInMemory } from '../api/a-api.js';
import { aRegister } from '../registers/a-register.js';
import { RULES } from '../rooms/a-roster.js';
import { aRoomCommit } from '../support/a-room-season.js';
import { season } from './a-season.js';
import { fakeService, terminal } from './a-terminal.js';

/** In the middle of the session, 09:30 in Beijing. */
const NOW = Date.UTC(2027, 5, 16, 1, 30);
const SHEET = ['maths', 'lanxi/site-3'];
const reasons = [{ id: 'medical', title: { zh: '医疗救助', en: 'Medical help' } }];
const entries = { reasons, late: '15m', source: 'F5' };

async function aDesk() {
  const { store } = await aRegister(NOW);
  await store.commitPlan(aRoomCommit({ rooms: { ...RULES, entries } }));
  const audit = auditInMemory();
  const guard = createGuard(audit.log);
  const rooms = createRooms({ store, now: () => NOW });
  const concerned = { rootOf: async () => 'lanxi', heldBy: async () => [] };
  const { api } = await anApi({}, [
    roomVisitRoutes((visitor) => guardedRooms({ rooms, guard, concerned }, visitor)),
  ]);
  await api.listen({ port: 0 });
  onTestFinished(() => api.close());
  const { port } = api.server.address() as AddressInfo;
  const run = (as: string, ...argv: readonly string[]) => {
    const { service } = fakeService({ seasons: async () => [{ ...season, id: '2027' }] });
    const { run: asked } = terminal(service, {
      open: async (lang) => ({
        ...{ service, close: async () => {} },
        http: httpTo({ url: `http://127.0.0.1:${port}`, token: as }, lang),
      }),
    });
    return asked('room', ...argv);
  };
  return { run, audit };
}

const ENTER = ['enter', ...SHEET, '--room', '7', '--name', '示医生', '--reason', 'medical'];

describe('kaowu room', () => {
  it('writes down who entered and left, and lists it with what was recorded late', async () => {
    const { run, audit } = await aDesk();
    expect((await run('site', 'list', ...SHEET)).out).toContain('没有进出登记');
    const came = await run('site', ...ENTER, '--at', '2027-06-16 09:05', '--by', 'chief-3');
    expect([came.code, came.out]).toEqual([
      0,
      '已登记第1号：示医生进入考场007\n共1人次，未离开1人',
    ]);
    const list = await run('site', 'list', ...SHEET);
    expect(list.out).toMatch(
      /1 +007 +6月16日 09:05 +示医生 +医疗救助 +在内 +6月16日 09:30 p-site 迟录/,
    );
    expect(list.out).toMatch(/medical +医疗救助/);
    const gone = await run('site', 'left', ...SHEET, '1', '--at', '2027-06-16 09:20');
    expect([gone.code, gone.out]).toEqual([0, '已登记：示医生离开考场007\n共1人次，未离开0人']);
    const english = await run('site', 'list', ...SHEET, '--lang', 'en');
    expect(english.out).toContain('1 entries, 0 still inside');
    const json = JSON.parse((await run('site', 'list', ...SHEET, '--json')).out);
    expect(json).toMatchObject({ visits: [{ by: 'chief-3', left: { recordedBy: 'p-site' } }] });
    expect(audit.rows.map(({ operation, path, outcome }) => [operation, path, outcome])).toEqual([
      ['room.enter', 'lanxi/site-3', 'done'],
      ['room.enter', 'lanxi/site-3', 'done'],
    ]);
  });

  it('says why not, in words, and exits with 1', async () => {
    const { run } = await aDesk();
    const reason = await run('site', ...ENTER.slice(0, -1), 'curious');
    expect([reason.code, reason.err]).toEqual([
      1,
      expect.stringContaining('事由只能从下列中选：medical'),
    ]);
    const nobody = await run('site', 'left', ...SHEET, '3');
    expect(nobody.err).toContain('没有第3号登记');
  });

  it('is the business of whoever has the right at the site', async () => {
    const { run, audit } = await aDesk();
    for (const as of ['other', 'auditor', 'system', 'nobody']) {
      expect((await run(as, ...ENTER)).code).toBe(1);
      expect(audit.rows.at(-1)?.outcome).toBe('denied');
    }
    expect((await run('coordinator', ...ENTER)).code).toBe(0);
    expect((await run('other', 'list', ...SHEET)).code).toBe(1);
  });
});
