import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ChannelSetting } from '../../settings/channel-schema.js';
import type { ChannelSettings } from '../../settings/read-channels.js';
import type { Channel } from '../../service/courier/channel-port.js';
import type { SetChannel } from '../../service/courier/channel-order.js';
import { mailChannel } from './mail-channel.js';
import { createMailer, type Mailer } from './mailer.js';
import { fileChannel, terminalChannel } from './plain-channels.js';
import { createPoster } from './post.js';
import { dingtalk, feishu, wecom } from './robot-dialects.js';
import { robotChannel } from './robot.js';
import { smsChannel, type Sms } from './sms-channel.js';
import { webhookChannel } from './webhook-channel.js';

export interface OpenParts {
  readonly now: () => number;
  /** A file of the settings, seen from where they stand. */
  readonly pathOf: (path: string) => string;
  /** The terminal of the process. */
  readonly write: (line: string) => void;
}

export interface OpenedChannels {
  readonly all: readonly SetChannel[];
  /** What can also carry codes, by name. */
  readonly mailers: ReadonlyMap<string, Mailer>;
  readonly sms: ReadonlyMap<string, Sms>;
  close(): void;
}

type Of<Kind extends ChannelSetting['kind']> = Extract<ChannelSetting, { kind: Kind }>;

/** Robots of chat groups are slow; more than this a minute gets them shut out. */
const ROBOT_A_MINUTE = 20;
const ROBOTS = { wecom, dingtalk, feishu };

/** The channels of the settings, ready to send. Throws where a certificate that they name cannot be read. */
export function openChannels({ file, secret }: ChannelSettings, parts: OpenParts): OpenedChannels {
  const { now, pathOf, write } = parts;
  const mailers = new Map<string, Mailer>();
  const sms = new Map<string, Sms>();
  const closing: (() => void)[] = [];
  const all = file.channels.map((one): SetChannel => {
    const links = one.links ?? LINKS[one.kind];
    return { channel: open(one, links), kind: one.kind, carries: one.carries, links };
  });
  return {
    ...{ all, mailers, sms },
    close: () => {
      for (const close of closing) close();
    },
  };

  function open(one: ChannelSetting, links: boolean): Channel {
    const { name, rehearsals: isForRehearsals, carries } = one;
    const usual = { name, isForRehearsals, carries, links, perMinute: one.perMinute ?? null };
    switch (one.kind) {
      case 'wecom':
      case 'dingtalk':
      case 'feishu': {
        const perMinute = one.perMinute ?? ROBOT_A_MINUTE;
        const webhook = new URL(secret(name, 'webhook') ?? '');
        const signed = { webhook, secret: secret(name, 'secret') };
        const setting = { ...usual, ...signed, perMinute };
        return robotChannel(setting, ROBOTS[one.kind], posterOf(one), now);
      }
      case 'sms': {
        const { template, codeTemplate = null, most } = one;
        const setting = { ...usual, ...placeOf(one), template, codeTemplate, most };
        const channel = smsChannel(setting, posterOf(one), now);
        sms.set(name, channel);
        return channel;
      }
      case 'webhook':
        return webhookChannel({ ...usual, ...placeOf(one) }, posterOf(one), now);
      case 'mail': {
        const mailer = mailerOf(one);
        mailers.set(name, mailer);
        return mailChannel({ ...usual, domain: domainOf(one) }, mailer);
      }
      case 'file':
        return fileChannel({ ...usual, file: pathOf(one.path) }, now);
      case 'terminal':
        return terminalChannel(usual, write);
    }
  }

  function posterOf({ reach, ca }: Of<'wecom' | 'dingtalk' | 'feishu' | 'sms' | 'webhook'>) {
    const poster = createPoster({ reach, ca: certificates(ca) });
    closing.push(() => poster.close());
    return poster;
  }

  function mailerOf({ name, server, user, from, tls, ca }: Of<'mail'>): Mailer {
    const password = secret(name, 'password');
    const signIn = user === undefined ? {} : { user, ...(password !== null && { password }) };
    return createMailer({ url: server, from, tls, ca: certificates(ca), ...signIn });
  }

  function placeOf({ name, url, key }: Of<'sms' | 'webhook'>) {
    return { url: new URL(url), key, secret: secret(name, 'secret') ?? '' };
  }

  function certificates(path: string | undefined): string | null {
    return path === undefined ? null : readFileSync(pathOf(path), 'utf8');
  }
}

/**
 * Where a link goes along unless the settings say otherwise: not where a whole group reads it, nor where an approved
 * text has no room for it.
 */
const LINKS: Readonly<Record<ChannelSetting['kind'], boolean>> = {
  ...{ wecom: false, dingtalk: false, feishu: false, sms: false },
  ...{ webhook: true, mail: true, file: true, terminal: false },
};

function domainOf({ domain, from }: Of<'mail'>): string {
  return domain ?? /@([a-z0-9.-]+)>?$/i.exec(from)?.[1] ?? hostname();
}
