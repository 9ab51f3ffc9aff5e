import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { reportRoutes } from '../../src/api/routes/reports.js';
import { httpTo } from '../../src/cli/http.js';
import { remotePort } from '../../src/cli/remote.js';
import { shortCode } from '../../src/policy/short-code.js';
import { createConcerned } from '../../src/service/concerned.js';
import { createGuard } from '../../src/service/guarded.js';
import { firstRows } from '../../src/service/prepare.js';
import { createReports } from '../../src/service/proof/reports.js';
import { anApi, auditInMemory } from '../api/a-api.js';
import { COUNTY_MORNING, countySeason } from '../support/county-morning.js';
import { terminal } from './a-terminal.js';

/** The command line over real HTTP on a store that holds the county's season. */
async function aCounty() {
  const now = () => COUNTY_MORNING;
  const store = await openStore(':memory:', { now });
  onTestFinished(() => store.close());
  const prepared = countySeason('2027');
  const rows = prepared.unitPlans.map(({ path, body }) => [path, firstRows(body)]);
  await store.commitPlan({ ...prepared, boardRows: Object.fromEntries(rows), clock: null });
  const guard = createGuard(auditInMemory().log);
  const concerned = createConcerned({ store, now });
  const reports = createReports({
    ...{ store, now, guard, concerned, seal: { open: (sealed: string) => sealed } },
    dutyPhone: '0712-3300611',
  });
  const { api } = await anApi({ seasons: () => store.seasons() }, [reportRoutes(reports)]);
  const url = await api.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => api.close());
  return (token: string) => {
    const http = httpTo({ url, token }, 'zh');
    const service = remotePort(http);
    return terminal(service, { open: async () => ({ service, http, close: async () => {} }) });
  };
}

const ASKED = ['report', 'minute', '--unit', 'lanxi/site-1', '--session', 'chinese'] as const;
const CODE = shortCode({ season: '2027', path: 'lanxi/site-1', duty: 'exam-started@chinese' });

it('shows the minutes of a session, and writes them as a page and as a document', async () => {
  const as = await aCounty();
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-minute-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { run } = as('auditor');
  const { out } = await run(...ASKED);
  expect(out).toContain('岚溪一中考点 语文 分钟表');
  expect(out).toContain('值班台电话：0712-3300611');
  expect(out).toMatch(new RegExp(`08:30–08:35 +开考铃响.*${CODE}`));
  const [page, file] = [join(folder, 'm.html'), join(folder, 'm.docx')];
  const made = await run(...ASKED, '--html', page, '--docx', file);
  expect([made.code, made.err]).toEqual([0, '']);
  expect(readFileSync(page, 'utf8')).toContain(CODE);
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
});

it('says which session is not there, and shows nothing to whoever has no part in it', async () => {
  const as = await aCounty();
  const latin = await as('auditor').run(...ASKED.slice(0, -1), 'latin');
  expect([latin.code, latin.err]).toEqual([1, expect.stringContaining('没有场次 latin')]);
  // Of another site.
  const elsewhere = ASKED.map((word) => (word === 'lanxi/site-1' ? 'lanxi/site-2' : word));
  expect((await as('other').run(...elsewhere)).code).not.toBe(0);
});
