import { openSeal } from '../adapters/secrets/keys.js';
import { epochMs } from '../engine/model.js';
import { createAddressBook } from '../service/courier/address-book.js';
import { createCircularCourier } from '../service/courier/circulars.js';
import { createAddressing } from '../service/courier/on-duty.js';
import { openChannelRoom } from './channel-room.js';
import type { CourierRoomParts } from './courier-room.js';
import { startLoop, type Loop } from './loops.js';
import { intoNotices } from './morning.js';

const SEND_MS = 2_000;

/** Sends reports, briefs and the like, from the one process that takes care of the store. */
export function startCirculars({
  place,
  store,
  keys,
  isHeld,
  alarm,
  tell,
}: Omit<CourierRoomParts, 'client' | 'instruments'>): Loop {
  const channels = openChannelRoom(place);
  const courier = createCircularCourier({
    ...{ store, channels, alarm, write: intoNotices(place) },
    addressing: createAddressing({ store }),
    addresses: createAddressBook({ store, seal: openSeal(keys), lang: place.lang }),
    now: () => epochMs(Date.now()),
  });
  const sending = startLoop(
    SEND_MS,
    async () => {
      if (await isHeld()) await courier.send();
    },
    tell,
  );
  return {
    async stop() {
      await sending.stop();
      channels.close();
    },
  };
}
