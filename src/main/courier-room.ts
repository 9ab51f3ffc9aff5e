import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { openSeal } from '../adapters/secrets/keys.js';
import { epochMs } from '../engine/model.js';
import { createAddressBook } from '../service/courier/address-book.js';
import { createCourier } from '../service/courier/courier.js';
import { createDeliveries } from '../service/courier/deliveries.js';
import { createAddressing } from '../service/courier/on-duty.js';
import { createBrake } from '../service/proof/brake.js';
import { createNoticeReader } from '../service/read-notices.js';
import { openChannelRoom } from './channel-room.js';
import { courierSettings } from './courier-settings.js';
import { openLetters } from './letter-room.js';
import type { Loop } from './loops.js';
import { startLoop } from './loops.js';
import type { Instruments } from './instruments.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

export interface CourierRoomParts extends Pick<Parts, 'store' | 'client' | 'keys'> {
  readonly instruments: Pick<Instruments, 'onHanded'>;
  readonly place: Place;
  /** Whether this process may take notices in, and where there can be one courier only, send. */
  readonly isHeld: () => Promise<boolean>;
  /** What the operator must hear of. */
  readonly alarm: (line: string) => void;
  /** Troubles of a round; the next one tries again. */
  readonly tell: (line: string) => void;
}

const TAKE_IN_MS = 300;
const SEND_MS = 300;
const REPORT_MS = 2_000;
const RENEW_MS = 5_000;
const AT_ONCE = 500;

/**
 * The courier of a process. Notices are taken in by one process at a time, which also writes each as a line into the
 * file that stands beside all channels; messages go out from every process where the store is shared.
 */
export function startCourier(parts: CourierRoomParts): Loop {
  const { place, store, client, keys, instruments, isHeld, alarm, tell } = parts;
  const now = () => epochMs(Date.now());
  const readable = createNoticeReader({ store });
  const channels = openChannelRoom(place);
  const courier = createCourier({
    ...{
      store,
      channels,
      now,
      alarm,
      settings: courierSettings(place),
      onHanded: instruments.onHanded,
    },
    name: `${hostname()}/${process.pid}`,
    letters: openLetters(place, { store, keys }),
    addressing: createAddressing({ store }),
    addresses: createAddressBook({ store, seal: openSeal(keys), lang: place.lang }),
    deliveries: createDeliveries({ store, client, now: Date.now }),
    brake: createBrake({ store }),
  });
  let isNew = true;
  const stopping = new AbortController();
  const sending = startLoop(
    SEND_MS,
    async () => {
      const held = store.ledger.isShared || (await isHeld());
      if (held && isNew && !store.ledger.isShared) await courier.beginAlone();
      isNew = !held;
      if (held) while ((await courier.send()) > 0 && !stopping.signal.aborted);
    },
    tell,
  );
  // Beside the mass, and before it wherever they meet.
  const hurrying = startLoop(
    SEND_MS,
    async () => {
      if (!store.ledger.isShared && (isNew || !(await isHeld()))) return;
      while ((await courier.send('critical')) > 0 && !stopping.signal.aborted);
    },
    tell,
  );
  const takingIn = startLoop(
    TAKE_IN_MS,
    async () => {
      while (!stopping.signal.aborted && (await isHeld())) {
        const notices = await store.claimNotices(AT_ONCE);
        if (notices.length === 0) return;
        const lines = await readable(place.lang, notices);
        // Written first, marked then: a crash between the two repeats a line and loses none.
        appendFileSync(
          place.noticesFile,
          lines.map(({ line }) => (line === null ? '' : `${line}\n`)).join(''),
        );
        await courier.takeIn(notices);
        hurrying.wake();
        sending.wake();
      }
    },
    tell,
  );
  const reporting = startLoop(
    REPORT_MS,
    async () => {
      if ((await isHeld()) && (await courier.report()) > 0) {
        hurrying.wake();
        sending.wake();
      }
    },
    tell,
  );
  const renewing = startLoop(RENEW_MS, () => courier.renew(), tell);
  const stopListening = store.onRecorded(() => takingIn.wake());
  return {
    async stop() {
      stopListening();
      stopping.abort();
      for (const loop of [takingIn, reporting, hurrying, sending, renewing]) await loop.stop();
      channels.close();
    },
  };
}
