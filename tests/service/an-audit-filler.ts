import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../src/adapters/store/store.js';
import { AuditUnavailable } from '../../src/service/audit-port.js';
import { createAuditLog } from '../../src/service/audit/log.js';
import { attemptOf } from './an-attempt.js';

/**
 * A process that carries out commands until it cannot write them down any more; and when it is told that there is
 * room again, one more. Says what it has carried out.
 */
const [url = ''] = process.argv.slice(2);

const store = await openStore(url);
const log = createAuditLog({ store: store.audit, now: Date.now });
const done: string[] = [];

async function carryOut(key: string): Promise<boolean> {
  try {
    const ticket = await log.attempt(attemptOf(key));
    done.push(key);
    void log.outcome(ticket, 'done', 'x'.repeat(400));
    return true;
  } catch (error) {
    if (error instanceof AuditUnavailable) return false;
    throw error;
  }
}

process.send?.('ready');
await new Promise((resolve) => process.once('message', resolve));
for (let n = 0; await carryOut(`k${n}`); n += 1);
// What is short may still find room where what was longer found none.
let askedAt = performance.now();
for (let n = 0; await carryOut(`more${n}`); n += 1) askedAt = performance.now();
process.send?.({ done: done.length, refusedMs: performance.now() - askedAt, ...log.figures });
await new Promise((resolve) => process.once('message', resolve));
while (!(await carryOut('after'))) await sleep(100);
await log.close();
await store.close();
process.send?.({ done, ...log.figures });
process.exit(0);
