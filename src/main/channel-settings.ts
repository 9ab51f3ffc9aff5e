import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Misconfigured } from '../cli/misuse.js';
import type { Fault } from '../plan/faults.js';
import { onDisk } from '../plan/files.js';
import {
  readChannels,
  type ChannelSettings,
  type SecretReference,
} from '../settings/read-channels.js';
import type { Lang } from '../text/lang.js';
import type { Place } from './place.js';

/** The settings of channels; null where there are none. Throws `Misconfigured` with every fault and its place. */
export function channelSettings({ channels }: Pick<Place, 'channels'>): ChannelSettings | null {
  const { file, isNamed, env } = channels;
  if (!isNamed && !existsSync(file)) return null;
  const folder = dirname(file);
  const bytes = onDisk.read(folder, basename(file));
  if (bytes === null) return null;
  const read =
    bytes instanceof Uint8Array
      ? readChannels(file, bytes, (reference) => secretAt(reference, folder, env))
      : { faults: [bytes] };
  if ('settings' in read) return read.settings;
  throw misread(read.faults);
}

/** A file of the settings, seen from their folder. */
export const besideSettings = ({ channels }: Pick<Place, 'channels'>, path: string): string =>
  resolve(dirname(channels.file), path);

function secretAt(
  reference: SecretReference,
  folder: string,
  env: Place['channels']['env'],
): string | null {
  if ('env' in reference) return env[reference.env] ?? null;
  try {
    return readFileSync(resolve(folder, reference.file), 'utf8');
  } catch {
    return null;
  }
}

/** A file of settings with faults: each with its place, and the process does not start. */
export const misread = (faults: readonly Fault[]): Misconfigured =>
  new Misconfigured({ zh: said(faults, 'zh'), en: said(faults, 'en') });

const said = (faults: readonly Fault[], lang: Lang): string[] =>
  faults.map(
    ({ file, line, column, code, ...words }) =>
      `${file}:${line}:${column}: ${code}: ${words[lang]}`,
  );
