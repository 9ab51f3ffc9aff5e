import { Option, type Command } from 'commander';
import type { Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { addCheck } from './register-check.js';
import { addExport, addImport } from './register-tables.js';
import { addList, addShow } from './register-show.js';
import { showImported } from './register-outcome.js';
import type { ImportOutcome } from '../service/registers/registers.js';

/** `register import|export|list|show|check|declare|train`: people, departments, devices. */
export function registerCommands(program: Command, desk: Desk): void {
  const t = desk.t.registers;
  const register = group(program, 'register', t.group, desk);
  for (const add of [addImport, addExport, addList, addShow, addCheck]) add(register, desk);
  const yesNo = (flags: string, words: string) =>
    new Option(flags, words).choices(['yes', 'no']).makeOptionMandatory();
  leaf(register, 'declare', t.declare, desk)
    .argument('<person>', t.personArgument)
    .requiredOption('--exam <exam>', t.exam)
    .requiredOption('--day <day>', t.day)
    .addOption(yesNo('--relative <answer>', t.relative))
    .addOption(yesNo('--graduating <answer>', t.graduating))
    .option('--confirmed <name>', t.confirmed)
    .option('--by <person>', t.by)
    .action((person: string, { day, lang: _l, json: _j, ...said }: Said & { day: string }) =>
      put(desk, person, 'declarations', { ...said, declared: day }),
    );
  leaf(register, 'train', t.train, desk)
    .argument('<person>', t.personArgument)
    .requiredOption('--course <id>', t.course)
    .requiredOption('--date <day>', t.date)
    .addOption(
      new Option('--result <result>', t.result).choices(['passed', 'failed']).makeOptionMandatory(),
    )
    .addOption(new Option('--side <side>', t.side).choices(['sending', 'receiving']))
    .option('--by <person>', t.by)
    .action((person: string, { lang: _l, json: _j, ...said }: Said) =>
      put(desk, person, 'trainings', said),
    );
}

interface Said {
  readonly lang?: string;
  readonly json?: boolean;
}

const put = (desk: Desk, person: string, kind: string, body: object): Promise<void> =>
  desk.withHttp(async (http) => {
    const address = `/api/v1/people/${encodeURIComponent(person)}/${kind}`;
    showImported(desk, await http.send<ImportOutcome>('POST', address, body));
  });
