import { codesByMail, codesBySms, type AddressOf } from '../adapters/channels/code-channels.js';
import { openChannels, type OpenedChannels } from '../adapters/channels/open-channels.js';
import type { Urgency } from '../courier/model.js';
import type { Channels } from '../service/courier/channel-order.js';
import type { CodeChannel } from '../service/desks/ports.js';
import type { ChannelsFile } from '../settings/channel-schema.js';
import type { ChannelSettings } from '../settings/read-channels.js';
import { besideSettings, channelSettings } from './channel-settings.js';
import type { Place } from './place.js';

/** The channels of a process. */
export interface ChannelRoom extends Channels {
  /** By which codes for one-time links go before they go to the file; none where the settings name none. */
  codes(facts: CodeFacts): readonly CodeChannel[];
  close(): void;
}

export interface CodeFacts {
  readonly subject: string;
  readonly mailOf: AddressOf;
  readonly phoneOf: AddressOf;
}

/**
 * Opens the channels that the settings name; without settings, a file of the data folder that stands for all of them.
 * Throws `Misconfigured`.
 */
export function openChannelRoom(place: Pick<Place, 'channels'>): ChannelRoom {
  const settings = channelSettings(place) ?? WITHOUT;
  // Not the operator's log: that holds nothing of what people are told.
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const pathOf = (path: string): string => besideSettings(place, path);
  const opened = openChannels(settings, { now: Date.now, pathOf, write });
  return {
    all: opened.all,
    order: orderOf(settings.file),
    codes: (facts) => (settings.file.codes ?? []).flatMap((name) => codesBy(opened, name, facts)),
    close: () => opened.close(),
  };
}

/**
 * In place of settings: a file for real seasons. A rehearsal has no channel then; its words stand in the file of notices,
 * at once, as its clock would have it.
 */
const WITHOUT: ChannelSettings = {
  file: {
    channels: [
      { kind: 'file', name: 'file', carries: 'sensitive', path: 'letters.log', rehearsals: false },
    ],
  },
  secret: () => null,
  secretFiles: [],
};

/** Files and terminals reach nobody by themselves: where there is anything else, they are tried only if they are named. */
function orderOf({ channels, order }: ChannelsFile): Channels['order'] {
  const isPaper = ({ kind }: { kind: string }) => kind === 'file' || kind === 'terminal';
  const usual = [true, false].flatMap((rehearsals) => {
    const own = channels.filter((one) => one.rehearsals === rehearsals);
    const ways = own.filter((one) => !isPaper(one));
    return (ways.length > 0 ? ways : own).map(({ name }) => name);
  });
  const of = (urgency: Urgency) => order?.[urgency] ?? usual;
  return { critical: of('critical'), urgent: of('urgent'), ordinary: of('ordinary') };
}

function codesBy(
  { mailers, sms }: OpenedChannels,
  name: string,
  { subject, mailOf, phoneOf }: CodeFacts,
): readonly CodeChannel[] {
  const mailer = mailers.get(name);
  const texts = sms.get(name);
  return [
    ...(mailer ? [codesByMail(mailer, { subject, mailOf })] : []),
    ...(texts ? [codesBySms(texts, phoneOf)] : []),
  ];
}
