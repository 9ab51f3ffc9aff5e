import type { Logger } from 'pino';
import { openStore } from '../adapters/store/store.js';
import { enConfig } from '../text/en-config.js';
import type { Lang } from '../text/lang.js';
import { zhConfig } from '../text/zh-CN-config.js';
import { startCaretaker } from './caretaker.js';
import { endings, GRACE_MS, withinGrace, type Endings } from './grace.js';
import { caretakersLease } from './lease.js';
import { openLog } from './log.js';
import { startOperations } from './operations.js';
import { partsOn, reachedFrom, type Parts } from './parts.js';
import type { Place } from './place.js';
import type { Reach } from '../temporal/connect.js';
import { waitFor } from './wait-for.js';

const words = (lang: Lang) => (lang === 'zh' ? zhConfig : enConfig).process;

/** What a process of its own is given to stand on. */
export interface Ground {
  readonly place: Place;
  readonly parts: Parts;
  readonly reach: Reach;
  readonly log: Logger;
  /** What is added is stopped before the ground is taken away. */
  readonly started: Endings;
  /** Settles when the process is told to stop. */
  readonly stopped: Promise<void>;
  /** Tries until Temporal is there; null where the stop came first. */
  untilTemporal<Thing>(tryIt: () => Promise<Thing>): Promise<Thing | null>;
}

/**
 * A process that is one of many: waits for store and Temporal, does its own part – `begin` answers when that has begun –,
 * takes its turn as caretaker, and stops when told: takes nothing new, finishes what runs, 25 s at
 * most. The log goes to the standard output, for whoever supervises it. Answers the exit code.
 */
export async function stand(
  place: Place,
  stopped: Promise<void>,
  begin: (ground: Ground) => Promise<{ readonly ended: Promise<void> } | null>,
): Promise<number> {
  const log = openLog(1, place.logLevel);
  const say = words(place.lang);
  const report = (line: string) => log.warn(line);
  const started = endings(report);
  const waiting = (what: string) => (error: unknown) =>
    log.warn(say.waiting(what, error instanceof Error ? error.message : String(error)));
  let code = 0;
  let isServing = false;
  try {
    const store = await waitFor(() => openStore(place.storeUrl), waiting(say.store), stopped);
    if (store === null) return 0;
    started.add(() => store.close());
    const untilTemporal = <Thing>(tryIt: () => Promise<Thing>) =>
      waitFor(tryIt, waiting(say.temporal), stopped);
    const reach = await untilTemporal(() => reachedFrom(place));
    if (reach === null) return 0;
    const parts = partsOn(place, reach, store);
    // The client's connection is not closed: a call that the SDK is about to try again would throw out of a
    // timer. It ends with the process.
    const operations = await startOperations(place, parts.instruments, () => isServing);
    if (operations) started.add(() => operations.close());
    const caretaker = startCaretaker({ ...parts, place, log, report }, caretakersLease(place));
    started.add(() => caretaker.stop());
    const running = await begin({ place, parts, reach, log, started, stopped, untilTemporal });
    isServing = running !== null;
    if (running !== null) await Promise.race([stopped, running.ended]);
  } catch (error) {
    // Whoever supervises it starts it again.
    log.fatal({ err: error }, error instanceof Error ? error.message : String(error));
    code = 1;
  } finally {
    isServing = false;
    log.info(say.stopping);
    if (await withinGrace(started.stop())) log.info(say.stopped);
    else {
      log.error(say.tooLong(GRACE_MS / 1000));
      code = 1;
    }
  }
  return code;
}

/** The line by which others know that the process does its work. */
export const tellReady = ({ log, place }: Ground, what: string, where: object): void =>
  log.info({ ready: what, pid: process.pid, ...where }, words(place.lang).ready(what));
