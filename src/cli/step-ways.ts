import { type Command, Option } from 'commander';
import { crewText } from '../engine/watch.js';
import type { Acting, ActMessage, ActName, Sender, SenderOptions } from './act-on.js';
import type { Desk } from './desk.js';
import { instantSaid } from './era.js';
import { gather } from './leaf.js';
import { formSaid, linesSaid, postSaid } from './readings.js';

/** The options of all of them. */
export interface Options extends SenderOptions {
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
export interface Way {
  readonly usage: string;
  readonly name: ActName;
  readonly description: keyof Desk['t']['commands'];
  readonly add: (command: Command, words: Desk['t']['options']) => Command;
  readonly message: (on: OnDuty, options: Options, acting: Acting) => ActMessage;
}

const withForm: Way['add'] = (command, words) =>
  command
    .option('--form <name=value>', words.form, gather)
    .option('--form-file <file>', words.formFile);

/** What can be done to a duty by one command each; their order is that of the help. */
export const WAYS: readonly Way[] = [
  {
    usage: 'complete',
    name: 'completeSteps',
    description: 'stepComplete',
    add: withForm,
    message: (on, { form: said, formFile }, { desk }) => {
      const form = formSaid(desk, said, formFile);
      return { ...on, ...(form && { form }) };
    },
  },
  {
    usage: 'amend',
    name: 'amend',
    description: 'stepAmend',
    add: (command, words) =>
      withForm(command, words).requiredOption('--reason <text>', words.reason),
    message: (on, { form, formFile, reason }, { desk }) => ({
      ...on,
      form: formSaid(desk, form, formFile) ?? {},
      reason,
    }),
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
