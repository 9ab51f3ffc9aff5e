import ical from 'node-ical';
import { expect, it, onTestFinished } from 'vitest';
import { calendarRoutes } from '../../src/api/routes/calendars.js';
import { exportRoutes } from '../../src/api/routes/exports.js';
import { openStore } from '../../src/adapters/store/store.js';
import { createCalendars } from '../../src/service/reads/calendars.js';
import { createExports } from '../../src/service/reads/exports.js';
import { createConcerned } from '../../src/service/concerned.js';
import { createGuard } from '../../src/service/guarded.js';
import { aCommit, aRow, aStep, T0 } from '../adapters/a-plan.js';
import { anApi, auditInMemory } from './a-api.js';

const HOLDER = { post: 'c/a/1#doer', name: '示淳湖', title: '技术员', from: '', to: '' };

/** A store with three duties of a site, one of them sensitive and one whose title begins like a formula. */
async function served() {
  const store = await openStore(':memory:');
  onTestFinished(() => store.close());
  const steps = [
    { ...aStep('line'), title: { zh: '=专线检查, 试通', en: 'lines' } },
    { ...aStep('papers'), label: 'sensitive' as const },
    aStep('gone'),
  ];
  const rows = {
    'c/a/1': [aRow('line'), aRow('papers'), aRow('gone', { status: 'waived' })],
    'c/a-2': [aRow('line', { doer: 'c/a-2#doer', answerable: 'c/a-2#leader' })],
  };
  const posts = [{ ...HOLDER, person: 'p-site' }];
  await store.commitPlan({ ...aCommit({ steps, rows, posts }), clock: null });
  await store.accounts.atomically(async (rows) => {
    const made = { madeBy: 'p-sec', madeAt: T0 };
    const account = { person: 'p-site', name: '示淳湖', login: 'p-site', isDemo: false };
    await rows.addAccount({ ...account, ...made });
    await rows.changeAccount('p-site', { status: 'active' });
    const place = { unit: 'lanxi/site-3', season: null, department: null };
    await rows.addGrant({
      ...{ id: 'g-1', person: 'p-site', role: 'site', ...place, state: 'held', ...made },
    });
  });
  const parts = {
    store,
    now: () => T0 + 60_000,
    concerned: createConcerned({ store, now: () => T0 }),
  };
  const audit = auditInMemory();
  const guard = createGuard(audit.log);
  const calendars = createCalendars({ ...parts, guard });
  const api = await anApi({}, [
    calendarRoutes(calendars),
    exportRoutes(createExports({ ...parts, guard })),
  ]);
  return { ...api, store, deeds: audit.rows };
}

const dates = (text: string) =>
  Object.values(ical.sync.parseICS(text)).flatMap((one) =>
    one?.type === 'VEVENT'
      ? [{ title: one.summary, at: one.start.getTime(), status: one.status }]
      : [],
  );

it('gives a calendar by a secret address: the person’s own duties, and nothing sensitive in words', async () => {
  const { ask, api } = await served();
  const made = await ask('POST', '/api/v1/calendars', { as: 'site', body: { season: 's' } });
  expect(made.statusCode).toBe(201);
  const { path, id } = made.json();
  const read = await api.inject({ method: 'GET', url: path });
  expect(read.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(dates(read.body)).toEqual([
    { title: 'c/a/1 gone', at: T0, status: 'CANCELLED' },
    { title: 'c/a/1 =专线检查, 试通', at: T0, status: 'CONFIRMED' },
    { title: 'c/a/1 papers', at: T0, status: 'CONFIRMED' },
  ]);
  const again = await api.inject({
    method: 'GET',
    url: path,
    headers: { 'if-none-match': String(read.headers['etag']) },
  });
  expect(again.statusCode).toBe(304);

  await api.inject({
    method: 'DELETE',
    url: `/api/v1/calendars/${id}`,
    headers: { authorization: 'Bearer site' },
  });
  expect((await api.inject({ method: 'GET', url: path })).statusCode).toBe(404);
  const listed = (await ask('GET', '/api/v1/calendars', { as: 'site' })).json().items;
  expect(JSON.stringify(listed)).not.toContain(path.slice(6, 40));
});

it('opens no calendar of others, and no unit that is not theirs', async () => {
  const { ask, api } = await served();
  const wish = { season: 's', unit: 'c.a' };
  expect((await ask('POST', '/api/v1/calendars', { as: 'site', body: wish })).statusCode).toBe(403);
  const { id } = (
    await ask('POST', '/api/v1/calendars', { as: 'site', body: { season: 's' } })
  ).json();
  const theirs = await api.inject({
    method: 'DELETE',
    url: `/api/v1/calendars/${id}`,
    headers: { authorization: 'Bearer other' },
  });
  expect(theirs.statusCode).toBe(404);
  const guessed = await api.inject({ method: 'GET', url: `/ical/${'a'.repeat(43)}.ics` });
  expect(guessed.statusCode).toBe(404);
});

it('ends a calendar with its owner’s right, and with his account', async () => {
  const { ask, api, store } = await served();
  const { path } = (
    await ask('POST', '/api/v1/calendars', { as: 'site', body: { season: 's' } })
  ).json();
  const status = async () => (await api.inject({ method: 'GET', url: path })).statusCode;
  expect(await status()).toBe(200);
  const change = (to: 'active' | 'disabled') =>
    store.accounts.atomically((rows) => rows.changeAccount('p-site', { status: to }));
  await change('disabled');
  expect(await status()).toBe(404);
  await change('active');
  expect(await status()).toBe(200);
  await store.accounts.atomically(async (rows) => {
    await rows.decideGrant('g-1', 'held', 'revoked', { by: 'p-sec', at: T0 });
  });
  expect(await status()).toBe(404);
});

it('exports what the visitor may see, as CSV that starts no formula and as a workbook', async () => {
  const { ask, deeds } = await served();
  const all = await ask('GET', '/api/v1/seasons/s/exports/duties.csv', { as: 'auditor' });
  expect(all.headers['content-disposition']).toBe('attachment; filename="s-duties.csv"');
  const lines = all.body.split('\r\n');
  expect(lines[0]).toMatch(/^\ufeff单位编号,单位,/);
  expect(lines).toHaveLength(6);
  expect(all.body).toContain('"\'=专线检查, 试通"');
  const own = await ask('GET', '/api/v1/seasons/s/exports/overdue.csv?lang=en', { as: 'auditor' });
  expect(own.body.split('\r\n')[0]).toContain('unit title');
  const book = await ask('GET', '/api/v1/seasons/s/exports/duties.xlsx', { as: 'auditor' });
  expect(book.rawPayload.subarray(0, 2).toString()).toBe('PK');
  expect(deeds.map(({ operation, outcome }) => [operation, outcome])).toContainEqual([
    'export.read',
    'done',
  ]);
  const nobody = await ask('GET', '/api/v1/seasons/s/exports/duties.csv', { as: 'nobody' });
  expect(nobody.statusCode).toBe(404);
});
