import { type Argument, Command, CommanderError, type Option } from 'commander';
import stringWidth from 'string-width';
import { NotReachable, Refusal } from '../service/outcome.js';
import { auditCommands } from './audit.js';
import { channelCommands } from './channel.js';
import type { CliContext } from './context.js';
import { custodyCommands } from './custody.js';
import { procedureCommands } from './procedure.js';
import { vaultCommands } from './vault.js';
import { assertLang, EXIT, openDesk, type Desk } from './desk.js';
import { linkCommands } from './desk-link.js';
import { siteDeskCommands } from './desk-site.js';
import { eventsCommand } from './events.js';
import { exportCommand } from './export.js';
import { keyCommands } from './keys.js';
import { asMisuse, Misconfigured, Misuse } from './misuse.js';
import { loginCommands } from './login.js';
import { operationsCommands } from './operations.js';
import { overdueCommand } from './overdue.js';
import { personCommands } from './person.js';
import { planCommands } from './plan.js';
import { processCommands } from './processes.js';
import { registerCommands } from './register.js';
import { noticeCommands } from './notices.js';
import { previewCommands } from './preview.js';
import { reportCommands } from './report.js';
import { rosterCommands } from './roster.js';
import { roomCommands } from './room-visits.js';
import { seasonCommands } from './season.js';
import { stepCommands } from './step.js';
import { storeCommands } from './store.js';
import { tokenCommands } from './token.js';
import { UnknownOutcome } from './unknown-outcome.js';
import { upCommand } from './up.js';
import { userCommands } from './user.js';
import { verifyCommand } from './verify.js';

/** All commands; `desk` remembers the exit code of the one that is run. */
export function createProgram(context: CliContext, desk: Desk = openDesk(context)): Command {
  const { t } = desk;
  const program = new Command('kaowu').description(t.commands.kaowu).exitOverride();
  program.configureOutput({
    writeOut: (text) => context.out(text.trimEnd()),
    writeErr: (text) => context.err(text.trimEnd()),
    // Said below, in the user's language.
    outputError: () => {},
  });
  program.configureHelp({
    displayWidth: stringWidth,
    styleTitle: (title) => desk.paper.bold(t.headings[title] ?? title),
    optionDescription: (option) => withGiven(option, desk),
    argumentDescription: (argument) => withGiven(argument, desk),
    ...(desk.paper.width !== null && { helpWidth: desk.paper.width }),
  });
  program.helpOption('-h, --help', t.commands.help).helpCommand('help [command]', t.commands.help);
  const groups = [
    auditCommands,
    loginCommands,
    planCommands,
    seasonCommands,
    stepCommands,
    custodyCommands,
    procedureCommands,
    vaultCommands,
    storeCommands,
    registerCommands,
    rosterCommands,
    roomCommands,
    personCommands,
    keyCommands,
    operationsCommands,
    channelCommands,
    userCommands,
    tokenCommands,
    linkCommands,
    siteDeskCommands,
    reportCommands,
    previewCommands,
    noticeCommands,
  ];
  const lists = [overdueCommand, eventsCommand, exportCommand];
  for (const add of [upCommand, processCommands, ...lists, verifyCommand, ...groups])
    add(program, desk);
  return program;
}

/** Runs one command line (without node and script) and answers its exit code. Defects are thrown. */
export async function runCli(context: CliContext, argv: readonly string[]): Promise<number> {
  const desk = openDesk(context, argv);
  try {
    assertLang(desk, argv);
    await createProgram(context, desk).parseAsync(argv, { from: 'user' });
    return desk.exitCode;
  } catch (error) {
    return failed(desk, error);
  }
}

function failed(desk: Desk, error: unknown): number {
  const { t, lang } = desk;
  if (error instanceof CommanderError && error.code.startsWith('commander.help'))
    return error.exitCode === 0 ? EXIT.done : EXIT.misuse;
  if (error instanceof CommanderError) return failed(desk, asMisuse(error, t));
  if (error instanceof Misuse) {
    complain(desk, { misuse: error.message }, error.message);
    return EXIT.misuse;
  }
  if (error instanceof Misconfigured) {
    const sentences = error.sentences[lang];
    complain(desk, { misconfigured: sentences }, sentences.join('\n'));
    return EXIT.misuse;
  }
  if (error instanceof Refusal) {
    complain(desk, { refused: error.code, sentence: error[lang] }, `${error.code}: ${error[lang]}`);
    return EXIT.refused;
  }
  if (error instanceof UnknownOutcome) {
    const sentence = t.say.unknownOutcome(error.key, error.message);
    complain(desk, { notReachable: error.message, key: error.key, sentence }, sentence);
    return EXIT.notReachable;
  }
  if (error instanceof NotReachable) {
    const sentence = t.say.notReachable(error.message);
    complain(desk, { notReachable: error.message, sentence }, sentence);
    return EXIT.notReachable;
  }
  throw error;
}

// A program reads its answer where it reads all answers; a person sees the sentence beside the output.
function complain({ context, json, paper }: Desk, thing: unknown, sentence: string): void {
  if (json) context.out(JSON.stringify(thing));
  else context.err(paper.red(sentence));
}

/** What may be given and what is meant by default, in the user's language; the choices where no word names them. */
function withGiven(
  {
    description,
    argChoices = [],
    defaultValue,
  }: Pick<Option | Argument, 'description' | 'argChoices'> & { readonly defaultValue?: unknown },
  { t }: Desk,
): string {
  const { choices, byDefault } = t.given;
  const isNamed = argChoices.every((choice) => description.includes(choice));
  return [
    description,
    isNamed ? '' : choices(argChoices),
    typeof defaultValue === 'string' && defaultValue !== '' ? byDefault(defaultValue) : '',
  ].join('');
}
