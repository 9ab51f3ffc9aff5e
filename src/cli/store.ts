import type { Command } from 'commander';
import type { Reconciled } from '../service/reconcile.js';
import type { Repaired } from '../service/repair.js';
import { plain } from '../text/plain.js';
import { EXIT, type Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { group, leaf } from './leaf.js';

/** `store rebuild|reseed|reconcile`: the board from the units, the units from the log, both by the sequence. */
export function storeCommands(program: Command, desk: Desk): void {
  const { t } = desk;
  const store = group(program, 'store', t.commands.store, desk);
  const words = {
    rebuild: [t.commands.storeRebuild, t.say.rebuilt],
    reseed: [t.commands.storeReseed, t.say.reseeded],
  } as const;
  for (const name of ['rebuild', 'reseed'] as const) {
    const [description, said] = words[name];
    leaf(store, name, description, desk)
      .option('--season <id>', t.options.season)
      .action((options: { readonly season?: string }) =>
        desk.withService(async (service) => {
          const { id } = await seasonMeant(desk, service, options.season);
          const repaired = await service[name](id);
          // A unit that runs already needs no reseeding; one that was not rebuilt needs a second call.
          if (name === 'rebuild' && repaired.left.length > 0) desk.exitCode = EXIT.refused;
          show(desk, id, repaired, said);
        }),
      );
  }
  leaf(store, 'reconcile', t.operations.backup.command.reconcile, desk)
    .option('--season <id>', t.options.season)
    .action((options: { readonly season?: string }) =>
      desk.withService(async (service) => {
        const { id } = await seasonMeant(desk, service, options.season);
        showReconciled(desk, await service.reconcile(id));
      }),
    );
}

function showReconciled(desk: Desk, said: Reconciled): void {
  const { t, paper } = desk;
  const say = t.operations.backup;
  // Whoever did not answer has to be asked again.
  if (said.silent.length > 0) desk.exitCode = EXIT.notReachable;
  desk.answer(
    () => said,
    () => [
      say.reconciled(said.units),
      ...said.caughtUp.map(({ path, events }) => say.caughtUp(path, events)),
      ...said.restarted.map(({ path, why }) => paper.yellow(say.restarted(path, say.why[why]))),
      ...(said.silent.length > 0
        ? [paper.yellow(t.say.silentUnits(said.silent.join(t.list)))]
        : []),
    ],
  );
}

function show(
  desk: Desk,
  season: string,
  { units, left }: Repaired,
  said: (count: number) => string,
): void {
  const { t, paper } = desk;
  desk.answer(
    () => ({ season, units, left }),
    () => [said(units), ...left.map((unit) => paper.yellow(plain(t.say.left(unit))))],
  );
}
