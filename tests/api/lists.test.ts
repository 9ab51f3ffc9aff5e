import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import { overdueIn } from '../../src/service/overdue.js';
import { dutyList } from '../../src/service/reads/duty-list.js';
import { aCommit, aRow, aUnit, T0 } from '../adapters/a-plan.js';
import { aStore } from '../adapters/a-store.js';
import { anApi, SITE } from './a-api.js';

const NOW = T0 + 1_000;

/** The whole way from the address to the board and back: five duties at each of two sites. */
async function aDesk() {
  const store = await aStore();
  const parts = { store, now: () => NOW };
  const rows = (path: string) =>
    Array.from({ length: 5 }, (_, n) =>
      aRow(`line@${n}`, {
        ...{ doer: `${path}#doer`, answerable: `${path}#leader` },
        ...{ dueAt: epochMs(T0 + n * 400), lateAt: epochMs(T0 + n * 400) },
      }),
    );
  const paths = ['lanxi', 'lanxi/site-1', SITE];
  const boardRows = Object.fromEntries(paths.slice(1).map((path) => [path, rows(path)]));
  const commit = aCommit({ units: paths.map((path) => aUnit(path)), rows: boardRows });
  await store.commitPlan({ ...commit, clock: null });
  const { ask } = await anApi({
    duties: (wish, page) => dutyList(parts, wish, page),
    overdue: (wish) => overdueIn(parts, wish),
  });
  const list = async (as: string, query: string, from = '/api/v1/duties') => {
    const answer = await ask('GET', `${from}?${query}`, { as });
    const body = answer.json<{
      lines: { view: { path: string; session: string } }[];
      next: string | null;
      total: number | null;
      code?: string;
    }>();
    const lines = body.lines?.map(({ view }) => `${view.path} ${view.session}`);
    return { status: answer.statusCode, lines, body };
  };
  return { list };
}

describe('lists over HTTP', () => {
  it('come page by page, each behind the one before', async () => {
    const { list } = await aDesk();
    const read: string[] = [];
    let query = 'season=s&sort=unit&limit=4&count=true';
    for (let cursor = ''; ; ) {
      const { status, lines, body } = await list('coordinator', `${query}${cursor}`);
      expect([status, body.total]).toEqual([200, 10]);
      read.push(...lines);
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    const all = ['lanxi/site-1', SITE].flatMap((path) =>
      [0, 1, 2, 3, 4].map((n) => `${path} ${n}`),
    );
    expect(read).toEqual(all);
    query = 'season=s&sort=due&desc=true&unit=lanxi.site-1&status=open,returned&limit=2';
    expect((await list('coordinator', query)).lines).toEqual(['lanxi/site-1 4', 'lanxi/site-1 3']);
  });

  it('show everybody what he may see, and count no more than that', async () => {
    const { list } = await aDesk();
    const own = await list('site', 'season=s&count=true');
    expect([own.lines.length, own.body.total]).toEqual([5, 5]);
    expect(own.lines.every((line) => line.startsWith(SITE))).toBe(true);
    expect((await list('site', 'season=s&unit=lanxi.site-1')).lines).toEqual([]);
    expect((await list('auditor', 'season=s&overdue=true')).lines).toHaveLength(6);
    // To whoever may see nothing of it, it is not there.
    expect((await list('nobody', 'season=s')).status).toBe(404);
  });

  it('say what is late in pages, the longest first', async () => {
    const { list } = await aDesk();
    const first = await list('auditor', 'season=s&limit=3', '/api/v1/overdue');
    expect(first.lines).toEqual(['lanxi/site-1 0', `${SITE} 0`, 'lanxi/site-1 1']);
    const rest = await list('auditor', `season=s&cursor=${first.body.next}`, '/api/v1/overdue');
    // The number of lines belongs to the page, not to the question.
    expect([rest.lines.length, rest.body.next]).toEqual([3, null]);
  });

  it('refuse what is no question', async () => {
    const { list } = await aDesk();
    for (const query of ['status=opened', 'sort=colour', 'limit=501', 'dueFrom=-1', 'desc=1'])
      expect((await list('auditor', `season=s&${query}`)).status).toBe(400);
    expect((await list('auditor', 'season=s&cursor=aabcd')).body.code).toBe('bad-cursor');
    expect((await list('auditor', 'season=s&cursor=aabcd')).status).toBe(422);
    expect((await list('auditor', 'season=other')).status).toBe(404);
  });
});
