import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { USUAL_SETTINGS, type CourierSettings } from '../courier/settings.js';
import { onDisk } from '../plan/files.js';
import { readCourier } from '../settings/read-courier.js';
import { misread } from './channel-settings.js';
import type { Place } from './place.js';

/** How people are written to; the usual where there is no file. Throws `Misconfigured` with every fault and its place. */
export function courierSettings({ courier }: Pick<Place, 'courier'>): CourierSettings {
  const { file, isNamed } = courier;
  if (!isNamed && !existsSync(file)) return USUAL_SETTINGS;
  const bytes = onDisk.read(dirname(file), basename(file));
  if (bytes === null) return USUAL_SETTINGS;
  const read = bytes instanceof Uint8Array ? readCourier(file, bytes) : { faults: [bytes] };
  if ('settings' in read) return read.settings;
  throw misread(read.faults);
}
