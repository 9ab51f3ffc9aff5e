import { expect, it } from 'vitest';
import type { OperationsDesk } from '../../src/cli/operations.js';
import { fakeService, terminal } from './a-terminal.js';

const done = {
  ...{ folder: '/b/kaowu-backup-20270616T010000Z', rows: 1_200, bytes: 3_500_000, settled: true },
  ...{ keyIds: ['0a1b2c3d'], removed: [], tookMs: 1_900 },
};
const put = {
  ...{ madeAt: '2027-06-16T01:00:00.000Z', rows: 1_200, seasons: ['2027-zhongkao'] },
  ...{ before: '/d/before-restore-1', missingKeys: ['0a1b2c3d'], tookMs: 700 },
};
const sentence = { zh: '台账没有应答', en: 'the store does not answer' };

function aTerminal(parts: Partial<OperationsDesk>) {
  const asked: unknown[] = [];
  const desk = Object.fromEntries(
    Object.entries(parts).map(([name, work]) => [
      name,
      (wish: never) => {
        asked.push(wish);
        return (work as (wish: never) => unknown)(wish);
      },
    ]),
  );
  const operations = async () => desk as unknown as OperationsDesk;
  return { ...inLines(terminal(fakeService().service, { operations })), asked };
}

const inLines = ({ run }: ReturnType<typeof terminal>) => ({
  run: async (...argv: string[]) => {
    const { code, out } = await run(...argv);
    return { code, out: out.split('\n') };
  },
});

it('backs up, and says what is not in the backup', async () => {
  const { run, asked } = aTerminal({ backup: async () => done });
  const { code, out } = await run('backup', '--to', '/b', '--keep', '7', '--lang', 'en');
  expect(code).toBe(0);
  expect(asked).toEqual([{ to: '/b', keep: 7, withKeys: false }]);
  expect(out).toEqual([
    'backup in /b/kaowu-backup-20270616T010000Z: 1200 rows, 3.3 MiB, in 2 s',
    'the keys (0a1b2c3d) are not in the backup; without them sealed personal data cannot be opened: keep them elsewhere',
  ]);
});

it('warns of a backup with keys, and of units that could not be asked', async () => {
  const { run } = aTerminal({ backup: async () => ({ ...done, settled: false }) });
  const { out } = await run('backup', '--to', '/b', '--with-keys');
  expect(out.join('\n')).toContain('已答复而尚未入账的办理不在其中');
  expect(out.join('\n')).toContain('备份内含密钥');
});

it('needs a folder to back up to, and a number to keep', async () => {
  const { run } = aTerminal({ backup: async () => done });
  expect((await run('backup')).code).toBe(2);
  expect((await run('backup', '--to', '/b', '--keep', '0')).code).toBe(2);
});

it('restores, and says where what was there is, and which keys are missing', async () => {
  const { run, asked } = aTerminal({ restore: async () => put });
  const { code, out } = await run('restore', '/b/x', '--lang', 'en');
  expect(code).toBe(0);
  expect(asked).toEqual([{ from: '/b/x', verifyOnly: false, keepTemporal: false }]);
  expect(out.join('\n')).toContain('/d/before-restore-1');
  expect(out.join('\n')).toContain('keys are missing: 0a1b2c3d');
  const looked = await run('restore', '/b/x', '--verify-only', '--lang', 'en');
  expect(looked.out[0]).toMatch(/^the backup is whole: 2027-06-16/);
});

it('refuses a broken backup, naming the file', async () => {
  const broken = { broken: 'tables/events.jsonl.gz', fault: 'content' } as const;
  const { run } = aTerminal({ restore: async () => broken });
  const { code, out } = await run('restore', '/b/x');
  expect(code).toBe(1);
  expect(out).toEqual(['备份不完整：tables/events.jsonl.gz 内容不符']);
  expect(JSON.parse((await run('restore', '/b/x', '--json')).out[0] ?? '')).toEqual(broken);
});

it('shows the findings as a table, and answers 1 where something is bad', async () => {
  const findings = [
    { name: 'disk', state: 'ok', sentence: { zh: '正常', en: 'ok' } },
    { name: 'backup', state: 'warn', sentence: { zh: '从未备份', en: 'there is no backup' } },
  ] as const;
  const well = aTerminal({ examine: async () => findings });
  const { code, out } = await well.run('doctor', '--lang', 'en');
  expect(code).toBe(0);
  expect(out.at(-1)).toBe('0 bad, 1 to look at');
  expect(out[2]).toMatch(/^look\s+backup\s+there is no backup/);
  const bad = { name: 'store', state: 'bad', sentence } as const;
  const ill = aTerminal({ examine: async () => [...findings, bad] });
  const said = await ill.run('doctor', '--json');
  expect(said.code).toBe(1);
  expect(JSON.parse(said.out[0] ?? '')).toMatchObject({ ok: false, bad: 1, warn: 1 });
});

it('reconciles, and says unit by unit what was done', async () => {
  const { service } = fakeService({
    reconcile: async (season) => ({
      ...{ season, units: 3, caughtUp: [{ path: 'c', events: 4 }], silent: ['c/b'] },
      restarted: [{ path: 'c/a', why: 'behind' }],
    }),
  });
  const { code, out } = await inLines(terminal(service)).run('store', 'reconcile', '--lang', 'en');
  expect(code).toBe(3);
  expect(out.slice(0, 3)).toEqual([
    '3 units looked at',
    "c: 4 events came back from Temporal's histories",
    'c/a: begun anew from the log (Temporal is older)',
  ]);
});
