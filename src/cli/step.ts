import { type Command, Option } from 'commander';
import { crewText } from '../engine/watch.js';
import {
  actOn,
  withSender,
  type Acting,
  type ActMessage,
  type ActName,
  type Sender,
  type SenderOptions,
} from './act-on.js';
import type { Desk } from './desk.js';
import { instantSaid } from './era.js';
import { gather, group, leaf, withDuty } from './leaf.js';
import { formSaid, linesSaid, postSaid } from './readings.js';
import { addAdd } from './step-add.js';
import { addShow } from './step-show.js';

interface Options extends SenderOptions {
  readonly session?: string;
  readonly form?: readonly string[];
  readonly formFile?: string;
  readonly line: readonly string[];
  readonly post: string;
  readonly content: string;
  readonly reason: string;
  readonly due: string;
  readonly promise?: string;
  readonly to: string;
  readonly side: string;
  readonly heads: string;
  readonly members: string;
  readonly hands?: string;
  readonly person: string;
}

interface OnDuty extends Sender {
  readonly step: string;
  readonly occurrence?: string;
}

/** One way to act on a duty: its options, and the message they make. */
interface Way {
  readonly usage: string;
  readonly name: ActName;
  readonly description: keyof Desk['t']['commands'];
  readonly add: (command: Command, words: Desk['t']['options']) => Command;
  readonly message: (on: OnDuty, options: Options, acting: Acting) => ActMessage;
}

/** `step show|complete|answer|confirm|relieve|leave|accept|return|add|waive|sign-for|hand-on|object`. */
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

const WAYS: readonly Way[] = [
  {
    usage: 'complete',
    name: 'completeSteps',
    description: 'stepComplete',
    add: (command, words) =>
      command
        .option('--form <name=value>', words.form, gather)
        .option('--form-file <file>', words.formFile),
    message: (on, { form: said, formFile }, { desk }) => {
      const form = formSaid(desk, said, formFile);
      return { ...on, ...(form && { form }) };
    },
  },
  {
    usage: 'answer',
    name: 'answer',
    description: 'stepAnswer',
    add: (command, words) => command.requiredOption('--line <line=state>', words.line, gather),
    message: (on, { line }, { desk }) => ({ ...on, lines: linesSaid(desk, line) }),
  },
  {
    usage: 'confirm',
    name: 'confirm',
    description: 'stepConfirm',
    add: (command, words) =>
      command
        .requiredOption('--post <post>', words.post)
        .requiredOption('--content <text>', words.content),
    message: (on, { post, content }, { desk, unit }) => ({
      ...on,
      post: postSaid(desk, '--post', post, unit),
      content,
    }),
  },
  {
    usage: 'relieve',
    name: 'confirm',
    description: 'stepRelieve',
    add: (command, words) =>
      command
        .addOption(
          new Option('--side <side>', words.side)
            .choices(['incoming', 'outgoing'])
            .makeOptionMandatory(),
        )
        .requiredOption('--heads <persons>', words.heads)
        .option('--members <persons>', words.members, '')
        .option('--hands <persons>', words.hands),
    // Both sides confirm the same crew, whatever commas and spaces they typed.
    message: (on, { side, heads, members, hands }) => {
      const [key, combination] = personsIn(hands ?? '');
      const both = key !== undefined && combination !== undefined;
      return {
        ...on,
        post: side,
        content: crewText({
          ...{ heads: personsIn(heads), members: personsIn(members) },
          ...(both && { hands: [key, combination] }),
        }),
      };
    },
  },
  {
    usage: 'leave',
    name: 'leave',
    description: 'stepLeave',
    add: (command, words) => command.requiredOption('--person <person>', words.leaving),
    message: (on, { person }) => ({ ...on, person }),
  },
  {
    usage: 'accept',
    name: 'accept',
    description: 'stepAccept',
    add: (command, words) => command.option('--reason <text>', words.reason),
    message: (on, { reason }) => ({ ...on, ...(reason !== undefined && { reason }) }),
  },
  {
    usage: 'return',
    name: 'return',
    description: 'stepReturn',
    add: (command, words) =>
      command
        .requiredOption('--reason <text>', words.reason)
        .requiredOption('--due <when>', words.due),
    message: (on, { reason, due }, { desk, era }) => ({
      ...on,
      reason,
      dueAt: instantSaid(desk, '--due', due, era),
    }),
  },
  {
    usage: 'waive',
    name: 'waive',
    description: 'stepWaive',
    add: (command, words) => command.requiredOption('--reason <text>', words.reason),
    message: (on, { reason }) => ({ ...on, reason }),
  },
  {
    usage: 'sign-for',
    name: 'signFor',
    description: 'stepSignFor',
    add: (command, words) => command.option('--promise <when>', words.promise),
    message: (on, { promise }, { desk, era }) => ({
      ...on,
      ...(promise !== undefined && { promiseAt: instantSaid(desk, '--promise', promise, era) }),
    }),
  },
  {
    usage: 'hand-on',
    name: 'handOn',
    description: 'stepHandOn',
    add: (command, words) => command.requiredOption('--to <post>', words.to),
    message: (on, { to }, { desk, unit }) => ({ ...on, to: postSaid(desk, '--to', to, unit) }),
  },
  {
    usage: 'object',
    name: 'object',
    description: 'stepObject',
    add: (command, words) => command.requiredOption('--reason <text>', words.reason),
    message: (on, { reason }) => ({ ...on, reason }),
  },
];

const personsIn = (text: string): string[] => text.split(/[\s,，、]+/u).filter((id) => id !== '');
