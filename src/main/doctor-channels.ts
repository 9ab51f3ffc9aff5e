import { readFileSync } from 'node:fs';
import { knock, type Door } from '../adapters/channels/knock.js';
import type { ChannelSetting } from '../settings/channel-schema.js';
import type { ChannelSettings } from '../settings/read-channels.js';
import { besideSettings, channelSettings } from './channel-settings.js';
import { finding, misreadFindings, type DoctorFinding } from './doctor-finding.js';
import { openFinding } from './doctor-files.js';
import type { Place } from './place.js';

/** The ways to people: whether their settings can be read, by whom, and whether somebody answers at their ends. */
export async function channelFindings(
  place: Pick<Place, 'channels'>,
): Promise<readonly DoctorFinding[]> {
  const read = settingsOf(place);
  if (Array.isArray(read)) return read;
  if (read === null) return [finding('channels', 'warn', (words) => words.noChannels)];
  const open = [...new Set(read.secretFiles)].flatMap(
    (file) => openFinding('channels', besideSettings(place, file), 'bad') ?? [],
  );
  const away = await Promise.all(read.file.channels.map((one) => awayFinding(place, read, one)));
  const found = [...open, ...away.flatMap((one) => one ?? [])];
  return found.length > 0 ? found : [finding('channels')];
}

function settingsOf(place: Pick<Place, 'channels'>): ChannelSettings | null | DoctorFinding[] {
  try {
    return channelSettings(place);
  } catch (error) {
    return misreadFindings('channels', error);
  }
}

async function awayFinding(
  place: Pick<Place, 'channels'>,
  settings: ChannelSettings,
  channel: ChannelSetting,
): Promise<DoctorFinding | null> {
  const door = doorOf(place, settings, channel);
  const said = door && (await knock(door));
  if (said === null) return null;
  return finding('channels', 'bad', (words) => words.channelAway(channel.name, said));
}

/** Where the channel's provider is; null for those of this machine. */
function doorOf(
  place: Pick<Place, 'channels'>,
  { secret }: ChannelSettings,
  channel: ChannelSetting,
): Door | null {
  if (channel.kind === 'file' || channel.kind === 'terminal') return null;
  const ca =
    channel.ca === undefined ? null : readFileSync(besideSettings(place, channel.ca), 'utf8');
  if (channel.kind === 'mail') return { url: new URL(channel.server), reach: 'any', ca };
  const address = 'url' in channel ? channel.url : secret(channel.name, 'webhook');
  return { url: new URL(address ?? ''), reach: channel.reach, ca };
}
