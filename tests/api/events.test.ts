import { describe, expect, it, onTestFinished } from 'vitest';
import { eventRoutes } from '../../src/api/routes/events.js';
import type { UnitEvent } from '../../src/engine/model.js';
import { createGuard } from '../../src/service/guarded.js';
import { createEvents } from '../../src/service/reads/events.js';
import { createFeedHub } from '../../src/service/reads/feed-hub.js';
import { aCommit, aRecord, aRow, aUnit, told } from '../adapters/a-plan.js';
import { aStore } from '../adapters/a-store.js';
import { anApi, auditInMemory, PEOPLE, SITE } from './a-api.js';

/** The application on a port of its own, following a real store. */
async function aServedFeed() {
  const store = await aStore();
  const units = ['lanxi', 'lanxi/site-1', SITE].map((path) => aUnit(path));
  const helped = aRow('line', { doer: `${SITE}#leader`, answerable: 'lanxi/site-1#leader' });
  await store.commitPlan(aCommit({ units, rows: { 'lanxi/site-1': [helped] } }));
  const hub = createFeedHub({ store, now: Date.now });
  const concerned = {
    postsOf: () => Promise.reject(new Error('not asked here')),
    allPostsOf: () => Promise.reject(new Error('not asked here')),
    heldBy: async (_season: string, person: string) =>
      person === 'p-site' ? [`${SITE}#leader`] : [],
    rootOf: async () => 'lanxi',
  };
  const guard = createGuard(auditInMemory().log);
  const events = createEvents({ store, hub, guard, concerned }, Date.now);
  const gone = new Set<string>();
  const { api, ask } = await anApi({}, [eventRoutes(events)], async ({ bearer = '' }) =>
    gone.has(bearer) ? null : (PEOPLE[bearer] ?? null),
  );
  const url = await api.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => api.close());
  const heads = new Map<string, number>();
  return {
    ask,
    take: (right: string) => gone.add(right),
    async happen(path: string, duty = 'line') {
      const seq = (heads.get(path) ?? 0) + 1;
      heads.set(path, seq);
      await store.record(aRecord(seq, [{ ...told(seq), duty } as UnitEvent], { path }));
      await hub.poll();
    },
    async follow(as: string, query = '', headers: Record<string, string> = {}) {
      const leaving = new AbortController();
      onTestFinished(() => leaving.abort());
      const answer = await fetch(`${url}/api/v1/events?${query}`, {
        headers: { authorization: `Bearer ${as}`, accept: 'text/event-stream', ...headers },
        signal: leaving.signal,
      });
      return { answer, leave: () => leaving.abort(), said: eventsOf(answer) };
    },
  };
}

/** What a browser makes of the lines: the id counts as it is heard, an event when there is data. */
async function* eventsOf(answer: Response): AsyncGenerator<{ id: string; name: string }> {
  let text = '';
  for await (const bytes of answer.body ?? []) {
    text += Buffer.from(bytes).toString();
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const [id, data] = [field('id'), field('data')];
      if (id === undefined) continue;
      const { path = '', seq = 0 } = data
        ? (JSON.parse(data) as { path: string; seq: number })
        : {};
      yield { id, name: data ? `${path} ${seq}` : '-' };
    }
  }
}

async function next(said: AsyncGenerator<{ id: string; name: string }>) {
  for (;;) {
    const { value } = await said.next();
    if (value?.name !== '-') return value;
  }
}

describe('events over HTTP', () => {
  it('come as they happen, and go on behind the last one heard', async () => {
    const { follow, happen } = await aServedFeed();
    const first = await follow('auditor');
    expect(first.answer.headers.get('content-type')).toBe('text/event-stream');
    await first.said.next();
    await happen('lanxi');
    const heard = await next(first.said);
    expect(heard?.name).toBe('lanxi 1');
    first.leave();
    await happen('lanxi');
    await happen(SITE);
    const again = await follow('auditor', '', { 'last-event-id': heard?.id ?? '' });
    expect((await next(again.said))?.name).toBe('lanxi 2');
    expect((await next(again.said))?.name).toBe(`${SITE} 1`);
  });

  it('are heard by whoever may see them, by unit or by a post of the duty', async () => {
    const { follow, happen, ask } = await aServedFeed();
    const site = await follow('site', 'season=s');
    await site.said.next();
    await happen('lanxi');
    await happen('lanxi/site-1', 'other');
    await happen('lanxi/site-1', 'line');
    await happen(SITE);
    expect((await next(site.said))?.name).toBe('lanxi/site-1 2');
    expect((await next(site.said))?.name).toBe(`${SITE} 1`);
    expect((await ask('GET', '/api/v1/events', { as: 'nobody' })).statusCode).toBe(403);
    expect((await ask('GET', '/api/v1/events')).statusCode).toBe(401);
  });

  it('are heard no more from the moment a right is taken', async () => {
    const { follow, happen, take } = await aServedFeed();
    const { said } = await follow('site');
    await said.next();
    await happen(SITE);
    expect((await next(said))?.name).toBe(`${SITE} 1`);
    take('site');
    await happen(SITE);
    expect(await next(said)).toBeUndefined();
  });

  it('can be asked for page by page', async () => {
    const { happen, ask } = await aServedFeed();
    for (let n = 0; n < 3; n += 1) await happen('lanxi');
    await happen('lanxi/site-1', 'other');
    const page = async (query: string) =>
      (await ask('GET', `/api/v1/events?${query}`, { as: 'auditor' })).json<{
        items: { path: string; seq: number }[];
        next: string;
        hasMore: boolean;
      }>();
    const first = await page('season=s&unit=lanxi&limit=2');
    expect([first.items.map(({ seq }) => seq), first.hasMore]).toEqual([[1, 2], true]);
    const rest = await page(`season=s&unit=lanxi&after=${first.next}`);
    expect(rest.items.map(({ path, seq }) => `${path} ${seq}`)).toEqual([
      'lanxi 3',
      'lanxi/site-1 1',
    ]);
    expect(await page(`after=${rest.next}`)).toEqual({
      items: [],
      next: rest.next,
      hasMore: false,
    });
    const headers = { 'last-event-id': 'x', accept: 'text/event-stream' };
    const wrong = await ask('GET', '/api/v1/events', { as: 'auditor', headers });
    expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([422, 'bad-cursor']);
  });
});
