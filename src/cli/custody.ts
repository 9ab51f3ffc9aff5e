import type { Command } from 'commander';
import { labelText, statementText } from '../engine/custody-words.js';
import type { CustodyAct } from '../engine/model.js';
import { actOn, withSender, type Sender, type SenderOptions } from './act-on.js';
import { addCustodyPrint } from './custody-print.js';
import { addCustodyList, addCustodyShow } from './custody-show.js';
import type { Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { misuse } from './misuse.js';

interface Options extends SenderOptions {
  readonly post: string;
  readonly boxes: string;
  readonly packets: string;
  readonly sheets: string;
  readonly seals: string;
  readonly code: string;
  readonly session: string;
  readonly subject: string;
  readonly track: string;
  readonly plate: string;
  readonly aboard: string;
  readonly others: string;
  readonly reason: string;
  readonly without?: string;
}

/** `custody list|show|confirm|labels|open|depart|call|arrive|alight|settle|print`. */
export function custodyCommands(program: Command, desk: Desk): void {
  const { command } = desk.t.custody;
  const custody = group(program, 'custody', command.custody, desk);
  addCustodyList(custody, desk);
  addCustodyShow(custody, desk);
  addSignatures(custody, desk);
  addDeeds(custody, desk);
  addCustodyPrint(custody, desk);
}

/** What two and two, or two, sign: the same words for all, made of what each has counted or read. */
function addSignatures(custody: Command, desk: Desk): void {
  const { command, option } = desk.t.custody;
  const counted = (usage: string, description: string, argument: string): Command =>
    signing(custody, desk, usage, description, argument)
      .requiredOption('--boxes <number>', option.boxes)
      .requiredOption('--packets <number>', option.packets)
      .requiredOption('--sheets <number>', option.sheets)
      .requiredOption('--seals <number>', option.seals)
      .requiredOption('--code <code>', option.code);
  counted('confirm', command.confirm, `<handover> ${option.handover}`).action(
    (unit: string, handover: string, options: Options) =>
      confirm(desk, unit, handover, options, countedIn(desk, options)),
  );
  counted('open', command.open, `<opening> ${option.opening}`).action(
    (unit: string, opening: string, options: Options) =>
      confirm(desk, unit, `open@${opening}`, options, countedIn(desk, options)),
  );
  signing(custody, desk, 'labels', command.labels, `<opening> ${option.opening}`)
    .requiredOption('--session <id>', option.session)
    .requiredOption('--subject <name>', option.subject)
    .requiredOption('--track <name>', option.track)
    .action((unit: string, opening: string, options: Options) =>
      confirm(desk, unit, `labels@${opening}`, options, labelText(options)),
    );
}

/** What the crew reports, and what a named person settles. */
function addDeeds(custody: Command, desk: Desk): void {
  const { command, option } = desk.t.custody;
  deed(custody, desk, 'depart', command.depart, option.leg)
    .requiredOption('--plate <plate>', option.plate)
    .requiredOption('--aboard <posts>', option.aboard)
    .option('--others <number>', option.others, '0')
    .action((unit: string, leg: string, options: Options) =>
      report(desk, unit, `depart@${leg}`, options, {
        ...{ act: 'depart', plate: options.plate, aboard: listed(options.aboard) },
        others: countSaid(desk, '--others', options.others),
      }),
    );
  deed(custody, desk, 'call', command.call, option.leg)
    .argument('[number]', option.number, '1')
    .action((unit: string, leg: string, number: string, options: Options) =>
      report(desk, unit, `call@${leg}.${number}`, options, { act: 'call' }),
    );
  deed(custody, desk, 'arrive', command.arrive, option.leg).action(
    (unit: string, leg: string, options: Options) =>
      report(desk, unit, `arrive@${leg}`, options, { act: 'arrive' }),
  );
  deed(custody, desk, 'alight', command.alight, option.leg)
    .requiredOption('--post <post>', option.leaving)
    .action((unit: string, leg: string, options: Options) =>
      report(desk, unit, `arrive@${leg}`, options, { act: 'alight', post: options.post }),
    );
  deed(custody, desk, 'settle', command.settle, option.handover)
    .requiredOption('--reason <text>', option.reason)
    .option('--without <packets>', option.without)
    .action((unit: string, handover: string, options: Options) =>
      report(desk, unit, handover, options, {
        ...{ act: 'settle', reason: options.reason },
        without: listed(options.without ?? ''),
      }),
    );
}

function signing(
  custody: Command,
  desk: Desk,
  usage: string,
  description: string,
  argument: string,
): Command {
  const { option } = desk.t.custody;
  const [name = '', ...words] = argument.split(' ');
  const command = leaf(custody, usage, description, desk)
    .argument('<unit>', option.unit)
    .argument(name, words.join(' '));
  return withSender(command, desk).requiredOption('--post <post>', option.post);
}

const deed = (custody: Command, desk: Desk, usage: string, description: string, what: string) =>
  withSender(
    leaf(custody, usage, description, desk)
      .argument('<unit>', desk.t.custody.option.unit)
      .argument(usage === 'settle' ? '<handover>' : '<leg>', what),
    desk,
  );

function confirm(desk: Desk, unit: string, duty: string, options: Options, content: string) {
  const named = dutyNamed(duty);
  return actOn(desk, options, { name: 'confirm', unit, about: duty }, (_, sender: Sender) => ({
    ...{ ...sender, ...named, post: options.post, content },
  }));
}

function report(desk: Desk, unit: string, duty: string, options: Options, act: CustodyAct) {
  const named = dutyNamed(duty);
  const blank = act.act === 'settle' && act.without.length === 0;
  const { without: _none, ...rest } = { without: undefined, ...act };
  const said = blank ? rest : act;
  return actOn(desk, options, { name: 'custody', unit, about: duty }, (_, sender: Sender) => ({
    ...sender,
    ...named,
    ...said,
  }));
}

/** `load@site-1` is the step `custody-load` of that leg. */
function dutyNamed(duty: string): { readonly step: string; readonly occurrence: string } {
  const [act = '', occurrence = ''] = duty.split('@');
  return { step: act.startsWith('custody-') ? act : `custody-${act}`, occurrence };
}

const countedIn = (desk: Desk, { boxes, packets, sheets, seals, code }: Options): string =>
  statementText({
    boxes: countSaid(desk, '--boxes', boxes),
    packets: countSaid(desk, '--packets', packets),
    sheets: countSaid(desk, '--sheets', sheets),
    seals: countSaid(desk, '--seals', seals),
    code: code.replace(/[\s-]/g, '').toUpperCase(),
  });

function countSaid(desk: Desk, option: string, text: string): number {
  if (/^\d{1,8}$/.test(text)) return Number(text);
  throw misuse(desk.lang, (words) => words.form(`${option} ${text}`));
}

const listed = (text: string): string[] => text.split(/[\s,，、]+/u).filter((one) => one !== '');
