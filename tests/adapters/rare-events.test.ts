import { performance } from 'node:perf_hooks';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { aCommit, aRecord, told } from './a-plan.js';
import { aFile, aStore } from './a-store.js';

const EVENTS = 50_000;

// Every list and every message asks who stands in, and every message for extensions: reading the season's whole log for it took
// longer than all else.
it('finds who stands in, and what was extended, without reading what else happened in the season', async () => {
  const url = aFile();
  const store = await aStore(url);
  await store.commitPlan(aCommit());
  await store.record(aRecord(1, [told(1)], { path: 'c/a/1' }));
  const file = new Database(url.slice('file:'.length));
  const columns = file.prepare('pragma table_info(events)').all() as { name: string }[];
  const values = columns.map(({ name }) => (name === 'seq' ? 'seq + n' : name)).join(', ');
  file.exec(`with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${EVENTS})
    insert into events select ${values} from events, counted where path = 'c/a/1'`);
  file.close();

  const alone = await median(() => store.season('s'));
  expect(await median(() => store.registers.stoodIn('s'))).toBeLessThan(8 * alone);
  expect(await median(() => store.extensions('s'))).toBeLessThan(8 * alone);
  // As often as somebody is written to while an exam is on.
  expect(await median(() => store.extensions('s'))).toBeLessThan(8 * alone);
});

async function median(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 21; n += 1) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[10] ?? 0;
}
