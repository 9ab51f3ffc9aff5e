import Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/policy/actor.js';
import { aFort, filled, routesOf, THEIRS, type Fort, type Route } from './a-fort.js';
import { bodyOf, fillingOf, isForbidden, NOWHERE, queryOf, THERE } from './probes.js';

// The table of rights, asked over HTTP with every role's own session (R38).
const PROBES = 10_000;
const AT_ONCE = 50;
let fort: Fort;
let forbidden: readonly (readonly [Role, Route])[];
beforeAll(async () => {
  fort = await aFort();
  const routes = routesOf(fort);
  forbidden = ROLES.flatMap((role) =>
    routes.filter((route) => isForbidden(role, route)).map((route) => [role, route] as const),
  );
}, 60_000);
afterAll(() => fort?.close());

let count = 0;
async function probe(role: Role, route: Route, at: Readonly<Record<string, string>>) {
  const { method } = route;
  const answer = await fort.api.inject({
    ...{ method, url: filled(route.url, fillingOf(route, at)) + queryOf(route) },
    headers: {
      cookie: `kaowu=${fort.cookies[role]}`,
      ...(method !== 'GET' && { 'idempotency-key': `probe-${(count += 1)}-key` }),
    },
    ...(method !== 'GET' && { payload: bodyOf(route) }),
  });
  return { status: answer.statusCode, body: answer.body };
}

/** All that is stored but the audit log, sessions and kept answers, table by table. */
function stored(): Readonly<Record<string, string>> {
  const database = new Database(fort.place.storeUrl.replace(/^file:/, ''), { readonly: true });
  const names = database.prepare("select name from sqlite_master where type = 'table'").all();
  const tables = (names as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => !/^audit|session|answer|sqlite/.test(name));
  const dump = tables.map((name) => {
    const rows = database.prepare(`select * from "${name}"`).all();
    return [name, JSON.stringify(rows)] as const;
  });
  database.close();
  return Object.fromEntries(dump);
}

async function denials(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  let after: Parameters<Fort['store']['audit']['list']>[2];
  for (;;) {
    const page = await fort.store.audit.list({ outcome: 'denied' }, 1_000, after);
    for (const { person, operation } of page)
      found.set(`${person} ${operation}`, (found.get(`${person} ${operation}`) ?? 0) + 1);
    const last = page.at(-1);
    if (last === undefined) return found;
    after = { at: last.at, chain: last.chain, seq: last.seq };
  }
}

it('what is not theirs is answered byte for byte like what is not there, and shows nothing', async () => {
  expect(forbidden.length).toBeGreaterThan(200);
  const [unread, odd]: [string[], string[]] = [[], []];
  for (const [role, route] of forbidden) {
    const theirs = await probe(role, route, THERE);
    const nothing = await probe(role, route, NOWHERE);
    const name = `${role} ${route.method} ${route.url}`;
    if (theirs.status === 400) unread.push(`${name} ${theirs.body}`);
    else odd.push(...(isRefused(theirs.status) ? [] : [`${name} ${theirs.status}`]));
    // That a season is there, everybody who has come in may know.
    const isOfSeason = /\{season\}(?!\/units\/)/.test(route.url);
    if (!isOfSeason && JSON.stringify(theirs) !== JSON.stringify(nothing))
      odd.push(`${name} differs`);
    if (theirs.body.includes(THEIRS)) odd.push(`${name} shows them`);
  }
  expect({ unread, odd }).toEqual({ unread: [], odd: [] });
  expect(fort.effects).toEqual([]);
});

it('lists show duties to those alone whose they are', async () => {
  for (const role of ROLES)
    for (const url of ['/api/v1/overdue', '/api/v1/duties', '/overdue', '/', '/phone?q=line']) {
      if (role === 'auditor') continue;
      const { body } = await probe(role, { method: 'GET', url } as Route, {});
      expect([role, url, body.match(/"path":"d\b|d\.a\.1/)]).toEqual([role, url, null]);
    }
});

it(`${PROBES} probes at random change nothing, and each refused change is on record`, async () => {
  const before = { stored: stored(), denials: await denials() };
  const people = new Map<Role, string>();
  for (const role of ROLES) {
    const me = await probe(role, { method: 'GET', url: '/api/v1/me' } as Route, {});
    people.set(role, (JSON.parse(me.body) as { person: string }).person);
  }
  const refused = new Map<string, number>();
  const random = lottery(38);
  for (let done = 0; done < PROBES; done += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const [role, route] = random(forbidden);
        const at = Object.fromEntries(
          Object.entries(THERE).map(([name, value]) => [
            name,
            random([
              value,
              value,
              value,
              NOWHERE[name as keyof typeof NOWHERE],
              MORE[name] ?? value,
            ]),
          ]),
        );
        const { status, body } = await probe(role, route, at);
        expect([role, route.method, route.url, status]).toEqual([
          ...[role, route.method, route.url],
          expect.toSatisfy(isRefused),
        ]);
        expect(body).not.toContain(THEIRS);
        if (route.method === 'GET') return;
        const name = `${people.get(role)} ${route.access}`;
        refused.set(name, (refused.get(name) ?? 0) + 1);
      }),
    );
  expect(fort.effects).toEqual([]);
  expect(stored()).toEqual(before.stored);
  const after = await denials();
  const unrecorded = [...refused].filter(
    ([name, times]) => (after.get(name) ?? 0) - (before.denials.get(name) ?? 0) < times,
  );
  expect(unrecorded).toEqual([]);
  expect([...refused.values()].reduce((sum, times) => sum + times, 0)).toBeGreaterThan(PROBES / 3);
}, 240_000);

const isRefused = (status: number): boolean => status === 403 || status === 404;
/** Others of the neighbours', and what stands at the root of a tree. */
const MORE: Readonly<Record<string, string>> = {
  ...{ unit: 'd.a', step: 'packet', person: 'zhao-d', id: 'wang-d' },
};

/** The same choices each time. */
function lottery(seed: number) {
  let state = seed;
  return <One>(from: readonly One[]): One => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return from[Math.floor((state / 2 ** 32) * from.length)] as One;
  };
}
