import type { Command } from 'commander';
import { prepare, type PlanFault, type Prepared, type Wish } from '../service/prepare.js';
import { EXIT, type Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { misuse } from './misuse.js';
import { addSimulate } from './plan-simulate.js';
import { daySaid } from './readings.js';

interface CheckOptions {
  readonly examDay?: string;
  readonly season?: string;
}

/** `plan check|simulate`: they need neither server nor store. */
export function planCommands(program: Command, desk: Desk): void {
  const { t } = desk;
  const plan = group(program, 'plan', t.commands.plan, desk);
  leaf(plan, 'check', t.commands.planCheck, desk)
    .argument('<folder>', t.options.folder)
    .option('--exam-day <day>', t.options.examDay)
    .option('--season <id>', t.options.newSeason)
    .action((folder: string, options: CheckOptions) => {
      const prepared = preparedFrom(desk, folder, options);
      if (prepared) desk.answer(...whatItHolds(desk, prepared));
    });
  addSimulate(plan, desk);
}

/** The folder prepared; or null, its faults printed and the exit code set. */
export function preparedFrom(desk: Desk, folder: string, { season, examDay, rehearsal }: Wish): Prepared | null {
  const wish: Wish = {
    ...(season !== undefined && { season }),
    ...(examDay !== undefined && { examDay: daySaid(desk, '--exam-day', examDay) }),
    ...(rehearsal && { rehearsal }),
  };
  const prepared = prepareOr(desk, folder, wish);
  if (!('faults' in prepared)) return prepared;
  desk.exitCode = EXIT.refused;
  desk.answer(
    () => ({ ok: false, faults: prepared.faults }),
    () => prepared.faults.map((fault) => faultLine(fault, desk)),
  );
  if (!desk.json) desk.context.err(desk.paper.red(desk.t.say.planFaults(prepared.faults.length)));
  return null;
}

function prepareOr(desk: Desk, folder: string, wish: Wish) {
  try {
    return prepare(folder, wish);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw misuse(desk.lang, (words) => words.override(error.message));
  }
}

const faultLine = ({ file, line, column, code, zh, en }: PlanFault, { lang, paper }: Desk): string =>
  `${paper.bold(`${file}:${line}:${column}`)}: ${code}: ${lang === 'zh' ? zh : en}`;

function whatItHolds(desk: Desk, { plan, unitPlans }: Prepared) {
  const duties = unitPlans.reduce((sum, { body }) => sum + body.duties.length, 0);
  const counts = { units: plan.units.length, steps: plan.steps.length, duties };
  const { season, title, examDay } = plan;
  return [
    () => ({ ok: true, season, title, examDay, ...counts }),
    () => [desk.paper.green(desk.t.say.planOk(counts))],
  ] as const;
}
