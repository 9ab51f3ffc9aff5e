import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventRoutes } from '../../src/api/routes/events.js';
import { exportRoutes } from '../../src/api/routes/exports.js';
import { httpTo } from '../../src/cli/http.js';
import { remotePort } from '../../src/cli/remote.js';
import { createConcerned } from '../../src/service/concerned.js';
import { createGuard } from '../../src/service/guarded.js';
import { createEvents } from '../../src/service/reads/events.js';
import { createExports } from '../../src/service/reads/exports.js';
import { createFeedHub } from '../../src/service/reads/feed-hub.js';
import { postList } from '../../src/service/reads/posts.js';
import { aCommit, aRecord, aRow, aUnit, T0, told } from '../adapters/a-plan.js';
import { aStore } from '../adapters/a-store.js';
import { anApi, auditInMemory, SITE } from '../api/a-api.js';
import { terminal } from './a-terminal.js';

const holder = (post: string, person: string, name: string, from = '', to = '') => ({
  ...{ post, person, name, title: '主任', from, to },
});
const POSTS = [
  holder('lanxi#office', 'p-coord', '示荷石'),
  holder(`${SITE}#leader`, 'p-site', '示元竹', '2027-06-01'),
  holder(`${SITE}#keeper`, 'p-old', '示远', '', '2027-05-31'),
  holder('lanxi/site-1#leader', 'p-other', '示河'),
];

/** The command line as somebody, over real HTTP on a real store of three units. */
async function aDesk() {
  const store = await aStore();
  const units = ['lanxi', 'lanxi/site-1', SITE].map((path) => aUnit(path));
  const own = { doer: `${SITE}#leader`, answerable: `${SITE}#leader` };
  const rows = { [SITE]: [aRow('line', own)], 'lanxi/site-1': [aRow('line')] };
  await store.commitPlan({ ...aCommit({ units, rows, posts: POSTS }), clock: null });
  const now = () => T0 + 60_000;
  const concerned = createConcerned({ store, now });
  const guard = createGuard(auditInMemory().log);
  const hub = createFeedHub({ store, now: Date.now });
  const parts = { store, now, guard, concerned };
  const port = {
    seasons: () => store.seasons(),
    posts: (season: string, wish = {}) => postList({ store, now }, season, wish),
  };
  const { api } = await anApi(port, [
    exportRoutes(createExports(parts)),
    eventRoutes(createEvents({ store, hub, guard, concerned }, Date.now)),
  ]);
  const url = await api.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => api.close());
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-lists-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let seq = 0;
  return {
    url,
    as: (token: string) => desk(url, token),
    file: (name: string) => join(folder, name),
    async happen() {
      seq += 1;
      await store.record(aRecord(seq, [told(seq)], { path: SITE }));
      await hub.poll();
    },
  };
}

function desk(url: string, token: string) {
  const http = httpTo({ url, token }, 'zh');
  const service = remotePort(http);
  return terminal(service, { open: async () => ({ service, http, close: async () => {} }) });
}

describe('kaowu export', () => {
  it('writes a file in one piece, or lines to the terminal', async () => {
    const { as, file } = await aDesk();
    const { run } = as('auditor');
    const out = file('duties.csv');
    expect(await run('export', 'duties', '--out', out)).toMatchObject({
      ...{ code: 0, out: `已写入 ${out}` },
    });
    const text = readFileSync(out, 'utf8');
    expect(text).toMatch(/^\ufeff单位编号,/);
    expect(text.trim().split('\r\n')).toHaveLength(3);
    const shown = await run('export', 'overdue', '--unit', SITE, '--lang', 'en');
    expect(shown.out.split('\n').map((line) => line.split(',')[0])).toEqual(['unit', SITE]);
    const book = file('overdue.xlsx');
    const made = await run('export', 'overdue', '--format', 'xlsx', '--out', book, '--json');
    expect(made.json()).toEqual({ season: 's', what: 'overdue', format: 'xlsx', file: book });
    expect(readFileSync(book).subarray(0, 2).toString()).toBe('PK');
  });

  it('refuses what makes no sense, and says where nothing can be written', async () => {
    const { as, file } = await aDesk();
    const { run } = as('auditor');
    expect((await run('export', 'duties', '--format', 'xlsx')).code).toBe(2);
    expect((await run('export', 'all')).code).toBe(2);
    expect((await run('export', 'duties', '--out', file('none/duties.csv'))).code).toBe(2);
    expect((await as('nobody').run('export', 'duties', '--season', 's')).code).toBe(1);
  });

  it('leaves no file where the answer broke off', async () => {
    const { as, file } = await aDesk();
    const server = createServer((_, answer) => {
      answer.writeHead(200, { 'content-type': 'text/csv' });
      answer.write('one row\r\n', () => answer.destroy());
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const whole = as('auditor');
    const out = file('duties.csv');
    const { port } = server.address() as AddressInfo;
    const broken = httpTo({ url: `http://127.0.0.1:${port}` }, 'zh');
    const { url } = await aDesk();
    const service = remotePort(httpTo({ url, token: 'auditor' }, 'zh'));
    const { run } = terminal(service, {
      open: async () => ({ service, http: broken, close: async () => {} }),
    });
    const { code, err } = await run('export', 'duties', '--out', out);
    expect([code, err]).toEqual([3, expect.stringContaining('未写入文件')]);
    expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);
    expect((await whole.run('export', 'duties', '--out', out)).code).toBe(0);
  });
});

describe('kaowu events', () => {
  it('shows what happened, page by page', async () => {
    const { as, happen } = await aDesk();
    const { run } = as('auditor');
    expect((await run('events')).out).toBe('没有动态');
    for (let n = 0; n < 3; n += 1) await happen();
    const first = await run('events', '--limit', '2');
    expect(first.out).toContain('提醒');
    const [, id = ''] = /--after (\S+)/.exec(first.out) ?? [];
    const rest = (await run('events', '--after', id, '--json')).json();
    expect(rest.items.map(({ seq }: { seq: number }) => seq)).toEqual([3]);
    expect(rest.items[0].event.at).toBe('2027-06-16T09:00:00+08:00');
  });

  it('follows them as they happen, behind the last one heard', async () => {
    const { as, happen } = await aDesk();
    const { run } = as('site');
    await happen();
    await happen();
    const page = (await run('events', '--limit', '1', '--json')).json();
    const following = run('events', '--follow', '--limit', '2', '--json', '--after', page.next);
    const started = performance.now();
    while (performance.now() - started < 150) await new Promise((ended) => setImmediate(ended));
    await happen();
    const lines = (await following).out.split('\n').map((line) => JSON.parse(line).seq);
    expect(lines).toEqual([2, 3]);
  });

  it('goes on where a lost connection ended', async () => {
    const heard = (id: string, type: string) =>
      `id: ${id}\ndata: ${JSON.stringify({ id, path: SITE, event: { type, at: 0 } })}\n\n`;
    const asked: (string | undefined)[] = [];
    const server = createServer((request, answer) => {
      asked.push(request.headers['last-event-id'] as string | undefined);
      answer.writeHead(200, { 'content-type': 'text/event-stream' });
      if (asked.length > 1) answer.write(heard('1-3', 'resumed'));
      else answer.write(`id: 1-1\n\n${heard('1-2', 'paused')}`, () => answer.destroy());
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => server.closeAllConnections());
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { url } = await aDesk();
    const service = remotePort(httpTo({ url, token: 'auditor' }, 'zh'));
    const http = httpTo({ url: `http://127.0.0.1:${port}` }, 'zh');
    const { run } = terminal(service, {
      open: async () => ({ service, http, close: async () => {} }),
    });
    const { out, err, code } = await run('events', '--follow', '--limit', '2');
    expect([code, asked]).toEqual([0, [undefined, '1-2']]);
    expect(out).toMatch(/暂停.*\n.*恢复/);
    expect(err).toContain('正在续接');
  });
});

describe('kaowu season posts', () => {
  it('says who holds what on a day, and what is vacant', async () => {
    const { as } = await aDesk();
    const { out } = await as('auditor').run('season', 'posts');
    expect(out).toMatch(/site-3#leader\s+示元竹（主任） p-site\s+2027-06-01起/);
    expect(out).toMatch(/site-3#keeper\s+空缺/);
    expect(out).toContain('共4个岗位，2027-06-16');
    const before = await as('auditor').run(
      'season',
      'posts',
      '--unit',
      SITE,
      '--day',
      '2027-05-01',
    );
    expect(before.out).toMatch(/site-3#keeper\s+示远（主任） p-old\s+至2027-05-31/);
    expect(before.out).not.toContain('示河');
  });

  it('shows others’ names by their first letter only, and no post by a person', async () => {
    const { as } = await aDesk();
    const { run } = as('site');
    const { out } = await run('season', 'posts', '--lang', 'en');
    expect(out).toContain('示元竹');
    expect(out).toMatch(/site-1#leader\s+示\* /);
    expect(out).not.toMatch(/示河|p-other/);
    const asked = async (...more: string[]) =>
      (await run('season', 'posts', ...more, '--json')).json();
    expect((await asked('--person', 'p-other')).posts).toEqual([]);
    expect((await asked('--person', 'p-site')).posts).toHaveLength(1);
  });
});
