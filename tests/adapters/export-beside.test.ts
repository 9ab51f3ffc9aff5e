import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { expect, it } from 'vitest';
import type { DutyOrder } from '../../src/adapters/store/list-types.js';
import type { Store } from '../../src/adapters/store/store.js';
import { aCommit, aRecord, aRow, aUnit, told } from './a-plan.js';
import { aFile, aStore } from './a-store.js';

/** The board of a province: 1,000 units of 60 duties. `bench/reads.ts` does the same with a nation. */
const UNITS = 1_000;
const EACH = 60;
const DUTIES = UNITS * EACH;
const ORDER: DutyOrder = { sort: 'unit', isDescending: false, lang: 'zh' };

/** A file whose board is multiplied by the database itself: the service's own way takes minutes. */
async function aNation(): Promise<Store> {
  const url = aFile();
  const store = await aStore(url);
  const sites = Array.from({ length: UNITS - 1 }, (_, n) => `c/a/${n}`);
  const units = ['c', ...sites].map((path) => aUnit(path));
  const rows = Object.fromEntries(units.map(({ path }) => [path, [aRow('line')]]));
  await store.commitPlan(aCommit({ units, rows }));
  const file = new Database(url.slice('file:'.length));
  const columns = file.prepare('pragma table_info(board)').all() as { name: string }[];
  const values = columns.map(({ name }) => (name === 'duty' ? `'d' || n` : name)).join(', ');
  file.exec(`with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${EACH - 1})
    insert into board select ${values} from board, counted where duty = 'line'`);
  file.exec('pragma wal_checkpoint(truncate)');
  file.close();
  return store;
}

/** Records, one every ten milliseconds until the others are done; how long each took, in milliseconds. */
async function recordsBeside(store: Store, first: number, others: Promise<unknown>) {
  const end = { isOver: false };
  const ending = others.finally(() => {
    end.isOver = true;
  });
  const times: number[] = [];
  for (let seq = first; !end.isOver || times.length < 100; seq += 1) {
    const began = performance.now();
    await store.record(aRecord(seq, [told(seq)], { rows: [aRow('line', { level: seq % 5 })] }));
    times.push(performance.now() - began);
    await sleep(10);
  }
  await ending;
  return times.sort((a, b) => a - b);
}
const p99 = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length * 0.99)] ?? 0;

it('records as if alone while everything is exported, and while questions take long', async () => {
  const store = await aNation();
  const alone = await recordsBeside(store, 1, Promise.resolve());

  let rows = 0;
  const exporting = (async () => {
    for await (const part of store.lists.all({ season: 's' }, ORDER)) rows += part.length;
  })();
  const began = performance.now();
  const beside = await recordsBeside(store, alone.length + 1, exporting);
  const seconds = (performance.now() - began) / 1_000;
  expect(rows).toBe(DUTIES);
  // Syncs of one disk and turns of few processors are shared; the thread is not.
  expect(p99(beside)).toBeLessThan(100 + 5 * p99(alone));

  // Each of these puts together every row several times: whoever stood behind one would wait for half of it.
  const reach = { bodies: ['c', 'c/a/1', 'c/a/2'], posts: [] };
  const asked: number[] = [];
  const asking = (async () => {
    for (let n = 0; n < 5; n += 1) {
      const from = performance.now();
      expect(await store.lists.count({ season: 's', reach })).toBe(DUTIES);
      asked.push(performance.now() - from);
    }
  })();
  const during = await recordsBeside(store, alone.length + beside.length + 1, asking);
  const median = during[Math.floor(during.length / 2)] ?? 0;
  const question = asked.sort((a, b) => a - b)[2] ?? 0;
  expect(median).toBeLessThan(question / 4);
  console.log(
    `record, p99: alone ${p99(alone).toFixed(1)} ms, beside the export of ${rows} rows in ${seconds.toFixed(1)} s ` +
      `${p99(beside).toFixed(1)} ms; beside questions of ${question.toFixed(0)} ms ${p99(during).toFixed(1)} ms`,
  );
}, 240_000);
