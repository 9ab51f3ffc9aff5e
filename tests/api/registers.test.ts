import { describe, expect, it } from 'vitest';
import { registerRoutes } from '../../src/api/routes/registers.js';
import { createGuard } from '../../src/service/guarded.js';
import { guardedRegisters } from '../../src/service/registers/guarded.js';
import { aRegister, aTree, csv } from '../registers/a-register.js';
import { aStaffed } from '../registers/a-staffed-season.js';
import { anApi, auditInMemory } from './a-api.js';

/** The API on real registers; `p-coord` may write them, the auditor looks. */
async function anApiWithRegisters() {
  const made = await aRegister();
  const audit = auditInMemory();
  const guard = createGuard(audit.log);
  const routes = registerRoutes((visitor) =>
    guardedRegisters(made.registers, guard, aTree(made.store), visitor),
  );
  const { api } = await anApi({}, [routes]);
  let count = 0;
  const ask = (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: object | Buffer,
    as = 'coordinator',
  ) =>
    api.inject({
      ...{ method, url, ...(payload !== undefined && { payload }) },
      headers: {
        authorization: `Bearer ${as}`,
        'idempotency-key': `key-${(count += 1)}-${method}`,
        ...(Buffer.isBuffer(payload) && { 'content-type': 'text/csv' }),
      },
    });
  return { ...made, audit, ask };
}

const PEOPLE = csv('编号,姓名,手机', 't01,示山,13800138000', 't02,示水,');
const IMPORT = '/api/v1/registers/people/import';

describe('the registers over HTTP', () => {
  it('take a table in after showing what it would do', async () => {
    const { ask, audit } = await anApiWithRegisters();
    const preview = await ask('POST', IMPORT, PEOPLE);
    expect(preview.json()).toMatchObject({ added: 2, applied: false });
    const { basis } = preview.json() as { basis: string };
    const applied = await ask('POST', `${IMPORT}?apply=true&basis=${basis}`, PEOPLE);
    expect(applied.json()).toMatchObject({ added: 2, applied: true, broken: [] });
    expect((await ask('POST', `${IMPORT}?apply=true&basis=${basis}`, PEOPLE)).statusCode).toBe(409);
    expect(audit.rows.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['register.write', 'done'],
      ['register.write', 'refused'],
    ]);
  });

  it('show telephone numbers masked, and in full only on record', async () => {
    const { ask, audit } = await anApiWithRegisters();
    await ask('POST', `${IMPORT}?apply=true`, PEOPLE);
    const list = await ask('GET', '/api/v1/people?limit=1');
    expect(list.json()).toMatchObject({
      items: [{ id: 't01', phone: '138****8000' }],
      next: 't01',
    });
    const rest = await ask('GET', '/api/v1/people?limit=1&cursor=t01');
    expect(rest.json()).toMatchObject({ items: [{ id: 't02' }], next: null });
    const one = await ask('GET', '/api/v1/people/t01');
    expect(one.body).not.toContain('13800138000');
    const plain = await ask('GET', '/api/v1/registers/people/export');
    expect(plain.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(plain.body).not.toContain('138');
    const before = audit.rows.length;
    expect((await ask('POST', '/api/v1/people/t01/reveal')).json()).toEqual({
      phone: '13800138000',
    });
    const full = await ask('GET', '/api/v1/registers/people/export?contacts=true');
    expect(full.body).toContain('13800138000');
    expect(audit.rows.slice(before)).toMatchObject([
      { operation: 'register.reveal', person: 'p-coord', outcome: 'done' },
      { operation: 'register.reveal', person: 'p-coord', outcome: 'done' },
    ]);
    const auditor = await ask('POST', '/api/v1/people/t01/reveal', undefined, 'auditor');
    expect(auditor.statusCode).toBe(403);
    expect((await ask('GET', '/api/v1/people/t01', undefined, 'auditor')).statusCode).toBe(200);
    expect((await ask('GET', '/api/v1/people', undefined, 'nobody')).statusCode).toBe(403);
  });

  it('change one by its fields, and say what is wrong with it', async () => {
    const { ask } = await anApiWithRegisters();
    const put = await ask('PUT', '/api/v1/devices/rec-1', {
      kind: 'recorder',
      unit: 'lanxi/site-1',
    });
    expect(put.json()).toMatchObject({ added: 1, applied: true });
    const bad = await ask('PUT', '/api/v1/people/t01', { name: '示山', phone: '12' });
    expect([bad.statusCode, bad.json().code]).toEqual([422, 'row-faults']);
    expect(bad.json().detail).toBe('手机: 电话号码不正确');
    expect((await ask('GET', '/api/v1/people/t01')).statusCode).toBe(404);
    const department = { zh: '考务科', parent: 'education' };
    await ask('PUT', '/api/v1/departments/education.exams', department);
    const shown = await ask('GET', '/api/v1/departments/education.exams');
    expect(shown.json().entry).toMatchObject({ id: 'education/exams', rev: 1, by: 'p-coord' });
  });

  it('say whom a declaration bars, and who could take the post', async () => {
    const { ask, store } = await anApiWithRegisters();
    await ask('POST', `${IMPORT}?apply=true`, PEOPLE);
    const posts = [
      ['t01', 'lanxi/site-1#keeper'],
      ['t02', 'lanxi/site-2#keeper'],
    ] as const;
    await store.commitPlan(aStaffed({ posts }));
    const said = { exam: '2027', declared: '2027-06-01', graduating: 'no' };
    await ask('POST', '/api/v1/people/t02/declarations', { ...said, relative: 'no' });
    const broken = await ask('POST', '/api/v1/people/t01/declarations', {
      ...said,
      relative: 'yes',
    });
    // Undeclared, he could not hold it before either.
    expect(broken.json()).toMatchObject({ applied: true, broken: [] });
    const check = await ask('GET', '/api/v1/seasons/2027/roster-check');
    expect(check.json()).toMatchObject({
      findings: [{ person: 't01', barred: true, substitutes: [{ person: 't02' }] }],
      clashes: [],
    });
    const others = await ask('GET', '/api/v1/seasons/2027/substitutes?post=lanxi/site-1%23keeper');
    expect(others.json()).toEqual({
      items: [{ person: 't02', name: '示t02', post: 'lanxi/site-2#keeper' }],
    });
    expect((await ask('GET', '/api/v1/seasons/none/roster-check')).statusCode).toBe(404);
  });

  it('refuse a body of another type, and one that is too large', async () => {
    const { ask } = await anApiWithRegisters();
    expect((await ask('POST', IMPORT, Buffer.alloc(20 * 1024 * 1024 + 1, 44))).statusCode).toBe(
      413,
    );
    expect((await ask('POST', IMPORT, { a: 1 })).json()).toMatchObject({
      faults: [{ code: 'no-header' }],
    });
  });
});

describe('who has a right further down', () => {
  const entry = (body: string) => (JSON.parse(body) as { items: { id: string }[] }).items;

  /** t01 is of no unit, t02 sent by site 3, t03 holds a post there, t04 is the neighbours'. */
  async function aTreeOfPeople() {
    const made = await anApiWithRegisters();
    await made.ask('POST', `${IMPORT}?apply=true`, PEOPLE);
    const homes = { t02: 'lanxi/site-3', t03: 'lanxi/site-2', t04: 'lanxi/site-1' };
    for (const [id, home] of Object.entries(homes))
      await made.ask('PUT', `/api/v1/people/${id}`, {
        name: `示${id}`,
        home,
        phone: '13800138001',
      });
    await made.store.commitPlan(aStaffed({ posts: [['t03', 'lanxi/site-3#keeper']] }));
    return made;
  }

  it('sees and reveals those of his unit alone', async () => {
    const { ask, audit } = await aTreeOfPeople();
    const list = await ask('GET', '/api/v1/people?limit=2', undefined, 'site');
    expect(entry(list.body).map(({ id }) => id)).toEqual(['t02', 't03']);
    const [theirs, nobody] = await Promise.all(
      ['t04', 't99'].map((id) => ask('GET', `/api/v1/people/${id}`, undefined, 'site')),
    );
    expect([theirs?.statusCode, theirs?.body]).toEqual([403, nobody?.body]);
    expect((await ask('GET', '/api/v1/people/t03', undefined, 'site')).statusCode).toBe(200);
    const revealed = await Promise.all(
      ['t01', 't02', 't03', 't04'].map((id) =>
        ask('POST', `/api/v1/people/${id}/reveal`, undefined, 'site'),
      ),
    );
    expect(revealed.map(({ statusCode }) => statusCode)).toEqual([403, 200, 200, 403]);
    expect(
      audit.rows
        .slice(-4)
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual([...['denied', 'denied', 'done', 'done']]);
  });

  it('writes them, and takes nobody from another', async () => {
    const { ask } = await aTreeOfPeople();
    const put = async (url: string, body: object, as = 'site') =>
      (await ask('PUT', `/api/v1/${url}`, body, as)).statusCode;
    expect(await put('people/t02', { name: '示水' })).toBe(200);
    expect(await put('people/t05', { name: '示新', home: 'lanxi/site-3' })).toBe(200);
    // Neither by his post alone, nor by naming his unit for him, nor out of the unit, nor into none.
    expect(await put('people/t03', { name: '示改' })).toBe(403);
    expect(await put('people/t04', { name: '示改', home: 'lanxi/site-3' })).toBe(403);
    expect(await put('people/t02', { name: '示水', home: 'lanxi/site-1' })).toBe(403);
    expect(await put('people/t06', { name: '示无' })).toBe(403);
    expect(await put('people/t06', { name: '示无', home: 'lanxi/site-3', department: 'x' })).toBe(
      403,
    );
    expect(await put('devices/rec-1', { kind: 'recorder', unit: 'lanxi/site-3' })).toBe(200);
    expect(await put('devices/rec-1', { kind: 'recorder', unit: 'lanxi/site-1' })).toBe(403);
    expect(await put('departments/education', { zh: '教育局' })).toBe(403);
    const said = { exam: '2027', declared: '2027-06-01', graduating: 'no', relative: 'no' };
    const declare = async (id: string) =>
      (await ask('POST', `/api/v1/people/${id}/declarations`, said, 'site')).statusCode;
    expect([await declare('t03'), await declare('t04')]).toEqual([200, 403]);
  });

  it('has no table of all', async () => {
    const { ask } = await aTreeOfPeople();
    for (const url of [IMPORT, `${IMPORT}?apply=true`])
      expect((await ask('POST', url, PEOPLE, 'site')).statusCode).toBe(403);
    for (const query of ['', '?contacts=true']) {
      const url = `/api/v1/registers/people/export${query}`;
      expect((await ask('GET', url, undefined, 'site')).statusCode).toBe(403);
    }
  });
});
