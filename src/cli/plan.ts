import type { Command } from 'commander';
import { bundleOf } from '../plan/bundle.js';
import type { Prepared } from '../service/prepare.js';
import type { Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { addDiff } from './plan-diff.js';
import { addImport } from './plan-import.js';
import { addNew } from './plan-new.js';
import { addPrint } from './plan-print.js';
import { addSimulate } from './plan-simulate.js';
import { preparedFrom } from './prepared.js';

interface CheckOptions {
  readonly examDay?: string;
  readonly season?: string;
  readonly registers?: true;
}

/** `plan new|import|print|check|simulate|diff`: they need neither server nor store; `check --registers` asks the service. */
export function planCommands(program: Command, desk: Desk): void {
  const { t } = desk;
  const plan = group(program, 'plan', t.commands.plan, desk);
  leaf(plan, 'check', t.commands.planCheck, desk)
    .argument('<folder>', t.options.folder)
    .option('--exam-day <day>', t.options.examDay)
    .option('--season <id>', t.options.newSeason)
    .option('--registers', t.options.registers)
    .action(async (folder: string, { registers, ...options }: CheckOptions) => {
      const prepared = preparedFrom(desk, folder, options);
      if (!prepared) return;
      if (registers) await heldAgainstRegisters(desk, folder, options);
      desk.answer(...whatItHolds(desk, prepared));
    });
  for (const add of [addNew, addImport, addPrint]) add(plan, desk);
  addSimulate(plan, desk);
  addDiff(plan, desk);
}

/** Throws what a start would be refused for. */
async function heldAgainstRegisters(desk: Desk, folder: string, wish: CheckOptions): Promise<void> {
  const bundle = bundleOf(folder);
  if ('faults' in bundle) throw new Error(`${folder} was read without faults a moment ago`);
  await desk.withHttp(async (http) => {
    await http.send('POST', '/api/v1/plans/check', { bundle, wish, registers: true });
  });
}

function whatItHolds(desk: Desk, { plan, unitPlans }: Prepared) {
  const duties = unitPlans.reduce((sum, { body }) => sum + body.duties.length, 0);
  const counts = { units: plan.units.length, steps: plan.steps.length, duties };
  const { season, title, examDay } = plan;
  return [
    () => ({ ok: true, season, title, examDay, ...counts }),
    () => [desk.paper.green(desk.t.say.planOk(counts))],
  ] as const;
}
