import type { Command } from 'commander';
import { actOn, withSender } from './act-on.js';
import type { Desk } from './desk.js';
import { group, leaf, withDuty } from './leaf.js';
import { addAdd } from './step-add.js';
import { addShow } from './step-show.js';
import { WAYS, type Options, type Way } from './step-ways.js';

/** `step show|complete|amend|answer|confirm|relieve|leave|accept|return|add|waive|sign-for|hand-on|object`. */
export function stepCommands(program: Command, desk: Desk): void {
  const step = group(program, 'step', desk.t.commands.step, desk);
  addShow(step, desk);
  for (const way of WAYS) addWay(step, desk, way);
  addAdd(step, desk);
}

function addWay(step: Command, desk: Desk, { usage, name, description, add, message }: Way): void {
  const { commands, options: words } = desk.t;
  const command = withDuty(leaf(step, usage, commands[description], desk), desk);
  add(withSender(command, desk), words).action((unit: string, said: string, options: Options) => {
    const { id, session } = dutySaid(said, options.session);
    const about = session === undefined ? id : `${id}@${session}`;
    return actOn(desk, options, { name, unit, about }, (acting, sender) =>
      message(
        { ...sender, step: id, ...(session !== undefined && { occurrence: session }) },
        options,
        acting,
      ),
    );
  });
}

/** A step, and which of its occurrences: by `--session`, or as lists print a duty, `vault-patrol@3`. */
function dutySaid(
  said: string,
  session: string | undefined,
): Pick<Options, 'session'> & { id: string } {
  const at = said.indexOf('@');
  if (session !== undefined || at <= 0)
    return { id: said, ...(session !== undefined && { session }) };
  return { id: said.slice(0, at), session: said.slice(at + 1) };
}
