import type { Replaceable } from '../service/registers/check-season.js';
import type { ImportOutcome } from '../service/registers/registers.js';
import { assignmentWords } from '../text/register-words.js';
import { EXIT, type Desk } from './desk.js';
import { table } from './table.js';

/** So many changes are shown to people; programs get all that were sent. */
const MOST_SHOWN = 50;

/** What an import did or would do: changes, faults by row, whom it bars. */
export function showImported(desk: Desk, outcome: ImportOutcome, wasMeant = true): void {
  const { t, paper, lang } = desk;
  const words = t.registers;
  const { applied, faultCount } = outcome;
  if (faultCount > 0) desk.exitCode = EXIT.refused;
  const changes = outcome.changes
    .slice(0, MOST_SHOWN)
    .map((one) => [
      ...[String(one.row), one.id, one.label, words.does[one.does]],
      one.fields.join(t.list),
    ]);
  const faults = outcome.faults.map((one) => [String(one.row || ''), one.column, one[lang]]);
  const said = applied ? words.applied : wasMeant ? words.withheld : words.previewed;
  desk.answer(
    () => outcome,
    () => [
      ...(changes.length > 0 ? table(words.changeHeads, changes, paper) : []),
      ...(faults.length > 0 ? ['', ...table(words.faultHeads, faults, paper)] : []),
      ...(outcome.left.length > 0 ? [paper.yellow(words.left(outcome.left))] : []),
      words.counts({ ...outcome, faults: faultCount }),
      ...brokenLines(desk, outcome.broken),
      applied ? paper.green(said) : paper.yellow(said),
    ],
  );
}

/** Whoever may not hold his post any more, and who could. */
const brokenLines = (desk: Desk, broken: readonly Replaceable[]): string[] =>
  broken.length === 0
    ? []
    : [
        desk.paper.red(desk.t.registers.broken),
        ...broken.map((one) => assignmentWords(one, one.substitutes, desk.lang)),
      ];
