import type { Command } from 'commander';
import {
  actOn,
  withSender,
  type Acting,
  type ActMessage,
  type Sender,
  type SenderOptions,
} from './act-on.js';
import type { Desk } from './desk.js';
import { instantSaid } from './era.js';
import { gather, leaf } from './leaf.js';
import { durationSaid, postSaid, sourceSaid } from './readings.js';

interface Options extends SenderOptions {
  readonly id: string;
  readonly title: string;
  readonly due: string;
  readonly source: string;
  readonly number?: string;
  readonly acceptBy?: string;
  readonly parent?: string;
  readonly doer?: string;
  readonly answerable?: string;
  readonly remind?: readonly string[];
}

/** `step add`: what a meeting, an instruction or an inspection adds to a running season. */
export function addAdd(step: Command, desk: Desk): void {
  const { t } = desk;
  const command = leaf(step, 'add', t.commands.stepAdd, desk)
    .argument('<unit>', t.options.unitArgument)
    .requiredOption('--id <id>', t.options.id)
    .requiredOption('--title <title>', t.options.title)
    .requiredOption('--due <when>', t.options.due)
    .requiredOption('--source <source>', t.options.source)
    .option('--number <number>', t.options.number)
    .option('--accept-by <post>', t.options.acceptBy)
    .option('--parent <step>', t.options.parent)
    .option('--doer <post>', t.options.doer)
    .option('--answerable <post>', t.options.answerable)
    .option('--remind <duration>', t.options.remind, gather);
  withSender(command, desk).action((unit: string, options: Options) =>
    actOn(desk, options, { name: 'addStep', unit, about: options.id }, (acting, sender) =>
      newDuty(acting, sender, options),
    ),
  );
}

function newDuty({ desk, era, unit }: Acting, sender: Sender, options: Options): ActMessage {
  const { id, title, due, source, number, acceptBy, parent, doer, answerable, remind } = options;
  const post = (flag: string, said: string) => postSaid(desk, flag, said, unit);
  return {
    ...sender,
    duty: {
      id,
      title,
      dueAt: instantSaid(desk, '--due', due, era),
      ...(acceptBy !== undefined && { acceptBy: post('--accept-by', acceptBy) }),
      ...(parent !== undefined && { parent }),
      ...(doer !== undefined && { doer: post('--doer', doer) }),
      ...(answerable !== undefined && { answerable: post('--answerable', answerable) }),
      ...(remind && { remindBeforeMs: remind.map((lead) => durationSaid(desk, '--remind', lead)) }),
    },
    source: {
      type: sourceSaid(desk, source),
      by: sender.by,
      ...(number !== undefined && { number }),
    },
  };
}
