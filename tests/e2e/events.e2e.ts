import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen, type ToldEvent } from '../../src/cli/event-stream.js';
import { httpTo } from '../../src/cli/http.js';
import { remotePort } from '../../src/cli/remote.js';
import { startUp, type Up } from '../support/real-up.js';
import { eventually } from '../support/real-waiting.js';

/** Everything that ends by itself, long before the machine would make it. */
const STOP_MS = 20_000;
const HEARTBEAT_MS = 40_000;
const SEASON = 'heard';
let folder: string;
let up: Up;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaowu-events-'));
  const plan = ['--plan', 'plans/county-zhongkao', '--season', SEASON];
  up = await startUp(folder, {}, [...plan, '--rehearsal', '--seconds', '60', '--demo']);
}, 180_000);
afterAll(async () => {
  await up?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const nameOf = ({ path, seq }: ToldEvent): string => `${path} ${seq}`;

/** So many events behind a place, and the id of the last. */
async function hear(http: Up['http'], count: number, after?: string) {
  const names: string[] = [];
  let last = after ?? '';
  for await (const { id, event } of listen(http, { season: SEASON }, after)) {
    if (event === null) continue;
    last = id;
    names.push(nameOf(event));
    if (names.length === count) break;
  }
  return { names, last };
}

/** The whole feed, page by page. */
async function allPages(http: Up['http']): Promise<ToldEvent[]> {
  const items: ToldEvent[] = [];
  for (let after: string | undefined; ; ) {
    const page = await http.get<{ items: ToldEvent[]; next: string; hasMore: boolean }>(
      '/api/v1/events',
      { season: SEASON, limit: 500, after },
    );
    items.push(...page.items);
    if (!page.hasMore) return items;
    after = page.next;
  }
}

it('tells what a season does while it does it; cut off twice, it goes on without a gap', async () => {
  const first = await hear(up.http, 20, '0-0');
  const second = await hear(up.http, 20, first.last);
  const third = await hear(up.http, 20, second.last);
  const heard = [...first.names, ...second.names, ...third.names];
  const whole = (await allPages(up.http)).map(nameOf);
  expect(heard).toEqual(whole.slice(0, 60));
  expect(new Set(whole).size).toBe(whole.length);
});

it('tells nobody what he may not see', async () => {
  const [, password] = /密码（每次启动不同）：(\S+)/.exec(up.printed()) ?? [];
  const { session } = await httpTo({ url: up.door.url }, 'zh').send<{ session: string }>(
    ...(['POST', '/api/v1/session', { login: 'site', password, terminal: true }] as const),
  );
  const site = httpTo({ url: up.door.url, session }, 'zh');
  const seen = await eventually(
    'something happens at the site',
    async () => {
      const found = await allPages(site);
      return found.length > 0 ? found : undefined;
    },
    60_000,
  );
  const whole = await allPages(up.http);
  expect(seen.length).toBeLessThan(whole.length);
  const mine = new Set(seen.map(nameOf));
  expect(whole.map(nameOf).filter((name) => mine.has(name))).toEqual(seen.map(nameOf));
  const stranger = await fetch(`${up.door.url}/api/v1/events`, {
    headers: { accept: 'text/event-stream' },
  });
  expect(stranger.status).toBe(401);
});

it('says in silence that it is there', async () => {
  const quiet = listen(up.http, { season: SEASON, unit: 'nowhere' }, undefined, HEARTBEAT_MS);
  await quiet.next();
  expect((await quiet.next()).value).toMatchObject({ event: null });
  await quiet.return(undefined);
}, 60_000);

it('plays the season, and board, log and units agree after the first day of its exam', async () => {
  const port = remotePort(up.http);
  const isOver = async () => {
    const { season, now } = await port.statusOf(SEASON);
    return now > Date.parse(`${season.examDay}T20:00+08:00`) ? true : undefined;
  };
  await eventually('the first day of the exam is over', isOver, 120_000);
  const { violations, silent, words } = await port.verify(SEASON);
  expect([violations, silent]).toEqual([[], []]);
  expect(words).toBeGreaterThan(100);
}, 180_000);

it('lets everybody go when it is stopped', async () => {
  const listening = Array.from({ length: 5 }, () => hear(up.http, 1_000_000));
  const ends = Promise.allSettled(listening);
  await hear(up.http, 1, '0-0');
  const began = performance.now();
  await up.stop();
  expect(performance.now() - began).toBeLessThan(STOP_MS);
  for (const end of await ends)
    expect(end).toMatchObject({ status: 'rejected', reason: { name: 'NotReachable' } });
});
