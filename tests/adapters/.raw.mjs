import Database from 'libsql'; import { rmSync } from 'node:fs';
for (const pages of [1, 4, 8, 11]) for (const sync of ['full','normal']) { for (const f of ['', '-wal', '-shm']) rmSync('/tmp/kb/raw.db' + f, { force: true });
const db = new Database('/tmp/kb/raw.db'); db.prepare('pragma journal_mode=wal').all(); db.exec('pragma synchronous=' + sync); 
const ins = []; for (let p = 0; p < pages; p++) { db.exec(`create table t${p}(a integer primary key, b text)`); ins.push(db.prepare(`insert into t${p}(b) values(?)`)); }
const b = db.prepare('begin immediate'), c = db.prepare('commit'); const pad = 'x'.repeat(300);
const t = performance.now(); const u = process.cpuUsage(); for (let k = 0; k < 3000; k++) { b.run(); for (const i of ins) i.run(pad); c.run(); } const v = process.cpuUsage(u);
console.log(pages, sync, Math.round(3e6 / (performance.now() - t)), 'commits/s user us', v.user / 3e3, 'sys', v.system / 3e3); }
