import type { Command } from 'commander';
import type { HealthState } from '../service/health.js';
import type { Lang } from '../text/lang.js';
import { EXIT, type Desk } from './desk.js';
import { leaf } from './leaf.js';
import { numberSaid } from './readings.js';
import { table } from './table.js';

/** What is done on the machine itself, beside the service: backups, and looking whether all is well. */
export interface OperationsDesk {
  backup(wish: BackupWish): Promise<BackupSaid>;
  restore(wish: RestoreWish): Promise<RestoreSaid>;
  examine(wish: { readonly timeFrom?: string }): Promise<readonly FindingSaid[]>;
}

export interface BackupWish {
  readonly to: string;
  readonly keep?: number;
  readonly withKeys: boolean;
}

export interface BackupSaid {
  readonly folder: string;
  readonly rows: number;
  readonly bytes: number;
  /** False: Temporal did not answer, so the units could not be asked. */
  readonly settled: boolean;
  readonly keyIds: readonly string[];
  readonly removed: readonly string[];
  readonly tookMs: number;
}

export interface RestoreWish {
  readonly from: string;
  readonly verifyOnly: boolean;
  readonly keepTemporal: boolean;
}

export type RestoreSaid =
  | {
      readonly madeAt: string;
      readonly rows: number;
      readonly seasons: readonly string[];
      readonly before: string | null;
      readonly missingKeys: readonly string[];
      readonly tookMs: number;
    }
  | { readonly broken: string; readonly fault: 'missing' | 'size' | 'content' | 'rows' };

export interface FindingSaid {
  readonly name: string;
  readonly state: HealthState;
  readonly sentence: Readonly<Record<Lang, string>>;
}

interface BackupOptions {
  readonly to: string;
  readonly keep?: string;
  readonly withKeys?: boolean;
}

/** `backup`, `restore`, `doctor`: on the machine itself, whether the service runs or not. */
export function operationsCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.operations.backup;
  leaf(program, 'backup', command.backup, desk)
    .requiredOption('--to <folder>', option.to)
    .option('--keep <n>', option.keep)
    .option('--with-keys', option.withKeys)
    .action(async ({ to, keep, withKeys = false }: BackupOptions) => {
      const most = keep === undefined ? {} : { keep: numberSaid(desk, '--keep', keep) };
      const done = await (await desk.context.operations()).backup({ to, withKeys, ...most });
      desk.answer(
        () => done,
        () => backupLines(desk, done, withKeys),
      );
    });
  leaf(program, 'restore', command.restore, desk)
    .argument('<folder>', option.from)
    .option('--verify-only', option.verifyOnly)
    .option('--keep-temporal', option.keepTemporal)
    .action(async (from: string, asked: Partial<RestoreWish>) => {
      const { verifyOnly = false, keepTemporal = false } = asked;
      const wish = { from, verifyOnly, keepTemporal };
      sayRestored(desk, await (await desk.context.operations()).restore(wish), verifyOnly);
    });
  leaf(program, 'doctor', command.doctor, desk)
    .option('--time-from <url>', option.timeFrom)
    .action(async (wish: { readonly timeFrom?: string }) =>
      sayFindings(desk, await (await desk.context.operations()).examine(wish)),
    );
}

function backupLines({ t, paper }: Desk, done: BackupSaid, withKeys: boolean): string[] {
  const say = t.operations.backup;
  const { folder, rows, bytes, settled, keyIds, removed, tookMs } = done;
  return [
    paper.green(say.done(folder, rows, sizeOf(bytes), tookMs)),
    ...(settled ? [] : [paper.yellow(say.unsettled)]),
    ...(withKeys ? [paper.yellow(say.withKeys)] : []),
    ...(!withKeys && keyIds.length > 0 ? [say.noKeys(keyIds.join(t.list))] : []),
    ...(removed.length > 0 ? [say.removed(removed.join(t.list))] : []),
  ];
}

const MIB = 1024 * 1024;
const sizeOf = (bytes: number): string =>
  bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`;

function sayRestored(desk: Desk, said: RestoreSaid, verifyOnly: boolean): void {
  const { t, paper } = desk;
  const say = t.operations.backup;
  if ('broken' in said) {
    desk.exitCode = EXIT.refused;
    desk.answer(
      () => said,
      () => [paper.red(say.broken(said.broken, said.fault))],
    );
    return;
  }
  const { madeAt, rows, seasons, before, missingKeys, tookMs } = said;
  const lacking = missingKeys.length > 0 ? [say.missingKeys(missingKeys.join(t.list))] : [];
  desk.answer(
    () => said,
    () =>
      verifyOnly
        ? [paper.green(say.whole(madeAt, rows, seasons.join(t.list))), ...lacking]
        : [
            paper.green(say.restored(madeAt, rows, tookMs)),
            ...(before === null ? [] : [say.before(before)]),
            ...lacking.map((line) => paper.red(line)),
            say.next,
          ],
  );
}

function sayFindings(desk: Desk, findings: readonly FindingSaid[]): void {
  const { t, paper, lang } = desk;
  const { state: states, checks, doctor } = t.operations;
  const count = (state: HealthState) => findings.filter((one) => one.state === state).length;
  const [bad, warn] = [count('bad'), count('warn')];
  if (bad > 0) desk.exitCode = EXIT.refused;
  const names: Readonly<Record<string, string>> = { ...checks, ...doctor.name };
  const style = { ok: paper.green, warn: paper.yellow, bad: paper.red };
  const rows = findings.map(({ name, state, sentence }) => [
    { text: states[state], style: style[state] },
    names[name] ?? name,
    sentence[lang],
  ]);
  const { columns, summary } = doctor;
  desk.answer(
    () => ({ ok: bad === 0, bad, warn, findings }),
    () => [
      ...table([columns.state, columns.name, columns.sentence], rows, paper),
      (bad > 0 ? paper.red : warn > 0 ? paper.yellow : paper.green)(summary(bad, warn)),
    ],
  );
}
