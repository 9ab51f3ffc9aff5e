import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Answer } from '../engine/model.js';
import { NotReachable, Refusal } from '../service/outcome.js';
import type { Port } from '../service/port.js';
import { refusalSentence } from '../text/refusals.js';
import { dayTime } from '../text/when.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import type { Desk } from './desk.js';
import { eraOf, instantSaid, seasonMeant, type Era } from './era.js';
import { inIso } from './in-iso.js';
import { UnknownOutcome } from './unknown-outcome.js';

type Act = Parameters<Port['act']>;
/** What has no command of its own yet is left out. */
export type ActName = Exclude<Act[2], 'standIn'>;
export type ActMessage = Act[3];

/** Who acts, how it came to be known, and the key of the intent. */
export interface SenderOptions {
  readonly season?: string;
  readonly by: string;
  readonly happenedAt?: string;
  readonly recordedBy?: string;
  readonly key?: string;
}

/** What a command's own part of its message is made of. */
export interface Acting {
  readonly desk: Desk;
  readonly era: Era;
  readonly unit: string;
}

export interface Sender {
  readonly by: string;
  readonly key: string;
  readonly happenedAt?: number;
  readonly recordedBy?: string;
}

/** The options of everybody who acts. */
export const withSender = (command: Command, { t }: Desk): Command =>
  command
    .requiredOption('--by <person>', t.options.by)
    .option('--season <id>', t.options.season)
    .option('--happened-at <when>', t.options.happenedAt)
    .option('--recorded-by <person>', t.options.recordedBy)
    .option('--key <key>', t.options.key);

/** Sends one command to a unit and says what came of it; `about` names the duty to people. */
export function actOn(
  desk: Desk,
  options: SenderOptions,
  { name, unit, about }: { readonly name: ActName; readonly unit: string; readonly about: string },
  message: (acting: Acting, sender: Sender) => ActMessage,
): Promise<void> {
  return desk.withService(async (service) => {
    const season = await seasonMeant(desk, service, options.season);
    const era = eraOf(desk, season);
    const sender = senderOf(desk, options, era);
    const said = message({ desk, era, unit }, sender);
    const answer = await service.act(season.id, unit, name, said).catch((error: unknown) => {
      throw error instanceof NotReachable ? new UnknownOutcome(error.message, sender.key) : error;
    });
    if (answer.refused) throw refusalOf(answer, era);
    const done = {
      season: season.id,
      unit,
      duty: about,
      done: name,
      key: sender.key,
      at: answer.at,
      ...(answer.ordinal !== undefined && { ordinal: answer.ordinal }),
      ...(answer.session !== undefined && { session: answer.session }),
    };
    desk.answer(
      () => inIso(era.calendar, done),
      () => [
        [desk.paper.green(desk.t.say.done[name]), unit, about, answer.session]
          .filter((word) => word !== undefined)
          .join('  '),
      ],
    );
  });
}

function senderOf(
  desk: Desk,
  { by, happenedAt, recordedBy, key = randomUUID() }: SenderOptions,
  era: Era,
): Sender {
  return {
    by,
    key,
    ...(happenedAt !== undefined && {
      happenedAt: instantSaid(desk, '--happened-at', happenedAt, era),
    }),
    ...(recordedBy !== undefined && { recordedBy }),
  };
}

function refusalOf({ refused = 'unreadable', detail, since }: Answer, { calendar }: Era): Refusal {
  const sentence = (lang: Lang): string =>
    refusalSentence(refused, detail, lang) +
    (since === undefined ? '' : texts(lang).say.since(dayTime(lang, calendar, since)));
  return new Refusal(refused, sentence('zh'), sentence('en'));
}
