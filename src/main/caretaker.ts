import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { KeyRing } from '../adapters/secrets/key-ring.js';
import type { Lease } from '../adapters/store/advisory-lease.js';
import { raiseAlarm } from '../adapters/alarms.js';
import type { Store } from '../adapters/store/store.js';
import type { Service } from '../service/service.js';
import { startCirculars } from './circular-room.js';
import { startCourier } from './courier-room.js';
import { heartbeat } from './heartbeat.js';
import type { Instruments } from './instruments.js';
import { startLoop, type Loop } from './loops.js';
import { courierSettings } from './courier-settings.js';
import type { Place } from './place.js';
import { createScheduleKeeper } from './season-schedules.js';
import { createTeller, look } from './sentinel.js';
import { createTrialKeeper } from './trial-ends.js';

const SENTINEL_MS = 60_000;
const TURN_MS = 300;

export interface CaretakerParts {
  readonly place: Place;
  readonly store: Store;
  readonly client: Client;
  readonly keys: KeyRing;
  readonly instruments: Pick<Instruments, 'onHanded'>;
  readonly service: Pick<Service, 'resumeAll'>;
  readonly log: Logger;
  /** For people at the terminal. */
  readonly report: (line: string) => void;
}

/**
 * What has to be done once for a store, however many processes work on it: take notices in, look for what
 * stands still, start what a crash has left unstarted. Whichever process holds the lease does it; where that
 * one ends, another goes on within a round. Beside it the courier of this process sends.
 */
export function startCaretaker(parts: CaretakerParts, lease: Lease): Loop {
  const { place, store, client, instruments, service, log, report } = parts;
  const tell = createTeller((line) => {
    log.warn(line);
    raiseAlarm(place.alarmsFile, line, report);
  });
  let isNew = true;
  const whenHeld = (work: () => Promise<void>) => async () => {
    if (await lease.isHeld()) await work();
    else isNew = true;
  };
  const takeTurn = async () => {
    if (isNew) {
      isNew = false;
      log.info('this process takes care of the store');
      for (const { trouble } of await service.resumeAll())
        if (trouble) log.warn(trouble[place.lang]);
    }
  };
  const settings = courierSettings(place);
  const keepSchedules = createScheduleKeeper(store, client, place.taskQueue, settings);
  const keepTrials = createTrialKeeper(store, place.lang);
  const beat = () =>
    heartbeat({
      to: place.heartbeat,
      now: Date.now,
      checks: [store.ping, () => client.workflowService.getSystemInfo({})],
    });
  // A lasting trouble comes round every 300 ms; the log hears of it when it begins.
  const once = onlyNew((line) => report(line));
  const alarm = onlyNew((line) => log.warn(line));
  const courier = startCourier({
    ...{ place, store, client, keys: parts.keys, instruments, alarm, tell: once },
    isHeld: () => lease.isHeld(),
  });
  const circulars = startCirculars({
    ...{ place, store, keys: parts.keys, alarm, tell: once },
    isHeld: () => lease.isHeld(),
  });
  const loops = [
    startLoop(SENTINEL_MS, whenHeld(keepSchedules), onlyNew(report)),
    startLoop(SENTINEL_MS, whenHeld(keepTrials), onlyNew(report)),
    startLoop(SENTINEL_MS, whenHeld(beat), onlyNew(report)),
    startLoop(TURN_MS, whenHeld(takeTurn), once),
    startLoop(
      SENTINEL_MS,
      whenHeld(async () => {
        tell(await look(store, client, Date.now()), Date.now());
        // A store that is away has just been told of.
        await store.operations.beat('sentinel', Date.now()).catch(() => undefined);
      }),
      report,
    ),
  ];
  return {
    async stop() {
      await courier.stop();
      await circulars.stop();
      for (const loop of loops) await loop.stop();
      await lease.release();
    },
  };
}

const AGAIN_MS = 60_000;

/** Passes a line on unless it is the one before, said less than a minute ago. */
function onlyNew(tell: (line: string) => void): (line: string) => void {
  let last = { line: '', at: 0 };
  return (line) => {
    const now = Date.now();
    if (line === last.line && now - last.at < AGAIN_MS) return;
    last = { line, at: now };
    tell(line);
  };
}
