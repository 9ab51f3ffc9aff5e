import { rmSync, readdirSync, statSync } from 'node:fs';
import { openStore } from '/work/main/src/adapters/store/store.js';
rmSync('/tmp/kb/db', { recursive: true, force: true });
const UNITS = Number(process.argv[2] ?? 50), DUTIES = Number(process.argv[3] ?? 60), N = Number(process.argv[4] ?? 10000);
const store = await openStore('file:/tmp/kb/db/kaowu.db');
const t = (zh: string) => ({ zh, en: zh });
const row = (i: number, at: number, path: string) => ({ duty: `step${i}`, step: `step${i}`, kind: 'task', status: 'open', dueAt: at, lateAt: at, level: 0, returns: 0, doer: `${path}#doer`, answerable: `${path}#leader`, promiseAt: null, toldAt: null, told: [], nextAt: at, nextAction: 'due', nextTo: [`${path}#doer`], acceptedAt: null, missing: 0, title: null });
const paths = ['c', ...Array.from({ length: 8 }, (_, i) => `c/a${i}`), ...Array.from({ length: UNITS }, (_, i) => `c/a${i % 8}/s${i}`)];
let t0 = performance.now();
await store.commitPlan({ plan: { season: 's', title: t('x'), timezone: 'Asia/Shanghai', examDay: '2027-06-16', units: paths.map((path) => ({ path, kind: 'site', title: t(path), candidates: 1, rooms: 1 })), sessions: [], ladders: {}, steps: Array.from({ length: DUTIES }, (_, i) => ({ id: `step${i}`, title: t(`事项${i}`), phase: `p${i % 5}`, label: 'public', source: 'A1' })), coordinator: 'root.office' },
  posts: [], hash: 'h', unitPlans: paths.map((path) => ({ path, hash: `h-${path}`, body: { version: 1, coordinator: 'c#office', path } })), boardRows: Object.fromEntries(paths.map((p) => [p, Array.from({ length: DUTIES }, (_, i) => row(i, 1.8e12 + i * 1e6, p))])), rehearsal: false, clock: null } as never);
console.log('commit ms', Math.round(performance.now() - t0));
const seqs = new Map<string, number>();
const one = (k: number) => { const path = paths[k % paths.length]!; const seq = (seqs.get(path) ?? 0) + 1; seqs.set(path, seq); const at = 1.8e12 + k;
  return store.record({ season: 's', path, firstSeq: seq, events: [k % 2 ? { type: 'accepted', duty: `step${k % DUTIES}`, at, by: 'p1', key: `k${k}` } : { type: 'told', duty: `step${k % DUTIES}`, action: 'remind', rung: 0, owedAt: at, side: 'owner', at, to: [`${path}#doer`] }], rows: [row(k % DUTIES, 1.8e12 + 5e7, path)], asOf: at, nextWakeAt: at + 1000 } as never); };
for (let k = 0; k < 2000; k++) await one(k);
for (const width of [1]) { t0 = performance.now(); const c0 = process.cpuUsage(); let k = 0; await Promise.all(Array.from({ length: width }, async () => { while (k < N) await one(k++); })); const c = process.cpuUsage(c0);
  console.log('width', width, Math.round(N / (performance.now() - t0) * 1000), 'records/s', ((c.user + c.system) / N / 1000).toFixed(3), 'cpu ms each'); }
const time = async (name: string, f: () => Promise<readonly unknown[]>) => { const ms = []; let n = 0; for (let i = 0; i < 10; i++) { const a = performance.now(); n = (await f()).length; ms.push(performance.now() - a); } console.log(name, n, 'rows', ms.map((x) => x.toFixed(1)).join(' ')); };
for (const at of [1.8e12 + 100, 1.8e12 + 1e6 + 10]) {
await time('overdue season', () => store.overdue({ season: 's', at } as never));
await time('overdue root', () => store.overdue({ season: 's', under: 'c', at } as never));
await time('overdue area', () => store.overdue({ season: 's', under: 'c/a1', at } as never));
await time('overdue site', () => store.overdue({ season: 's', under: 'c/a1/s1', at } as never));
await time('overdue phase', () => store.overdue({ season: 's', phase: 'p0', at } as never));
await time('overdue dept', () => store.overdue({ season: 's', department: 'c/a2', at } as never));
await time('overdue by season', () => store.overdue({ at: { s: at } } as never));
await time('overdue limit 50', () => store.overdue({ season: 's', at, limit: 50 } as never)); }
await time('gate', async () => (await store.gateFacts('s', 'c/a1', ['step1'])).duties);
await time('stuck', () => store.stuck({ season: 's', wakeBefore: 1.8e12 } as never));
console.log(readdirSync("/tmp/kb/db").map((f) => f + " " + statSync("/tmp/kb/db/" + f).size)); await store.close();
