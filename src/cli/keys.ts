import type { Command } from 'commander';
import { EXIT, type Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { durationSaid } from './readings.js';
import { table } from './table.js';

/** The keys of this machine; nothing of this answers a key itself. */
export interface KeyDesk {
  /** Null where the environment holds the keys. */
  readonly file: string | null;
  list(): readonly KeySaid[];
  /** Adds a key that seals after `inMs`; null where there is no file to write to. */
  rotate(inMs: number): Promise<Omit<KeySaid, 'seals'> | null>;
  /** Makes a key file; false where there is one. */
  make(path: string): boolean;
  /** Seals what the store holds by the newest key. */
  reseal(): Promise<{
    readonly resealed: number;
    readonly kept: number;
    readonly broken: readonly string[];
  }>;
}

/** Instants in ISO 8601. */
export interface KeySaid {
  readonly id: string;
  readonly created: string;
  readonly from: string;
  readonly seals: boolean;
}

/** `keys list|rotate|new|reseal`: on the machine itself, without the service. */
export function keyCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.keys;
  const keys = group(program, 'keys', command.keys, desk);
  leaf(keys, 'list', command.list, desk).action(async () => list(desk, await desk.context.keys()));
  leaf(keys, 'rotate', command.rotate, desk)
    .option('--in <time>', option.in)
    .action(async ({ in: after = '0m' }: { readonly in?: string }) =>
      rotate(desk, await desk.context.keys(), durationSaid(desk, '--in', after)),
    );
  leaf(keys, 'new', command.new, desk)
    .argument('<file>', option.file)
    .action(async (file: string) => make(desk, await desk.context.keys(), file));
  leaf(keys, 'reseal', command.reseal, desk).action(async () =>
    sealAnew(desk, await desk.context.keys()),
  );
}

function list(desk: Desk, { file, list: all }: KeyDesk): void {
  const { place, fromEnvironment, column, use } = desk.t.keys;
  const said = all();
  const sealing = said.findIndex(({ seals }) => seals);
  const rows = said.map(({ id, created, from, seals }, n) => [
    ...[id, created, from],
    seals ? use.seals : n > sealing ? use.waits : use.opens,
  ]);
  desk.answer(
    () => ({ file, keys: said }),
    () => [
      file === null ? fromEnvironment : place(file),
      ...table([column.id, column.created, column.from, column.use], rows, desk.paper),
    ],
  );
}

async function rotate(desk: Desk, keys: KeyDesk, inMs: number): Promise<void> {
  const made = await keys.rotate(inMs);
  if (made === null) return refuse(desk, 'keys-from-environment', desk.t.keys.fromEnvironment);
  desk.answer(
    () => made,
    () => [desk.t.keys.rotated(made.id, made.from)],
  );
}

function make(desk: Desk, keys: KeyDesk, file: string): void {
  if (!keys.make(file)) return refuse(desk, 'file-there', desk.t.keys.there(file));
  desk.answer(
    () => ({ file }),
    () => [desk.t.keys.made(file)],
  );
}

async function sealAnew(desk: Desk, keys: KeyDesk): Promise<void> {
  const done = await keys.reseal();
  if (done.broken.length > 0) desk.exitCode = EXIT.refused;
  desk.answer(
    () => done,
    () => [
      desk.t.keys.resealed(done.resealed, done.kept),
      ...done.broken.map((about) => desk.paper.yellow(desk.t.keys.broken(about))),
    ],
  );
}

function refuse(desk: Desk, refused: string, sentence: string): void {
  desk.exitCode = EXIT.refused;
  if (desk.json) desk.context.out(JSON.stringify({ refused, sentence }));
  else desk.context.err(desk.paper.red(sentence));
}
