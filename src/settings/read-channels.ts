import { faultAt, sortFaults, type Fault, type FaultCode } from '../plan/faults.js';
import { nearest } from '../plan/nearest.js';
import type { Path, YamlSource } from '../plan/yaml-source.js';
import { CHANNELS, type ChannelSetting, type ChannelsFile } from './channel-schema.js';
import { readSettings } from './read-settings.js';

/** Looks up what a reference names: its text, or null where there is none. */
export type SecretOf = (reference: SecretReference) => string | null;
export type SecretReference = { readonly env: string } | { readonly file: string };

/** The settings with what their references hold. */
export interface ChannelSettings {
  readonly file: ChannelsFile;
  /** By channel and field. */
  secret(channel: string, field: SecretField): string | null;
  /** Files that secrets stand in. */
  readonly secretFiles: readonly string[];
}

const SECRET_FIELDS = ['webhook', 'secret', 'password'] as const;
export type SecretField = (typeof SECRET_FIELDS)[number];

/** Chat programs that shut out whoever sends more; others say so themselves. */
const MOST_A_MINUTE: Partial<Record<ChannelSetting['kind'], number>> = {
  wecom: 20,
  dingtalk: 20,
  feishu: 100,
};

/** Reads `channels.yaml`; each fault with its line and column, in both languages. No secret stands in a fault. */
export function readChannels(
  file: string,
  bytes: Uint8Array,
  secretOf: SecretOf,
): { readonly settings: ChannelSettings } | { readonly faults: readonly Fault[] } {
  const read = readSettings(file, bytes, CHANNELS);
  if ('faults' in read) return read;
  const { said, source } = read;
  const faults: Fault[] = [];
  const secrets = new Map<string, string>();
  const secretFiles: string[] = [];
  const look = { source, faults, secretOf, secrets, secretFiles };
  for (const [n, channel] of said.channels.entries()) checkChannel(look, channel, n, said.channels);
  checkNames(look, said);
  if (faults.length > 0) return { faults: sortFaults(faults) };
  const secret = (channel: string, field: SecretField) =>
    secrets.get(`${channel} ${field}`) ?? null;
  return { settings: { file: said, secret, secretFiles } };
}

interface Look {
  readonly source: YamlSource;
  readonly faults: Fault[];
  readonly secretOf: SecretOf;
  readonly secrets: Map<string, string>;
  readonly secretFiles: string[];
}

function checkChannel(
  look: Look,
  channel: ChannelSetting,
  n: number,
  all: readonly ChannelSetting[],
): void {
  const at = (field: string): Path => ['channels', n, field];
  const say = (field: string, code: FaultCode, more: Record<string, string | number> = {}): void =>
    void look.faults.push(faultAt(look.source.place(at(field)), code, { key: field, ...more }));
  const { name, kind, carries, perMinute } = channel;
  if (all.findIndex((one) => one.name === name) < n) say('name', 'channel-twice', { name });
  const isShort = kind === 'sms' || kind === 'wecom' || kind === 'dingtalk' || kind === 'feishu';
  if (isShort && carries === 'sensitive') say('carries', 'carries-too-much');
  const limit = MOST_A_MINUTE[kind];
  if (limit !== undefined && (perMinute ?? 0) > limit)
    say('perMinute', 'over-the-limit', { limit });
  if ('url' in channel && channel.reach !== 'private' && channel.url.startsWith('http:'))
    say('url', 'bad-channel-url');
  for (const field of SECRET_FIELDS) {
    const reference = Reflect.get(channel, field) as string | undefined;
    if (reference === undefined) continue;
    const { from, text } = found(look, reference);
    if (text === null) say(field, 'secret-missing', { from });
    else if (field === 'webhook' && !isRobotAddress(text, channel))
      say(field, 'secret-no-url', { from });
    else look.secrets.set(`${name} ${field}`, text);
  }
}

function found(
  { secretOf, secretFiles }: Look,
  reference: string,
): { from: string; text: string | null } {
  const cut = reference.indexOf(':');
  const from = reference.slice(cut + 1).trim();
  const isFile = reference.startsWith('file');
  if (isFile) secretFiles.push(from);
  const text = secretOf(isFile ? { file: from } : { env: from })?.trim() ?? '';
  return { from, text: text === '' ? null : text };
}

function isRobotAddress(text: string, channel: ChannelSetting): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  const isInside = 'reach' in channel && channel.reach === 'private';
  return protocol === 'https:' || (protocol === 'http:' && isInside);
}

/** Whatever is named in an order is a channel; codes go by channels that can carry them. */
function checkNames({ source, faults }: Look, { channels, order, codes }: ChannelsFile): void {
  const known = new Map(channels.map((one) => [one.name, one]));
  const say = (path: Path, code: FaultCode, name: string): void => {
    const near = nearest(name, [...known.keys()]);
    faults.push(faultAt(source.place(path), code, { name, nearest: near }));
  };
  for (const [urgency, names] of Object.entries(order ?? {}))
    for (const [n, name] of (names ?? []).entries())
      if (!known.has(name)) say(['order', urgency, n], 'channel-unknown', name);
  for (const [n, name] of (codes ?? []).entries()) {
    const channel = known.get(name);
    if (!channel) say(['codes', n], 'channel-unknown', name);
    else if (channel.kind !== 'mail' && !(channel.kind === 'sms' && channel.codeTemplate))
      say(['codes', n], 'channel-no-codes', name);
  }
}
