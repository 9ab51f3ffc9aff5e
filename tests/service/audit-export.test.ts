import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AuditScope } from '../../src/adapters/store/audit-read.js';
import { createAudit } from '../../src/service/audit/audit.js';
import { anAudit, attempt, command, someKeys } from '../adapters/an-audit.js';

const TOOL = fileURLToPath(new URL('../../tools/verify-audit.mjs', import.meta.url));

/** A log of two seasons over two checkpoints, with rows after the last of them. */
async function aLog() {
  const writing = await anAudit();
  const keys = someKeys();
  const audit = createAudit({ ...writing, keys });
  for (const round of [1, 2, 3]) {
    for (const path of ['c', 'c/a', null]) {
      await command(writing, { path, key: `“${round}”\u2028` });
      await writing.log.denied(attempt({ path }), 'duty.accept');
    }
    await command(writing, { season: 't', path: 'x' });
    if (round < 3) await audit.checkpoint();
  }
  const exported = async (scope?: AuditScope) => {
    let text = '';
    for await (const part of audit.exported(scope)) text += part;
    return text;
  };
  return { audit, keys, exported, writing };
}

/** What the tool says of a file, copied to a folder where there is nothing else. */
function verified(text: string, ...args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-export-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'export.jsonl');
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [TOOL, file, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

describe('an export', () => {
  it('verifies offline, with the key that was noted down elsewhere', async () => {
    const { exported, keys, audit } = await aLog();
    const fingerprint = keys.publicKeys()[0]?.fingerprint ?? '';
    const { hash } = await audit.checkpoint();
    const { status, said } = verified(
      await exported(),
      ...['--key', fingerprint, '--checkpoint', `3:${hash}`],
    );
    expect(said).toContain('rows 行 36  chains 链 5  checkpoints 检查点 3\nopen 结果未知 0');
    expect(said).toContain(fingerprint);
    expect(status).toBe(0);
  });

  it('of a season or a subtree holds its chains alone', async () => {
    const { exported } = await aLog();
    expect(verified(await exported({ season: 's' })).said).toContain('rows 行 27  chains 链 3');
    expect(verified(await exported({ season: 's', unit: 'c/a' })).said).toContain('chains 链 1');
    expect(verified(await exported({ season: 'none' })).said).toContain('rows 行 0');
  });

  it('does not verify by another key, nor against another checkpoint', async () => {
    const { exported } = await aLog();
    const text = await exported();
    expect(verified(text, '--key', '0'.repeat(64))).toMatchObject({ status: 1 });
    expect(verified(text, '--checkpoint', `1:${'0'.repeat(64)}`)).toMatchObject({ status: 1 });
  });

  it('names the first bad row of a changed, removed, moved or cut off line', async () => {
    const { exported } = await aLog();
    const lines = (await exported({ season: 's' })).split(/(?<=\n)/);
    const at = lines.findIndex((line) => line.includes('"s/c",4,'));
    const without = lines.toSpliced(at, 1);
    const moved = without.toSpliced(at + 1, 0, lines[at] ?? '');
    const changed = lines.with(at, (lines[at] ?? '').replace('p014', 'p015'));
    const broken = lines.with(at, (lines[at] ?? '').slice(0, 40));
    for (const text of [changed, without, moved, broken])
      expect(verified(text.join(''))).toMatchObject({ status: 1, said: /s\/c 4: / });
    expect(verified(lines.slice(0, -1).join(''))).toMatchObject({ status: 1, said: /cut off/ });
    const chainGone = lines.filter((line) => !line.startsWith('{"row":["kaowu-audit-1","s/c/a",'));
    expect(verified(chainGone.join(''))).toMatchObject({ status: 1, said: /s\/c\/a 1: .*missing/ });
    expect(verified(lines.join('')).status).toBe(0);
  });

  it('does not pass for another part of the log', async () => {
    const { exported } = await aLog();
    const whole = await exported();
    const asSeason = whole.replace('"season":null', '"season":"s"');
    expect(verified(asSeason)).toMatchObject({ status: 1 });
  });
});

describe('the daily checkpoint', () => {
  it('is made once a day of Beijing', async () => {
    const writing = await anAudit();
    let now = Date.UTC(2027, 5, 16, 15, 59);
    const audit = createAudit({ store: writing.store, keys: someKeys(), now: () => now });
    expect(await audit.dailyCheckpoint()).toMatchObject({ seq: 1, day: '2027-06-16' });
    expect(await audit.dailyCheckpoint()).toBeNull();
    now += 60_000;
    expect(await audit.dailyCheckpoint()).toMatchObject({ seq: 2, day: '2027-06-17' });
  });
});

describe('a listing', () => {
  it('shows the newest first, by pages, with what became of each', async () => {
    const { audit, writing } = await aLog();
    await writing.log.attempt(attempt({ key: 'open' }));
    const pages: string[] = [];
    for (let after; ; ) {
      const { items, next } = await audit.list({}, 4, after);
      pages.push(...items.map(({ chain, seq }) => `${chain} ${seq}`));
      if (!next) break;
      after = next;
    }
    expect(new Set(pages).size).toBe(pages.length);
    expect(pages).toHaveLength(3 * 7 + 2 + 1);
    expect(pages[0]).toBe('s/c/a/1 1');
    const [first] = (await audit.list({ outcome: 'open' }, 9)).items;
    expect(first).toMatchObject({ key: 'open', outcome: 'open', outcomeAt: null });
  });

  it('is filtered by person, unit, operation, outcome and time', async () => {
    const { audit, writing } = await aLog();
    await command(writing, { person: 'p9', path: 'c/a/1', operation: 'duty.waive' }, 'refused');
    const count = async (filter: Parameters<typeof audit.list>[0]) =>
      (await audit.list(filter, 100)).items.length;
    expect(await count({ person: 'p9' })).toBe(1);
    expect(await count({ season: 's', unit: 'c/a' })).toBe(7);
    expect(await count({ season: 't' })).toBe(3);
    expect(await count({ operation: 'duty.waive' })).toBe(1);
    expect(await count({ outcome: 'denied' })).toBe(9);
    expect(await count({ outcome: 'refused' })).toBe(1);
    const at = writing.now();
    expect(await count({ from: at - 1, until: at })).toBe(1);
  });
});
