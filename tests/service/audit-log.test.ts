import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AuditEntry } from '../../src/adapters/store/audit-text.js';
import type { AuditStore } from '../../src/adapters/store/audit.js';
import { createAuditLog } from '../../src/service/audit/log.js';
import { verifyAudit } from '../../src/service/audit/verify.js';
import { anAudit, attempt, someKeys } from '../adapters/an-audit.js';

type Append = AuditStore['append'];

/** A real log whose database can be taken away, or made slow. */
async function aLog(withinMs?: number) {
  const { store } = await anAudit();
  const calls: (readonly AuditEntry[])[] = [];
  let way: (real: () => ReturnType<Append>) => ReturnType<Append> = (real) => real();
  const append: Append = (entries, options) => {
    calls.push(entries);
    return way(() => store.append(entries, options));
  };
  let at = 1_000;
  const now = () => {
    at += 1;
    return at;
  };
  const log = createAuditLog({ store: { append }, now, ...(withinMs && { withinMs }) });
  return {
    ...{ log, store, calls },
    setWay: (next: typeof way) => {
      way = next;
    },
    verdict: () => verifyAudit(store, someKeys()),
  };
}

const away = () => Promise.reject(new Error('disk full'));

describe('a command whose attempt cannot be written', () => {
  it('is refused at once where the database says no', async () => {
    const { log, setWay, verdict } = await aLog();
    setWay(away);
    await expect(log.attempt(attempt())).rejects.toMatchObject({
      ...{ name: 'AuditUnavailable', message: 'disk full' },
    });
    await expect(log.denied(attempt(), 'duty.accept')).rejects.toThrow('disk full');
    expect(log.figures).toMatchObject({ unavailable: 2, trouble: 'disk full', rows: 0 });

    setWay((real) => real());
    await log.attempt(attempt());
    expect(log.figures.trouble).toBeNull();
    expect(await verdict()).toMatchObject({ rows: 1, faults: [] });
  });

  it('is refused in time where the database does not answer, and so are those behind it', async () => {
    const { log, setWay } = await aLog(50);
    setWay(() => new Promise(() => {}));
    const began = performance.now();
    const refused = await Promise.allSettled(
      Array.from({ length: 30 }, () => log.attempt(attempt())),
    );
    expect(refused.map(({ status }) => status)).toEqual(Array(30).fill('rejected'));
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(log.figures.trouble).toBe('not written within 50 ms');
  });

  it('is told of for ten seconds after the last try, so that commands come again', async () => {
    const { log, setWay } = await aLog();
    setWay(away);
    await expect(log.attempt(attempt())).rejects.toThrow('disk full');
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(now + 9_000);
    onTestFinished(() => clock.mockRestore());
    expect(log.figures.trouble).toBe('disk full');
    clock.mockReturnValue(now + 11_000);
    expect(log.figures.trouble).toBeNull();
  });

  it('is on record as refused where the writing succeeds too late', async () => {
    const { log, setWay, store } = await aLog(50);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    setWay(async (real) => {
      await held;
      return real();
    });
    await expect(log.attempt(attempt())).rejects.toMatchObject({ name: 'AuditUnavailable' });
    release();
    await log.close();
    expect(await store.rowsAfter('s/c/a/1', 0, 9)).toMatchObject([
      { kind: 'attempt' },
      { kind: 'outcome', refers: 1, outcome: 'refused', detail: 'audit' },
    ]);
  });
});

describe('an outcome that cannot be written', () => {
  it('is kept and tried again, and hinders nobody', async () => {
    const { log, setWay, store, verdict } = await aLog();
    const tickets = await Promise.all([1, 2, 3].map((n) => log.attempt(attempt({ key: `k${n}` }))));
    setWay(away);
    const outcomes = tickets.map((ticket) => log.outcome(ticket, 'done'));
    await sleep(20);
    expect(log.figures).toMatchObject({ pending: 3, trouble: 'disk full' });
    expect((await verdict()).open.count).toBe(3);

    setWay((real) => real());
    await Promise.all(outcomes);
    expect(log.figures).toMatchObject({ pending: 0, trouble: null });
    expect(await verdict()).toMatchObject({ rows: 6, open: { count: 0 }, faults: [] });
    expect(await store.headOf('s/c/a/1')).toMatchObject({ seq: 6 });
  });

  it('is written once where the answer to the first writing was lost', async () => {
    const { log, setWay, verdict } = await aLog();
    const ticket = await log.attempt(attempt());
    let lost = 0;
    setWay(async (real) => {
      const places = await real();
      lost += 1;
      if (lost === 1) throw new Error('connection lost');
      return places;
    });
    await log.outcome(ticket, 'done');
    expect(await verdict()).toMatchObject({ rows: 2, open: { count: 0 }, faults: [] });
  });

  it('is waited for at the end of a process, but not for ever', async () => {
    const { log, setWay, verdict } = await aLog();
    const ticket = await log.attempt(attempt());
    setWay(away);
    void log.outcome(ticket, 'done');
    await log.close(100);
    expect((await verdict()).open).toEqual({ count: 1, first: [{ chain: 's/c/a/1', seq: 1 }] });
  });
});

describe('what comes while a commit is under way', () => {
  it('goes into the next one together', async () => {
    const { log, calls, setWay } = await aLog();
    setWay(async (real) => {
      await sleep(5);
      return real();
    });
    await Promise.all(Array.from({ length: 40 }, (_, n) => log.attempt(attempt({ key: `k${n}` }))));
    expect(calls.length).toBeLessThanOrEqual(3);
  });
});
