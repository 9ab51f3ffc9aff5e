import type { Command } from 'commander';
import type { Verdict } from '../service/verify.js';
import { EXIT, type Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { leaf } from './leaf.js';
import { table } from './table.js';

/** `verify`: refused where something does not hold; not reachable where a unit could not be asked. */
export function verifyCommand(program: Command, desk: Desk): void {
  const { t } = desk;
  leaf(program, 'verify', t.commands.verify, desk)
    .option('--season <id>', t.options.season)
    .action((options: { readonly season?: string }) =>
      desk.withService(async (service) => {
        const { id } = await seasonMeant(desk, service, options.season);
        const verdict = await service.verify(id);
        desk.exitCode = exitOf(verdict);
        desk.answer(
          () => ({ ok: desk.exitCode === EXIT.done, ...verdict }),
          () => linesOf(desk, verdict),
        );
      }),
    );
}

function exitOf({ violations, silent }: Verdict): number {
  if (violations.length > 0) return EXIT.refused;
  return silent.length > 0 ? EXIT.notReachable : EXIT.done;
}

function linesOf(
  { t, paper }: Desk,
  { units, events, words, violations, silent, audit }: Verdict,
): string[] {
  const mute = silent.length > 0 ? [paper.yellow(t.say.silentUnits(silent.join(t.list)))] : [];
  if (violations.length === 0 && silent.length > 0) return mute;
  if (violations.length === 0)
    return [paper.green(t.say.verified(units, events, words)), ...auditLines({ t, paper }, audit)];
  const { invariant, unit, detail } = t.say.columns;
  const rows = violations.map((one) => [one.invariant, one.unit, one.detail]);
  return [
    ...table([invariant, unit, detail], rows, paper),
    ...mute,
    paper.red(t.say.violated(violations.length)),
  ];
}

function auditLines({ t, paper }: Pick<Desk, 't' | 'paper'>, audit: Verdict['audit']): string[] {
  if (audit === null) return [];
  const { rows, chains, checkpoints, open } = audit;
  const first = open.first.slice(0, 5).map(({ chain, seq }) => `${chain} ${seq}`);
  return [
    paper.green(t.audit.holds(rows, chains, checkpoints)),
    ...(open.count > 0 ? [paper.yellow(t.audit.open(open.count, first.join(t.list)))] : []),
  ];
}
