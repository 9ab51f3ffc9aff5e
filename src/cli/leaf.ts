import type { Command } from 'commander';
import type { Desk } from './desk.js';

/** A group of commands, as `season`. */
export const group = (program: Command, name: string, description: string, { t }: Desk): Command =>
  program.command(name).description(description).helpCommand('help [command]', t.commands.help);

/** A command with the options that every command has. */
export const leaf = (parent: Command, usage: string, description: string, { t }: Desk): Command =>
  parent
    .command(usage)
    .description(description)
    .allowExcessArguments(false)
    .option('--json', t.options.json)
    .option('--lang <lang>', t.options.lang)
    .option('--profile <name>', t.options.profile);

/** Options that may be given several times. */
export const gather = (one: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  one,
];

/** The arguments that name a duty. */
export const withDuty = (command: Command, { t }: Desk): Command =>
  command
    .argument('<unit>', t.options.unitArgument)
    .argument('<step>', t.options.stepArgument)
    .option('--session <id>', t.options.session);
