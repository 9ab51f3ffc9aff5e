import { USUAL_SETTINGS } from '../../src/courier/settings.js';
import { describe, expect, it } from 'vitest';
import { previewRoutes } from '../../src/api/routes/previews.js';
import { reportRoutes } from '../../src/api/routes/reports.js';
import { createConcerned } from '../../src/service/concerned.js';
import { createGuard } from '../../src/service/guarded.js';
import { createPreviews } from '../../src/service/proof/previews.js';
import { createReports } from '../../src/service/proof/reports.js';
import { aProvedSeason } from '../proof/a-season.js';
import { anApi, auditInMemory } from './a-api.js';

/** The routes on a real store: an evening on which the vault said nothing. */
async function aDesk() {
  const season = await aProvedSeason();
  await season.at('2027-06-10 21:30');
  await season.at('2027-06-10 22:00');
  season.passTo('2027-06-11 07:31');
  const audit = auditInMemory();
  const guard = createGuard(audit.log);
  const concerned = { ...createConcerned(season.parts), rootOf: async () => 'lanxi' };
  const seal = { open: (sealed: string) => sealed };
  const rooms = { ...season.parts, guard, concerned };
  const { ask } = await anApi({}, [
    reportRoutes(createReports({ ...rooms, seal })),
    previewRoutes(createPreviews({ ...rooms, settings: USUAL_SETTINGS })),
  ]);
  const get = async (as: string, what: string) => {
    const answer = await ask('GET', `/api/v1/seasons/s/${what}`, { as });
    return { status: answer.statusCode, body: answer.json() };
  };
  return { season, ask, get, audit };
}

describe('reports over HTTP', () => {
  it('say what the morning found, as facts and as sentences', async () => {
    const { get } = await aDesk();
    const { status, body } = await get('coordinator', 'reports/morning');
    expect([status, body.expected, body.said, body.faults]).toEqual([200, 3, 3, []]);
    expect(body.lines[1]).toBe('2027-06-10 07:30 至 2027-06-11 07:30，应发 3 条，实发 3 条');
    expect(body.lines.at(-1)).toBe('核对单位 2 个，逐条核对无误');
    const empty = await get('coordinator', 'reports/morning?day=2027-06-10&lang=en');
    expect(empty.body.lines[1]).toContain('0 owed, 0 said');
  });

  it('name the silent first, and ten lines at most', async () => {
    const { get } = await aDesk();
    const { status, body } = await get('coordinator', 'reports/brief');
    expect([status, body.silent.count, body.late.count]).toEqual([200, 1, 0]);
    expect(body.lines.length).toBeLessThanOrEqual(10);
    expect(body.lines[1]).toBe('一、失联未报 1 项：');
    expect(body.lines[2]).toMatch(/^1\. .*无电话.*逾期10小时1分$/);
  });

  it('are for those who look over the season, and to others not there', async () => {
    const { get, audit } = await aDesk();
    expect((await get('auditor', 'reports/morning')).status).toBe(200);
    expect((await get('site', 'reports/morning')).status).toBe(403);
    for (const what of ['reports/brief', 'reports/zero', 'notices/preview'])
      expect([403, 404]).toContain((await get('other', what)).status);
    // Numbers in full are asked for by whoever may reveal them.
    expect((await get('auditor', 'reports/brief?full=true')).status).not.toBe(200);
    expect(audit.rows.some(({ outcome }) => outcome === 'denied')).toBe(true);
  });

  it('make no minute sheet of a session that is not there, and none for strangers', async () => {
    const { get } = await aDesk();
    const sheet = 'reports/minute?unit=county.vault&session=chinese';
    const { status, body } = await get('auditor', sheet);
    expect([status, body.code]).toEqual([409, 'no-session']);
    expect([403, 404]).toContain((await get('other', sheet)).status);
    expect((await get('auditor', 'reports/minute?unit=county.vault')).status).toBe(400);
  });

  it('refuse what is no question', async () => {
    const { get } = await aDesk();
    expect((await get('coordinator', 'reports/morning?day=today')).status).toBe(400);
    expect((await get('coordinator', 'reports/brief?unit=lanxi.site-99')).status).toBe(404);
    expect((await get('coordinator', 'reports/zero?at=soon')).status).toBe(400);
  });

  it('hold a word back, with who and why on record', async () => {
    const { ask, get, season, audit } = await aDesk();
    season.passTo('2027-06-09 12:00');
    const before = await get('coordinator', 'notices/preview?day=2027-06-10');
    expect(before.status).toBe(200);
    const word = '00000000';
    const stop = (as: string, id: string) =>
      ask('POST', `/api/v1/seasons/s/notices/${id}/stop`, { as, body: { reason: '已面告' } });
    expect((await stop('coordinator', word)).statusCode).toBe(409);
    expect((await stop('auditor', word)).statusCode).not.toBe(200);
    expect(audit.rows.map(({ operation }) => operation)).toContain('notice.stop');
    const shadow = await ask('POST', '/api/v1/seasons/s/notices/shadow', {
      as: 'coordinator',
      body: { until: null },
    });
    expect(shadow.statusCode).toBe(200);
  });
});
